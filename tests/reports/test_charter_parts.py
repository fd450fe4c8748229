"""The parts of the printed charter: every field is found again, whatever was typed."""

import dataclasses
import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cxdesk.reports.charter import charter_pdf
from cxdesk.reports.charter_parts import spread
from cxdesk.reports.charter_tables import LEGEND
from cxdesk.reports.fonts import REGULAR
from cxdesk.reports.page import INK, RULE, SOFT
from cxdesk.reports.text import Typesetter
from cxdesk.services.charter_page import (
    BenefitRow,
    CharterPage,
    CostRow,
    DutyRow,
    ImpactRow,
    MemberRow,
)
from cxdesk.services.charter_parts import PARTS
from tests.paper import words
from tests.reports.charters import crowd, full, only
from tests.reports.drawn import check_drawn
from tests.reports.test_charter_pdf import LONG, printable, squeezed, strings

FULL = full()
TITLES = [part.title for part in PARTS if part.key != "control"]
_HEAD = re.compile(r"^.*?·Internal")
_FOOT = re.compile(r"CX-101charterv[\d.]+·(?!.*CX-101charterv).*$")


def pages_of(data: bytes) -> list[str]:
    """The text of every page without white space, head and foot."""
    pages = map(squeezed, words(data))
    return [_FOOT.sub("", _HEAD.sub("", page)) for page in pages]


@cache
def printed() -> bytes:
    """The full charter."""
    return charter_pdf(FULL)


def text_of(data: bytes) -> str:
    return "".join(pages_of(data))


def filled(value: Any, word: Any, kept: tuple[str, ...] = ()) -> Any:
    """The same rows with another word for every text."""
    if isinstance(value, str):
        return word()
    if isinstance(value, tuple):
        return tuple(filled(each, word) for each in value)
    if not dataclasses.is_dataclass(value):
        return value
    fields = (field.name for field in dataclasses.fields(value) if field.name not in kept)
    return replace(value, **{name: filled(getattr(value, name), word) for name in fields})  # type: ignore[type-var]


def test_every_part_is_printed_in_its_order_and_looks_right() -> None:
    check_drawn(printed())
    text = text_of(printed())
    pdf = PdfReader(BytesIO(printed()))
    titles = [entry.title for entry in pdf.outline]
    assert titles == TITLES
    at = [text.index(squeezed(f"{number}{title}")) for number, title in enumerate(TITLES, 1)]
    assert at == sorted(at)
    # The currency prints as its sign; the company stands in place of what the program is for.
    whole = squeezed("".join(words(printed())))
    left = {word for word in strings(FULL) if squeezed(word) not in whole}
    assert left == {"EUR", "Customer-experience program"}
    for said in ("“Every contact ends", "Answer: Shown on 28 September", "To be named", LEGEND):
        assert squeezed(said) in text


def test_money_and_days_add_up() -> None:
    text = text_of(printed())
    assert squeezed("Cost in k€ 2026 2027 All years") in text
    assert squeezed("Licences of the matching software 60 25.5 85.5") in text
    assert squeezed("Total 134.5 85.5 220") in text
    assert squeezed("Total 260") in text


def test_more_years_than_a_table_holds_go_on_in_the_next() -> None:
    years = range(2026, 2036)
    costs = tuple(CostRow("Licences", year, year - 2000) for year in years)
    text = text_of(charter_pdf(only(costs=(*costs, CostRow("Training", 2031, 9)))))
    assert squeezed("Cost in k€ 2026 2027 2028 2029 2030 2031 Licences 26 27 28 29 30 31") in text
    assert squeezed("Cost in k€ 2032 2033 2034 2035 All years Licences 32 33 34 35 305") in text
    assert squeezed("Total 26 27 28 29 30 40") in text
    assert squeezed("Total 32 33 34 35 314") in text


