"""Every script on paper: from the right, of the far east, from installed fonts, or named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ContentStream
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak

from cxdesk.reports import bidi, fonts, installed
from cxdesk.reports.page import MARGIN, Furniture, build_pdf
from cxdesk.reports.table import table_pdf
from cxdesk.reports.text import Typesetter, plain
from cxdesk.services.letterhead import Letterhead
from cxdesk.services.sheet import Sheet
from tests.reports import small_fonts

HEBREW = "הלקוח מזדהה פעם אחת בלבד (CRM 2.0) וכל 400,000 הלקוחות מקבלים מזהה אחד ב-Care וב-Sales."
ARABIC = "سيكون لكل عميل معرف واحد في خدمة العملاء (CRM) بحلول 26 فبراير 2027، وهو أساس CX-102."
STYLE = ParagraphStyle("body", fontName=fonts.REGULAR, fontSize=10, leading=14)
Install = Callable[..., None]


def printed(story: list[Flowable], text: Typesetter, head: str = "Head") -> bytes:
    fonts.register(fonts.REGULAR, fonts.SEMIBOLD)
    furniture = Furniture(left=(head, head), right=(head, head), foot=lambda _: head)
    return build_pdf(
        story or [PageBreak()], furniture, text, paper="A4", title=head, author=head, subject=head,
        indent=0,
    )  # fmt: skip


def of(typed: str, head: str = "Head") -> bytes:
    text = Typesetter()
    return printed([text.line(typed, STYLE), *text.paragraphs(typed, STYLE)], text, head)


def words(data: bytes) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(data)).pages).split())


def assert_every_glyph_is_one(data: bytes) -> None:
    """No font is asked for its glyph 0, the box that stands for a missing one."""
    pdf = PdfReader(BytesIO(data))
    for page in pdf.pages:
        kinds = {
            name: font.get_object()["/Subtype"]
            for name, font in page["/Resources"]["/Font"].items()  # type: ignore[index]
        }
        step = 1
        for operands, operator in ContentStream(page.get_contents(), pdf).operations:
            if operator == b"Tf":
                step = 2 if kinds[operands[0]] == "/Type0" else 1
            elif operator == b"Tj":
                codes = getattr(operands[0], "original_bytes", operands[0])
                assert codes
                assert len(codes) % step == 0
                assert all(
                    any(codes[n : n + step]) for n in range(0, len(codes), step)
                ), codes  # fmt: skip


def lines(data: bytes) -> list[tuple[float, float]]:
    """The left and right end of each line between head and foot, from the top."""
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        boxes = [text.get_charbox(n, loose=True) for n in range(text.count_chars())]
        height = document[0].get_height()
    found: dict[int, list[float]] = {}
    for left, low, right, high in boxes:
        if MARGIN + 20 < low < height - MARGIN - 38 and right - left > 0.3 and high > low:
            found.setdefault(round((low + high) / 4), []).extend((left, right))
    return [(min(x), max(x)) for _, x in sorted(found.items(), reverse=True)]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a font where this machine keeps them."""
    folder = tmp_path / "fonts"
    monkeypatch.setattr(installed, "folders", lambda: [folder])

    def put(name: str, *arguments: Any, **how: Any) -> None:
        small_fonts.make(folder / name, *arguments, **how)

    return put


def test_a_line_stands_as_it_is_read() -> None:
    text = Typesetter()
    more = "DejaVu-More"
    assert text.runs("سلام", fonts.REGULAR) == [(more, "\ufee1\ufefc\ufeb3")]
    assert text.runs("ID (אב) 7", fonts.SEMIBOLD) == [
        (fonts.SEMIBOLD, "ID ("), ("DejaVu-Bold-More", "בא"), (fonts.SEMIBOLD, ") 7"),
    ]  # fmt: skip
    assert text.runs("א (7)", fonts.REGULAR) == [(fonts.REGULAR, "(7) "), (more, "א")]
    assert text.runs("בְּ", fonts.REGULAR) == [(more, "\u05bc\u05b0ב")]
    assert text.runs("😀", fonts.REGULAR) == [(more, "😀")]
    assert text.note() == ""
    for typed in (HEBREW, ARABIC):
        width = text.width(typed, fonts.REGULAR, 9)
        cut = text.fitted(typed, fonts.REGULAR, 9, width / 2)
        assert cut.endswith("…")
        assert text.width(cut, fonts.REGULAR, 9) <= width / 2
        assert text.runs(cut, fonts.REGULAR)[0][1].startswith("…")  # at its end: the left


def test_text_from_the_right_is_read_back_and_stands_at_the_right() -> None:
    for typed in (HEBREW, ARABIC):
        data = of(f"{typed} {typed}", head="ראש הדף")
        said = words(data)
        assert all(word in said for word in re.findall(r"[^\W\d_a-zA-Z]+", typed))
        assert said.count("ראש הדף") == 5 * len(PdfReader(BytesIO(data)).pages)
        assert "[?]" not in said
        assert all(abs(595.28 - MARGIN - right) < 1.5 for _, right in lines(data))
        assert min(left for left, _ in lines(data)) >= MARGIN - 0.5
        assert_every_glyph_is_one(data)
        assert data == of(f"{typed} {typed}", head="ראש הדף")


