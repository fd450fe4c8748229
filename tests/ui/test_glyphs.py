"""The painted signs, icons and chips."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter

from cxdesk.ui import chips, glyphs, icons
from cxdesk.ui.theme import DARK, LIGHT

INK = QColor("#B3261E")
ICONS = (  # noqa: SIM905
    "kanban board roadmap week dashboard strategy insight people print undo redo search new"
    " settings help history file open backup export close external up down more filter"
).split()
SAME = {"alert", "blocked", "print", "file"}  # other names of a sign


def painted(paint, side: int = 40) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    p = QPainter(image)
    paint(p)
    p.end()
    return image


def inked(image: QImage) -> set[tuple[int, int]]:
    return {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 8
    }


@pytest.mark.parametrize("name", sorted(glyphs.GLYPHS))
@pytest.mark.parametrize("side", [12, 14, 24])
def test_a_sign_stays_in_its_square_and_in_its_colour(qapp, name, side):
    rect = QRectF(8, 8, side, side)
    image = painted(lambda p: glyphs.draw(p, rect, name, INK))
    marks = inked(image)
    assert len(marks) >= side / 2
    assert all(rect.contains(QPointF(x + 0.5, y + 0.5)) for x, y in marks)
    full = {image.pixelColor(*m).name() for m in marks if image.pixelColor(*m).alpha() == 255}
    assert full <= {INK.name()}


def test_no_two_signs_look_alike(qapp):
    rect = QRectF(4, 4, 32, 32)
    seen: dict[bytes, str] = {}
    for name in sorted(set(glyphs.GLYPHS) - SAME):
        image = painted(lambda p, name=name: glyphs.draw(p, rect, name, INK))
        picture = bytes(image.constBits())
        assert picture not in seen, f"{name} looks like {seen.get(picture)}"
        seen[picture] = name


@pytest.mark.parametrize("name", ["delivered", "embedded", "at_risk", "off_track"])
def test_the_mark_in_a_filled_sign_is_a_hole(qapp, name):
    image = painted(lambda p: glyphs.draw(p, QRectF(0, 0, 40, 40), name, INK))
    alphas = {image.pixelColor(x, y).alpha() for x in range(15, 26) for y in range(15, 26)}
    assert {0, 255} <= alphas


def test_a_painter_is_left_as_it_was(qapp):
    def paint(p: QPainter) -> None:
        p.setPen(QColor("#123456"))
        glyphs.state(p, QRectF(0, 0, 14, 14), "in_progress", LIGHT)
        glyphs.priority(p, QRectF(0, 0, 14, 14), 2, LIGHT)
        glyphs.horizon(p, QRectF(0, 0, 16, 16), "M", LIGHT)
        glyphs.avatar(p, QRectF(0, 0, 22, 22), "LM", LIGHT)
        chips.chip(p, QPointF(0, 0), "26 Feb", "calendar", "plain", LIGHT, 200)
        chips.keycap(p, QPointF(0, 0), "F2", LIGHT)
        assert p.pen().color() == QColor("#123456")
        assert p.transform().isIdentity()
        assert not p.testRenderHint(QPainter.RenderHint.Antialiasing)

    painted(paint)


def test_unknown_signs_are_refused(qapp):
    def paint(p: QPainter) -> None:
        with pytest.raises(KeyError):
            glyphs.draw(p, QRectF(0, 0, 14, 14), "unicorn", INK)

    painted(paint)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_each_level_of_priority_fills_one_more_bar(qapp, theme):
    counts = []
    for level in (1, 2, 3, 4):
        image = painted(
            lambda p, level=level: glyphs.priority(p, QRectF(0, 0, 40, 40), level, theme)
        )
        # The foot of the four bars, at a place all of them reach.
        feet = [image.pixelColor(round(1.5 + 10 * n + 3.5), 36).name() for n in range(4)]
        assert set(feet) <= {theme.text2.name(), theme.line2.name()}
        counts.append(feet.count(theme.text2.name()))
    assert counts == [1, 2, 3, 4]


def test_health_has_the_colour_of_what_is_wrong(qapp):
    for name, color in (
        ("on_track", LIGHT.text2),
        ("at_risk", LIGHT.warn),
        ("off_track", LIGHT.danger),
    ):
        image = painted(lambda p, name=name: glyphs.health(p, QRectF(0, 0, 40, 40), name, LIGHT))
        solid = {
            image.pixelColor(*m).name() for m in inked(image) if image.pixelColor(*m).alpha() == 255
        }
        assert solid == {color.name()}


def test_horizon_and_avatar_show_their_letters(qapp):
    boxes = {
        letter: bytes(
            painted(
                lambda p, letter=letter: glyphs.horizon(p, QRectF(4, 4, 16, 16), letter, LIGHT)
            ).constBits()
        )
        for letter in "SML"
    }
    assert len(set(boxes.values())) == 3
    image = painted(lambda p: glyphs.avatar(p, QRectF(4, 4, 22, 22), "LM", LIGHT))
    assert image.pixelColor(15, 6).name() == LIGHT.press.name()
    assert image.pixelColor(4, 4).alpha() == 0


def test_a_pixmap_is_sharp_on_a_dense_screen(qapp):
    made = glyphs.pixmap("search", 16, INK, 2)
    assert made.size() == QSize(32, 32)
    assert made.deviceIndependentSize().toSize() == QSize(16, 16)


@pytest.mark.parametrize("name", ICONS)
def test_icons_of_the_window_exist_and_pale_when_disabled(qapp, name):
    icon = icons.icon(name, LIGHT)

    def darkest(mode: QIcon.Mode) -> int:
        image = icon.pixmap(QSize(16, 16), mode).toImage()
        return min(image.pixelColor(*m).lightness() for m in inked(image))

    assert darkest(QIcon.Mode.Normal) < darkest(QIcon.Mode.Disabled)
    assert not glyphs.icon(name, DARK).isNull()


def test_a_chip_takes_the_width_it_says_or_the_room_it_has(qapp):
    def paint(p: QPainter) -> None:
        at = QPointF(3, 5)
        free = chips.chip(p, at, "Blocked by 101", "blocked", "blocked", LIGHT, 500)
        assert free.topLeft() == at
        assert free.height() == 20
        assert free.width() == chips.chip_width("Blocked by 101", "blocked", "blocked")
        tight = chips.chip(p, at, "Blocked by 101", "blocked", "blocked", LIGHT, 60)
        assert tight.width() == 60

    image = painted(paint, 200)
    assert image.pixelColor(5, 7).name() == LIGHT.dangertint.name()


def test_a_narrow_chip_paints_nothing_beyond_its_edge(qapp):
    image = painted(
        lambda p: chips.chip(p, QPointF(0, 0), "after 201", "link", "plain", LIGHT, 50), 120
    )
    assert max(x for x, _ in inked(image)) <= 50


def test_a_plain_chip_has_no_ground(qapp):
    image = painted(
        lambda p: chips.chip(p, QPointF(0, 0), "26 Feb", "calendar", "plain", LIGHT, 200), 80
    )
    assert image.pixelColor(2, 10).alpha() == 0


def test_a_long_key_has_a_wider_cap(qapp):
    def paint(p: QPainter) -> None:
        short = chips.keycap(p, QPointF(0, 0), "/", LIGHT)
        long = chips.keycap(p, QPointF(0, 20), "Space", LIGHT)
        assert short.width() == short.height() == 16
        assert long.width() == chips.keycap_width("Space") > 30

    painted(paint, 80)
