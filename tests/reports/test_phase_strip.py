"""The strip of phases: when it is drawn and what it shows."""

from datetime import date

from reportlab.pdfgen.canvas import Canvas

from cxdesk.reports.phase_strip import phase_strip
from cxdesk.reports.text import Typesetter
from cxdesk.services.charter_page import PhaseRow


class Recorder(Canvas):
    """A canvas that keeps the words drawn on it."""

    def __init__(self) -> None:
        super().__init__("unused.pdf")
        self.words: list[str] = []

    def drawString(self, x: float, y: float, text: str, *args: object, **kwargs: object) -> None:
        self.words.append(text)


def phase(name: str, start: date | None, end: date | None) -> PhaseRow:
    return PhaseRow(name, start, end, "", "")


def drawn(*phases: PhaseRow) -> list[str]:
    strip = phase_strip(phases, Typesetter())
    assert strip is not None
    strip.wrap(486, 800)
    canvas = Recorder()
    strip.drawOn(canvas, 0, 0)
    return canvas.words


def test_months_carry_the_year_where_it_changes() -> None:
    words = drawn(phase("Only", date(2026, 10, 5), date(2027, 2, 26)))
    assert words == ["Oct 2026", "Nov", "Dec", "Jan 2027", "Feb", "1", "Only"]


def test_a_name_too_long_for_its_bar_leaves_the_number() -> None:
    words = drawn(
        phase("A name of many words", date(2026, 1, 1), date(2026, 1, 9)),
        phase("Long", date(2026, 2, 1), date(2026, 12, 1)),
    )
    assert "1" in words
    assert "A name of many words" not in words
    assert "Long" in words


def test_overlapping_phases_take_lanes() -> None:
    one = phase("One", date(2026, 1, 1), date(2026, 3, 31))
    after = phase("After", date(2026, 4, 1), date(2026, 6, 30))
    beside = phase("Beside", date(2026, 3, 1), date(2026, 5, 1))
    flat, stacked = (
        phase_strip([one, after], Typesetter()),
        phase_strip([one, beside], Typesetter()),
    )
    assert flat is not None
    assert stacked is not None
    assert stacked.wrap(486, 800)[1] > flat.wrap(486, 800)[1]


def test_no_strip_without_all_dates_in_order() -> None:
    whole = phase("Whole", date(2026, 1, 1), date(2026, 2, 1))
    assert phase_strip([], Typesetter()) is None
    assert phase_strip([whole, phase("x", None, date(2026, 2, 1))], Typesetter()) is None
    assert (
        phase_strip([whole, phase("x", date(2026, 2, 1), date(2026, 1, 1))], Typesetter()) is None
    )


def test_the_ends_of_the_calendar() -> None:
    assert drawn(phase("x", date(9999, 12, 1), date.max))[0] == "Dec 9999"
    assert drawn(phase("x", date.min, date.max))[0] == "Jan 1"
