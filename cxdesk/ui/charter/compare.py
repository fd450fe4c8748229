"""Two versions of a charter side by side, or what was signed and what is true now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from cxdesk.model.wording import count, day
from cxdesk.services.charter_diff import Difference, Kind, compared
from cxdesk.services.charter_page import CharterPage
from cxdesk.services.charter_parts import TITLES
from cxdesk.services.charter_print import page_of
from cxdesk.services.charter_rows import CharterRow
from cxdesk.services.charter_since import page_now
from cxdesk.services.session import Session
from cxdesk.services.sheet import Sheet
from cxdesk.ui import icons, theme
from cxdesk.ui.charter.compare_row import WORDS, CompareRow
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value
from cxdesk.ui.overlay import Overlay
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.printing import Paper
from cxdesk.ui.table.paper import table_paper

NOW = None
"""Instead of a version: the data of now."""


@dataclass(frozen=True, slots=True)
class Compared:
    """An initiative and its versions, of which two are compared; NOW may stand for the second."""

    code: str
    charters: tuple[CharterRow, ...]
    before: int
    after: int | None


def show_compared(
    over: QWidget,
    subject: Subject,
    before: int,
    after: int | None,
    go_to: Callable[[str], object],
) -> Compare:
    """Lay two versions of the subject's charter over a window; `go_to` gets the part wanted."""
    detail, host = subject.detail, subject.panel
    made = Compare(over, subject.desk, Compared(detail.code, detail.charters, before, after))
    made.part_requested.connect(go_to)
    if (printing := getattr(host, "print_requested", None)) is not None:
        made.print_requested.connect(printing)
    made.open()
    return made


