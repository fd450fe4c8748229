"""An approved charter is kept as it was signed: its page, its logo, and its PDF byte for byte."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from cxdesk.model.charters import Charter, CharterState
from cxdesk.model.errors import RuleBroken
from cxdesk.model.initiatives import Initiative
from cxdesk.reports.signed import charter_paper_pdf
from cxdesk.services import charter_print, charters, initiatives, letterhead, programs
from cxdesk.services.charter_print import CharterPaper, charter_paper
from cxdesk.services.charters import Finished, PageChanged
from cxdesk.store.backups import copy_file
from cxdesk.store.store import Store
from tests.services.commands import CHAIR, REVIEW, approver, cha, per
from tests.services.test_letterhead import held, picture


@pytest.fixture
def review(store: Store) -> int:
    """A charter that waits for one approval, under a logo."""
    store.do("Logo", lambda s: letterhead.set_logo(s, picture((90, 30))))
    with store.read() as session:
        return cha(session, REVIEW).id


def everybody(store: Store, id: int) -> list[int]:
    with store.read() as session:
        return [one.person_id for one in session.get_one(Charter, id).approvals]


def last_approver(store: Store, id: int) -> int:
    """Who alone has not approved yet, after the others did."""
    *others, last = everybody(store, id)
    for person in others:
        store.do("Approve", lambda s, person=person: charters.approve(s, id, person))
    return last


def rehearsed(store: Store, id: int, person: int) -> CharterPaper:
    """What the page will be once this person approves."""

    def read(session):  # type: ignore[no-untyped-def]
        assert charters.approve(session, id, person)
        return charter_paper(session, id)

    return store.rehearse(read)


def paper(store: Store, id: int) -> CharterPaper:
    with store.read() as session:
        return charter_paper(session, id)


def approve(store: Store, id: int) -> bytes:
    """Approve with the PDF, as the window does, and return that."""
    person = last_approver(store, id)
    rows = rehearsed(store, id, person)
    pdf = charter_paper_pdf(rows, "A4")
    finished = Finished(rows.page.to_json(), "A4", pdf)
    store.do("Approve", lambda s: charters.approve(s, id, person, finished=finished))
    return pdf


def change_everything(store: Store, id: int) -> None:
    """Another name, logo, title and sponsor."""

    def change(session) -> None:  # type: ignore[no-untyped-def]
        here = session.get_one(Charter, id).initiative
        initiatives.rename(session, here.id, "Quite another title")
        programs.rename(session, charter_print.program(session).id, "Another program")
        letterhead.set_company(session, "Another company")
        letterhead.set_logo(session, picture((50, 50), "L"))

    store.do("Change", change)


def test_the_approved_pdf_prints_again_byte_for_byte(store: Store, review: int) -> None:
    pdf = approve(store, review)
    frozen = paper(store, review)
    letter = charter_paper_pdf(frozen, "Letter")
    change_everything(store, review)
    rows = paper(store, review)
    assert rows == frozen
    assert charter_paper_pdf(rows, "A4") == pdf
    assert charter_paper_pdf(rows, "Letter") == letter != pdf
    assert len(PdfReader(BytesIO(charter_paper_pdf(rows, one_page=True))).pages) == 1
    text = PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "Approved" in text
    assert "DRAFT" not in text
    with store.read() as session:
        here = session.get_one(Charter, review)
        assert charter_print.kept_pdf(session, review, "A4") == pdf
        assert charter_print.kept_pdf(session, review, "Letter") is None
        assert charter_print.version_of(session, here.initiative.code) == review
    assert store.problems() == []


def test_it_lasts_through_undo_redo_sweep_a_copy_and_the_next_version(
    store: Store, review: int, tmp_path: Path
) -> None:
    pdf = approve(store, review)
    label = store.label_of(store.head.undo_top)
    store.undo()
    assert paper(store, review).kept == b""
    assert store.sweep() == 0
    assert (label, store.redo() is not None) == ("Approve", True)
    assert paper(store, review).kept == pdf

    def next_version(session) -> int:  # type: ignore[no-untyped-def]
        return charters.start(session, session.get_one(Charter, review).initiative_id)

    new, _ = store.do("Next", next_version)
    with store.read() as session:
        chair = per(session, CHAIR)
    store.do("Submit", lambda s: charters.submit(s, new, [chair]))
    second = approve(store, new)
    assert second != pdf
    with store.read() as session:
        assert session.get_one(Charter, review).state is CharterState.SUPERSEDED
    assert charter_paper_pdf(paper(store, review), "A4") == pdf
    before = held(store)
    assert (store.sweep(), held(store)) == (0, before)
    copy_file(store.path, tmp_path / "copy.cxdesk")
    with Store.open(tmp_path / "copy.cxdesk", home=tmp_path) as copy:
        assert paper(copy, review).kept == pdf
        assert copy.problems() == []


def test_a_page_that_changed_meanwhile_is_not_kept(store: Store, review: int) -> None:
    person = last_approver(store, review)
    rows = rehearsed(store, review, person)
    assert paper(store, review).page.state == "In review"  # nothing was written
    finished = Finished(rows.page.to_json(), "A4", b"%PDF")
    change_everything(store, review)
    with pytest.raises(PageChanged, match="approve it once more"):
        store.do("Approve", lambda s: charters.approve(s, review, person, finished=finished))
    assert paper(store, review).page.state == "In review"
    store.do("Approve", lambda s: charters.approve(s, review, person))  # without a PDF
    assert (paper(store, review).kept, paper(store, review).page.state) == (b"", "Approved")
    assert store.problems() == []


def test_a_damaged_pdf_is_said_and_other_paper_still_prints(store: Store, review: int) -> None:
    approve(store, review)
    with store.read() as session:
        here = session.get_one(Charter, review)
        digest, code = here.digest, here.initiative.code
    with store._engine.begin() as connection:  # as another program would
        connection.exec_driver_sql("UPDATE content SET data = x'00' WHERE digest = ?", (digest,))
    with pytest.raises(RuleBroken, match=f"charter v1.0 of {code} that was approved is damaged"):
        charter_paper_pdf(paper(store, review), "A4")
    assert charter_paper_pdf(paper(store, review), "Letter").startswith(b"%PDF")
    assert any("contents" in problem for problem in store.problems())
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM content WHERE digest = ?", (digest,))
    assert store.problems() == [f"The PDF of charter v1.0 of {code} that was approved is gone."]


def test_a_damaged_logo_is_left_out(store: Store, review: int) -> None:
    approve(store, review)
    assert paper(store, review).logo
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM content")
    assert paper(store, review).logo == b""


def test_the_code_of_no_charter_is_refused(store: Store) -> None:
    with store.read() as session:
        bare = session.scalars(select(Initiative).where(~Initiative.charters.any())).first()
        assert bare is not None
        for code, said in ((bare.code, "has no charter yet"), ("CX-999", "There is no initiative")):
            with pytest.raises(RuleBroken, match=said):
                charter_print.version_of(session, code)
        assert approver(session)
