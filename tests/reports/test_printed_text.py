"""How user text, dates and amounts are worded on paper."""

from datetime import date

import pytest
from reportlab.lib.styles import ParagraphStyle

from cxdesk.reports import fonts
from cxdesk.reports.text import Typesetter, plain
from cxdesk.reports.wording import codes, money, names, number, span

STYLE = ParagraphStyle("body", fontName=fonts.REGULAR, fontSize=9.5, leading=13)


def test_plain_keeps_what_can_be_seen() -> None:
    assert plain("R&D\t<5%\n") == "R&D <5% "
    assert plain("a\x00\u200e\u00adb\ud83dc\ufe0f") == "ab\ufffdc"
    assert plain("e\u0301") == "e\u0301"  # never composed


def test_missing_characters_are_named_once_a_run() -> None:
    text = Typesetter()
    assert text.runs("a 你好 b", fonts.REGULAR) == [(fonts.REGULAR, "a [?] b")]
    assert text.runs("☭", fonts.REGULAR) == [("DejaVu", "☭")]
    assert text.runs("☭", fonts.SEMIBOLD) == [("DejaVu-Bold", "☭")]
    text.runs("ไทย", fonts.REGULAR)
    assert text.note() == (
        "[?] stands for Chinese, Japanese or Korean characters. To print them, install a font that "
        "has them, such as Noto Sans CJK, and start the program again. "
        "[?] also stands for Thai, which this program cannot print."
    )


def test_markup_is_escaped_in_every_run() -> None:
    text = Typesetter()
    assert text.markup("<b>☭</b>&", fonts.REGULAR) == (
        '&lt;b&gt;<font name="DejaVu">☭</font>&lt;/b&gt;&amp;'
    )


def test_lists_hang_from_their_marks_as_typed() -> None:
    first, second, third, plain_line = Typesetter().paragraphs(
        "1. One\n12) Twelve\n- Dash\n2027 is a year", STYLE
    )
    assert [p.bulletText for p in (first, second, third)] == ["1.", "12)", "-"]
    assert plain_line.style is STYLE
    assert first.style.leftIndent > 0
    width = 300
    for item in (first, second, third):
        assert item.style.bulletIndent >= 0
        assert item.wrap(width, 100)[1] == STYLE.leading


def test_a_blank_line_opens_a_gap() -> None:
    one, two = Typesetter().paragraphs("\n\none\n\n \ntwo\n", STYLE)
    assert one.style.spaceBefore == 0
    assert two.style.spaceBefore > 0


def test_fitted_never_exceeds_the_room() -> None:
    text = Typesetter()
    for typed in ("short", "W" * 300, "word " * 5000):
        fitted = text.fitted(typed, fonts.REGULAR, 9, 120)
        assert text.width(fitted, fonts.REGULAR, 9) <= 120
        assert typed.startswith(fitted.removesuffix("…"))
    assert text.fitted("short", fonts.REGULAR, 9, 120) == "short"


def test_figures_are_tabular() -> None:
    text = Typesetter()
    for face in (fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD, fonts.BOLD, fonts.DISPLAY):
        assert len({text.width(digit, face, 9) for digit in "0123456789"}) == 1


@pytest.mark.parametrize(
    ("start", "end", "long", "short"),
    [
        (None, None, "Not set", "Not set"),
        (date(2026, 3, 1), None, "1 Mar 2026 – Not set", "1 Mar 2026 – Not set"),
        (
            date(2026, 10, 5),
            date(2026, 10, 30),
            "5 Oct 2026 – 30 Oct 2026",
            "5 Oct – 30 Oct 2026",
        ),
        (
            date(2026, 12, 5),
            date(2027, 1, 3),
            "5 Dec 2026 – 3 Jan 2027",
            "5 Dec 2026 – 3 Jan 2027",
        ),
    ],
)
def test_span(start: date | None, end: date | None, long: str, short: str) -> None:
    assert span(start, end) == long
    assert span(start, end, short=True) == short


def test_numbers_and_codes() -> None:
    assert [number(x) for x in (0, 12.5, 1707, 0.333, -0.001)] == [
        *("0", "12.5", "1,707", "0.33", "0")
    ]
    assert money(220, "EUR") == "220 k€"
    assert money(1.5, "CHF") == "1.5 kCHF"
    assert codes(()) == "Nothing"
    assert codes(("CX-102", "CX-103", "AB-202", "AB-7", "plain")) == "CX-102, 103, AB-202, 7, plain"
    assert [names(x) for x in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        *("", "A", "A and B", "A, B and C")
    ]