class Compare(Overlay):
    """Lies over the window: the two sides, what differs or everything, and ways to the parts."""

    # A part is wanted: its key.
    part_requested = Signal(str)
    # The differences are wanted on paper: Paper.
    print_requested = Signal(object)

    stays = True
    top_px = 28

    def __init__(self, over: QWidget, desk: Desk, what: Compared) -> None:
        super().__init__(over, f"Compare the charter of {what.code}")
        self.setObjectName("compare")
        self._desk, self._what = desk, what
        self._old: int | None = what.before
        self._new = what.after
        self._found: tuple[Difference, ...] = ()
        self.rows: list[CompareRow] = []
        self.left = Value("compare-before", "Compare", framed=True)
        self.right = Value("compare-after", "with", framed=True)
        for value in (self.left, self.right):
            value.clicked.connect(lambda _=False, value=value: self._pick(value))
        self.everything = QCheckBox("What is the same too")
        self.everything.setObjectName("compare-everything")
        self.everything.toggled.connect(lambda _: self._fill())
        self.place_of = label("", "body", "soft")
        self.place_of.setWordWrap(False)
        self._previous = self._step("chevron_up", "Previous difference  (Up)", -1)
        self._next = self._step("chevron_down", "Next difference  (Down)", 1)
        self.print = QPushButton("Print…")
        self.print.setObjectName("compare-print")
        self.print.clicked.connect(lambda _=False: self.print_requested.emit(self.paper()))
        done = QPushButton("Close")
        done.setObjectName("compare-close")
        done.clicked.connect(lambda _=False: self.close_overlay())
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = column(self, 10, (20, 16, 20, 16))
        title = label(f"Compare the charter of {what.code}", "title")
        title.setWordWrap(False)
        box.addLayout(_across(title, 1, self.print, done))
        box.addLayout(
            _across(
                self.left, label("with", "body", "soft"), self.right, 1, self.everything,
                self.place_of, self._previous, self._next,
            )
        )  # fmt: skip
        box.addWidget(self.area, 1)
        self.closed.connect(self.deleteLater)
        desk.changed.connect(self._on_changed)
        self._read()

    def _step(self, sign: str, text: str, by: int) -> QToolButton:
        made = QToolButton()
        made.setObjectName(f"compare-{sign}")
        made.setIcon(icons.icon(sign, theme.current()))
        made.setToolTip(text)
        made.setAccessibleName(text.partition("  ")[0])
        made.setFixedSize(28, 28)
        made.clicked.connect(lambda _=False: self.step(by))
        return made

    # Room -------------------------------------------------------------------------------------

    def place(self) -> None:
        room = self._over.size()
        side = 28 if room.width() > 900 else 8
        self.setGeometry(
            QRect(side, self.top_px, room.width() - 2 * side, room.height() - 2 * self.top_px)
        )

    def first_field(self) -> QWidget:
        return self.rows[0] if self.rows and self.rows[0].one.kind is not Kind.SAME else self.left

    # The two sides ----------------------------------------------------------------------------

    def _name(self, key: int | None) -> tuple[str, str]:
        if key is NOW:
            return "Now", "what is true today"
        one = next(each for each in self._what.charters if each.id == key)
        return f"v{one.label}", f"{one.state.label.lower()}, {day(one.since)}"

    def _page(self, session: Session, key: int | None) -> CharterPage:
        if key is not NOW:
            return page_of(session, key)
        other = self._old if self._new is NOW else self._new
        assert other is not None
        return page_now(session, other)

    def _pick(self, at: Value) -> None:
        """Another version for one side; the data of now may stand on one side alone."""
        left = at is self.left
        other = self._new if left else self._old
        options = [
            Option(one.id, f"v{one.label}", f"{one.state.label.lower()}, {day(one.since)}",
                   why="on the other side" if one.id == other else "")
            for one in reversed(self._what.charters)
        ]  # fmt: skip
        why = "on the other side" if other is NOW else ""
        options.insert(0, Option("now", "Now", "what is true today", why=why))

        def chosen(key: int | str) -> None:
            value = NOW if isinstance(key, str) else key
            self._old, self._new = (value, other) if left else (other, value)
            self._read()

        current = self._old if left else self._new
        pick(at, "Version", options, "now" if current is NOW else current, chosen)

    def _on_changed(self, _change: object) -> None:
        if not self.isHidden():
            QTimer.singleShot(0, self, self._read)

    def _read(self) -> None:
        for value, key in ((self.left, self._old), (self.right, self._new)):
            name, note = self._name(key)
            value.set_value([Span(name, "text", 600), Span(note, "text2")])
        with self._desk.read() as session:
            pages = self._page(session, self._old), self._page(session, self._new)
        self._found = compared(*pages)
        self._fill()

    @property
    def differing(self) -> list[CompareRow]:
        """The rows that differ."""
        return [row for row in self.rows if row.one.kind is not Kind.SAME]

    def _fill(self) -> None:
        """One row a difference, or one a thing that either says."""
        focus = self.focusWidget()
        inner = QWidget()
        inner.setObjectName("page")  # which takes the ground of what is around it
        box = column(inner, 0, (0, 0, 8, 0))
        names = self._name(self._old)[0], self._name(self._new)[0]
        self.rows, part = [], ""
        for one in self._found:
            if one.kind is Kind.SAME and not self.everything.isChecked():
                continue
            if one.part != part:
                part = one.part
                box.addLayout(self._heading(part, first=not self.rows))
            row = CompareRow(one, *names)
            row.chosen.connect(self._jump)
            row.stepped.connect(self.step)
            row.entered.connect(self._on_entered)
            self.rows.append(row)
            box.addWidget(row)
        if not self.rows:
            said = f"{names[0]} and {names[1].lower() if self._new is NOW else names[1]} "
            box.addWidget(label(f"{said}say the same.", "body", "soft"))
        box.addStretch(1)
        held = self.rows.index(focus) if focus in self.rows else None
        self.area.setWidget(inner)
        self._say_place(None)
        for button in (self._previous, self._next, self.print):
            button.setEnabled(bool(self.differing))
        if held is not None and self.rows:
            self.rows[min(held, len(self.rows) - 1)].setFocus()

    def _heading(self, part: str, *, first: bool) -> QHBoxLayout:
        go = QPushButton("Go there")
        go.setObjectName(f"compare-to-{part}")
        go.setProperty("role", "flat")
        go.setAccessibleName(f"Go to {TITLES[part]}")
        go.clicked.connect(lambda _=False: self._jump(part))
        line = _across(label(TITLES[part], "strong"), go, 1)
        line.setContentsMargins(0, 4 if first else 18, 0, 2)
        return line

    # Going about ------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Go to the next difference, or the one before."""
        rows = self.differing
        if not rows:
            return
        focus = self.focusWidget()
        at = rows.index(focus) + by if focus in rows else (0 if by > 0 else len(rows) - 1)
        rows[at % len(rows)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_entered(self, row: CompareRow) -> None:
        self.area.ensureWidgetVisible(row, 0, 40)
        self._say_place(row)

    def _say_place(self, row: CompareRow | None) -> None:
        rows = self.differing
        if row is not None and row in rows:
            self.place_of.setText(f"{rows.index(row) + 1} of {len(rows)}")
        else:
            self.place_of.setText(count(len(rows), "difference") if rows else "No difference")

    def _jump(self, part: str) -> None:
        self.close_overlay(give_back=False)
        self.part_requested.emit(part)

    # Paper ------------------------------------------------------------------------------------

    def paper(self) -> Paper:
        """The differences as a table."""
        names = [self._name(key) for key in (self._old, self._new)]
        shown: Sequence[Difference] = [row.one for row in self.rows]
        rows = tuple((TITLES[one.part], one.label, WORDS[one.kind], *one.texts) for one in shown)
        sheet = Sheet(
            ("Part", "What", "", *(name for name, _ in names)), rows, (False,) * 5,
            (110.0, 90.0, 60.0, 230.0, 230.0),
        )  # fmt: skip
        (old, was), (new, is_) = names
        note = f"{old} ({was}) with {new.lower() if self._new is NOW else new} ({is_}). "
        note += count(len(self.differing), "difference") + "."
        return table_paper(self._desk, f"Charter {self._what.code} compared", sheet, note)


def _across(*parts: QWidget | int) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    for part in parts:
        if isinstance(part, int):
            line.addStretch(part)
        else:
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    return line