def test_readers_find_words_as_typed() -> None:
    typed = "السلام عليكم", "בְּרֵאשִׁית שלום", "مُحَمَّد", "لا إله", "گزارش\u200cها"
    for each in typed:
        data, seen = of(each), each.replace("\u200c", "")
        assert seen in words(data)
        with pypdfium2.PdfDocument(data) as document:
            found = document[0].get_textpage().get_text_range()
        assert normalize("NFD", seen) in normalize("NFD", found)  # marks in any order


def test_letters_of_a_word_touch() -> None:
    def gaps(typed: str) -> int:
        with pypdfium2.PdfDocument(of(typed)) as document:
            image = document[0].render(scale=6, grayscale=True).to_pil()
        top = int((MARGIN + 38) * 6)
        left, right = (image.width - int((MARGIN + x) * 6) for x in (120, -2))
        line = image.crop((left, top, right, top + 13 * 6))
        inked = [column.getextrema()[0] < 128 for column in _columns(line)]
        return sum(now and not after for now, after in pairwise(inked))

    assert gaps("ببب") == 1
    assert gaps("ب ب ب") == 3
    assert gaps("ببدبب") == 2  # dal joins no letter after it


def _columns(image: Any) -> Iterator[Any]:
    return (image.crop((x, 0, x + 1, image.height)) for x in range(image.width))


def test_lines_are_broken_as_read_and_each_keeps_its_side() -> None:
    text = Typesetter()
    broken = text.wrapped(ARABIC, fonts.REGULAR, 10, 150)
    assert len(broken) > 2
    assert all(text.width(line, fonts.REGULAR, 10) <= 150 for line in broken)
    assert all(map(bidi.runs_left, broken))
    assert text.wrapped("\n".join(broken), fonts.REGULAR, 10, 150) == broken
    latin = text.wrapped("Der Kunde אחד שניים שלושה ארבעה", fonts.REGULAR, 10, 60)
    assert len(latin) > 2
    assert not any(map(bidi.runs_left, latin))  # its paragraph is read from the left
    at_end = text.wrapped("אבג some English words, more of them", fonts.REGULAR, 10, 90)
    first = "".join(piece for _, piece in text.runs(at_end[0], fonts.REGULAR))
    assert first.endswith("גבא")
    assert first.startswith("some English")
    word = text.wrapped("ש" * 300, fonts.REGULAR, 10, 100)
    assert len("".join(word).replace("\u200f", "")) == 300


def test_lists_and_tables_from_the_right() -> None:
    text = Typesetter()
    items = text.paragraphs(f"1. {HEBREW}\n- {HEBREW}\n{HEBREW}\nplain\n\n{ARABIC}", STYLE)
    data = printed(items, text)
    ends = [right for _, right in lines(data)]
    assert abs(max(ends) - (595.28 - MARGIN)) < 8
    with pypdfium2.PdfDocument(data) as document:
        page = document[0].get_textpage()
        mark = next(
            page.get_charbox(n)
            for n in range(page.count_chars())
            if page.get_text_range(n, 1) == "1"
        )
    assert mark[0] > 595.28 - MARGIN - 25
    rows = tuple((f"CX-{n}", "אחד שניים", ARABIC * 6) for n in range(12))
    sheet = Sheet(("Code", "כותרת", "Text"), rows, (False, False, False), (1, 2, 3))
    made = table_pdf(
        sheet, title="טבלה", note=HEBREW, letterhead=Letterhead("شركة", ""), on=date(2026, 11, 23)
    )
    assert len(PdfReader(BytesIO(made)).pages) > 1
    assert words(made).count("אחד שניים") == 12
    assert "שركة" not in words(made)
    assert "شركة" in words(made)
    assert_every_glyph_is_one(made)


def test_a_long_text_goes_on_over_pages() -> None:
    text = Typesetter()
    data = printed(text.paragraphs("\n".join([f"{HEBREW} {ARABIC}"] * 60), STYLE), text)
    pages = PdfReader(BytesIO(data)).pages
    assert len(pages) > 2
    assert words(data).count("הלקוח מזדהה") == 60


