"""Any text comes back from the file exactly as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from cxdesk.model.base import storable
from cxdesk.model.work import Comment
from cxdesk.services import actions, charter_lines, charters, comments, initiatives
from cxdesk.services.charters import Section
from cxdesk.services.detail import detail
from cxdesk.services.session import Session
from cxdesk.store.store import Store
from tests.services.commands import NASTY, cha, ini

# Whatever the keyboard or a clipboard gives, but for lone surrogates, which no file can hold.
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: text.strip())
FEW = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def write_everywhere(session: Session, text: str) -> None:
    id, charter = ini(session, "CX-103"), cha(session, "CX-103").id
    initiatives.rename(session, id, text)
    initiatives.describe(session, id, text)
    initiatives.expect(session, id, text)
    initiatives.block(session, id, text)
    comments.add(session, id, text)
    actions.bump(session, actions.add(session, id, text), text)
    for section in Section:
        charters.write(session, charter, section, text)
    charter_lines.add_criterion(session, charter, text, text)
    charter_lines.add_phase(session, charter, text, entry=text, exit=text)
    charter_lines.add_risk(session, charter, text, 3, 3, text)


def read_everywhere(store: Store) -> list[str]:
    with store.read() as session:
        found = detail(session, ini(session, "CX-103"))
        said = session.scalars(select(Comment.text).order_by(Comment.at.desc())).first()
    assert found is not None
    charter, action = found.charters[-1], found.actions[-1]
    criterion, phase, risk = charter.criteria[-1], charter.phases[-1], charter.risks[-1]
    return [
        found.title, found.description, found.expected, found.blocked_reason, said or "",
        action.title, action.road_bump, *charter.sections.values(),
        criterion.text, criterion.evidence, phase.text, phase.entry, phase.exit,
        risk.text, risk.response,
    ]  # fmt: skip


def came_back(store: Store, text: str, expected: str) -> None:
    store.do("Write", lambda session: write_everywhere(session, text))
    try:
        assert set(read_everywhere(store)) == {expected}
    finally:
        store.undo()


@given(text=TEXTS)
@FEW
def test_any_text_comes_back_exactly(store: Store, text: str) -> None:
    came_back(store, text, text)


@pytest.mark.parametrize(
    "text",
    [
        "R&D <5%",
        '<img src="/secret.png">',
        NASTY,
        "x" * 10_000,
        "  spaces, \ttabs\r\nand lines\n\n ",
        "\u202eright to left שלום",
        "🧭👩‍👩‍👧‍👦🇨🇭",
        "e\u0301 is not é",
        "\0 and \x7f",
        "'; DROP TABLE initiative; --",
        "{braces} %s \\n",
    ],
)
def test_texts_that_break_programs_come_back_exactly(store: Store, text: str) -> None:
    came_back(store, text, text)


def test_a_lone_surrogate_is_replaced_and_nothing_else_is_lost(store: Store) -> None:
    text = "a \ud83d b"
    came_back(store, text, storable(text))


@given(st.lists(st.text(st.characters(codec="utf-8"))))
@FEW
def test_labels_are_kept_once_and_without_empty_ones(store: Store, labels: list[str]) -> None:
    store.do("Label", lambda s: initiatives.label(s, ini(s, "CX-101"), labels))
    with store.read() as session:
        found = detail(session, ini(session, "CX-101"))
    assert found is not None
    wanted = dict.fromkeys(label.strip() for label in labels)
    assert list(found.labels) == [label for label in wanted if label]