@pytest.mark.parametrize("many", [0, 6, 7, 31])
def test_a_team_of_any_size_has_its_letters(many: int) -> None:
    page = crowd(only(state="Draft", impacts=FULL.impacts), many, duties=7)
    data = charter_pdf(page)
    check_drawn(data)
    text = text_of(data)
    team = text[text.index("5TeamandRACI") : text.index("6Peopleside")]
    team = team.replace(squeezed(LEGEND), "")
    for member in page.team:  # in the list of the team, and over a column
        assert team.count(squeezed(member.name)) >= 1
    for duty in page.duties:
        assert squeezed(duty.text) in team
    grids = team[team.index("Whatistobedone") :]
    assert grids.count("Whatistobedone") >= max(1, -(-many // (6 if many <= 6 else 12)))
    for number in range(1, many + 1):
        assert squeezed(f"{number} Friederike") in grids
    for letter in "AC":
        least = sum(duty.letters.count(letter) for duty in page.duties)
        assert grids.count(letter) >= least


def test_what_is_not_there_takes_no_room() -> None:
    page = replace(
        FULL, strategy="", benefit_rows=(), processes="", tools="", roles="", team=(), duties=(),
        impacts=(), links=(), depends_on=(), needed_by=(), dependencies="", costs=(), resources=(),
        cost=0.0, effort=0.0,
    )  # fmt: skip
    titles = [entry.title for entry in PdfReader(BytesIO(charter_pdf(page))).outline]
    gone = {"Strategic link", "What changes", "Dependencies", "Budget and resources"}
    gone |= {"Team and RACI", "People side"}
    assert titles == [title for title in TITLES if title not in gone]


def test_a_page_of_an_older_program_prints_its_codes() -> None:
    text = text_of(charter_pdf(only(dependencies="The network", needed_by=("CX-102", "CX-103"))))
    assert squeezed("Needed by CX-102, 103 The network") in text


@settings(max_examples=3, deadline=None)
@given(data=st.data())
def test_every_field_comes_back_as_it_was_typed(data: st.DataObject) -> None:
    typed = data.draw(printable())
    count = iter(range(10_000))

    def word() -> str:  # told apart by its number; the text in turn
        number = next(count)
        piece = typed[number % 150 : number % 150 + 12]
        return f"x{number}{''.join(piece.split())}y"

    kept = ("code", "state", "currency", "hue", "version", "subtitle", "program", "logo")
    page = filled(FULL, word, kept)
    duties = tuple(replace(row, letters=("R", "A", "C", "I")) for row in page.duties)
    text = squeezed(
        "".join(words(charter_pdf(replace(
            page, duties=duties, approvals=tuple(
                replace(row, decision="More asked") for row in page.approvals
            ),
        ))))
    )  # fmt: skip
    shown = replace(page, duties=duties, approvals=(), logo="")
    missed = [typed for typed in strings(shown) if squeezed(typed) not in text]
    assert missed == ["EUR", "Customer-experience program"] or missed == [
        "Customer-experience program", "EUR",
    ]  # fmt: skip


def test_very_long_cells_lose_nothing() -> None:
    long, word, much = LONG * 2, "W" * 300, LONG[:1500]
    page = only(
        gains=(BenefitRow(much, True, word, word, word, word, None),),
        costs=(CostRow(much, 2026, 1),),
        team=(MemberRow(word, word, much),),
        duties=(DutyRow(word, ("A",)),),
        impacts=(ImpactRow(word, 1, long, word),),
        dependencies=much,
        tools=much,
    )
    data = charter_pdf(page)
    check_drawn(data)
    text = text_of(data)
    for digit in "0123456789":
        least = sum(typed.count(digit) for typed in (long, *[much] * 5))
        assert text.count(digit) >= least
    assert text.count("W") >= 9 * 300
    head = squeezed("What changes for them")
    assert sum(head in each for each in pages_of(data)) > 2  # on every page of the row


def test_the_draft_under_the_text_leaves_it_readable() -> None:
    def drawn(page: CharterPage) -> Any:
        document = pypdfium2.PdfDocument(charter_pdf(page))
        return document[0].render(scale=1, grayscale=True).to_numpy()[120:700]

    page = only(summary=FULL.why * 9)
    plain, draft = drawn(page), drawn(replace(page, state="Superseded"))
    changed = (plain == 255) & (draft != 255)
    assert changed.sum() > 10_000  # it is there
    assert draft[changed].min() > 200
    assert ((plain < 120) & (draft > 140)).sum() == 0  # and under the letters, not over them


def test_inks_are_dark_enough_in_grey() -> None:
    for ink in (INK, RULE, SOFT):
        assert ink.red == ink.green == ink.blue
        assert 1.05 / (ink.red**2.2 + 0.05) > 7


def test_equal_pages_give_equal_bytes() -> None:
    page = only(phases=FULL.phases, team=FULL.team, duties=FULL.duties)
    assert charter_pdf(page) == charter_pdf(replace(page))
    assert charter_pdf(page, one_page=True) == charter_pdf(page, "A4", True)


def test_a_column_makes_room_for_a_long_word_of_another() -> None:
    text, even = Typesetter(), (0.25, 0.25, 0.25, 0.25)
    assert spread(text, [("a few", "short", "words", None)], even, 400) == even
    shares = spread(text, [("kurz", "Bearbeitungszeitraum", "x " * 90, None)], even, 400)
    assert sum(shares) == pytest.approx(1)
    assert shares[1] * 400 > text.width("Bearbeitungszeitraum", REGULAR, 9) + 8
    assert shares[3] == 0.25  # None keeps its own
    assert min(shares) >= 0.7 * 0.25
    broken = spread(text, [("kurz", "W" * 300, "b", None)], even, 400)
    assert broken == even  # it is broken anyway