def test_installed_fonts_print_what_ours_lack(install: Install) -> None:
    install("b/serif.otf", "Small Mincho", "你好世界の、", cubic=True)
    install("a/sans.otf", "Small Sans", "你好世界の、がx", cubic=True)
    install("a/bold.otf", "Small Sans", "你好世界の、", weight=700)
    install("c/rare.ttf", "Rare", "\U00020bb7🚀☭🫠\u06c1\ufba6\ufba7\ufba8\ufba9", empty="🫠")
    install("c/mine.ttf", "Mine", "🧭", restricted=True)
    (installed.folders()[0] / "c/broken.ttf").write_bytes(b"\0\1\0\0 not a font" * 9)
    typed = "你好，世界。か\u3099の、 \U00020bb7 🚀🏽 🫠 🧭 \u06c1"
    text = Typesetter()
    names = [name for name, _ in text.runs(typed, fonts.REGULAR)]
    assert {name.split("-")[0] for name in names} == {"Inter", "SmallSans", "Rare"}
    light, bold = (text.runs("世界", face)[0][0] for face in (fonts.REGULAR, fonts.SEMIBOLD))
    assert light != bold  # two files of one family
    assert bold.startswith("SmallSans")
    data = of(typed + "世界" * 200)
    said = words(data)
    assert "你好" in said
    assert "世界" * 20 in said.replace(" ", "")
    for char in "がの\U00020bb7🚀\u06c1":
        assert char in said
    assert said.count("[?]") == 4 * 2  # two punctuation marks and two emoji, printed twice
    assert {name for name, _ in text.missing} == {
        "Chinese, Japanese or Korean characters", "emoji"
    }  # fmt: skip
    assert_every_glyph_is_one(data)
    assert data == of(typed + "世界" * 200)
    for page in PdfReader(BytesIO(data)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            inner = font.get_object()
            if "/DescendantFonts" in inner:
                inner = inner["/DescendantFonts"][0].get_object()
            assert len(inner["/FontDescriptor"]["/FontFile2"].get_data()) < 120_000
            assert re.match(r"/[A-Z]{6}\+", inner["/BaseFont"])


def test_lines_of_the_far_east_break_between_characters(install: Install) -> None:
    install("sans.ttf", "Small Sans", "你好世界、。「」")
    text = Typesetter()
    broken = text.wrapped("你好「世界」、" * 9 + " and words", fonts.REGULAR, 10, 75)
    assert "".join(broken).replace(" ", "") == "你好「世界」、" * 9 + "andwords"
    assert all(text.width(line, fonts.REGULAR, 10) <= 75 for line in broken)
    assert not any(line[0] in "」、" or line[-1] == "「" for line in broken)


def test_what_is_installed_is_read_once(install: Install) -> None:
    install("sans.ttf", "Small Sans", "你好")
    assert installed.face_for("你", "zh") is not None
    kept = installed._cache_file()
    before = kept.stat().st_mtime_ns
    _forget()
    assert installed.face_for("你", "zh") is not None
    assert kept.stat().st_mtime_ns == before
    install("more.ttf", "More Sans", "界")
    _forget()
    assert installed.face_for("界", "zh") is not None
    kept.write_bytes(b'{"recipe": 1, "files": [')
    _forget()
    assert installed.face_for("好", "zh") is not None


def _forget() -> None:
    for remembered in (installed._found, installed._ranked, installed.face_for):
        remembered.cache_clear()


def test_what_is_missing_is_named_and_how_to_mend_it() -> None:
    text = Typesetter()
    data = printed(text.paragraphs("日本語 ไทย हिन्दी 🫠 \ue000 \u0378 ᏀᏁ", STYLE), text)
    assert_every_glyph_is_one(data)
    assert words(data).count("[?]") == 7
    said = text.note()
    assert said.startswith("[?] stands for ")
    for name in ("Chinese, Japanese or Korean characters", "emoji", "Cherokee", "install a font"):
        assert name in said.split(" also stands for ")[0]
    late = Typesetter()
    late.paragraphs("- אב ไทย", STYLE)
    assert late.note() == "[?] stands for Thai, which this program cannot print."
    for name in ("Devanagari", "Thai", "which this program cannot print."):
        assert name in said.split(" also stands for ")[1]


def test_what_steers_letters_is_never_printed() -> None:
    assert plain("a\u202eb\u200dc\ufeff\x07") == "abc"
    assert plain("\u202eא\u200c\x07\u2066") == "\u202eא\u200c\u2066"
    assert_every_glyph_is_one(of("\u064b ٪ ۱۲"))  # marks and signs alone, without a letter
    data = of("\u202aא\u200cב\u200f \u2067c\u2069\u061c\x00 \ufeffé\ufe0f")
    assert_every_glyph_is_one(data)
    assert "[?]" not in words(data)


AWKWARD = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from(
            "abc 12.5%()[]אבגשּׁבְּسلاملآبَّ٧٢٪۱۲پیک\u200c\u200d\u200e\u200f\u061c"
            "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u0301\u20e3\ufe0f"
            "🧭😀👩🏽🇩🇪\ud800\udc00\x00\x1b\n\t 你好、「の가ภाक"
        ),
    ),
    max_size=80,
)


@settings(max_examples=60, deadline=None)
@given(typed=AWKWARD, size=st.floats(4, 300))
def test_no_text_ever_breaks_a_page_or_prints_a_box(typed: str, size: float) -> None:
    text = Typesetter()
    for line in text.wrapped(typed, fonts.MEDIUM, 9, size):
        assert len(line) < 2 or text.width(line, fonts.MEDIUM, 9) <= max(size, 30)
    story = [text.line(typed, STYLE), *text.paragraphs(f"1. {typed}\n{typed}", STYLE)]
    assert_every_glyph_is_one(printed(story, text, typed))
