"""All papers for a meeting: which meeting, which of them, into a folder or to a printer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cxdesk.model.charters import CharterState
from cxdesk.model.errors import RuleBroken
from cxdesk.reports.catalogue import PRINTED, printed
from cxdesk.reports.printed import Printed, Ready, Subject
from cxdesk.services.print_subjects import charters
from cxdesk.services.session import Session
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.rows import label
from cxdesk.ui.form.small_form import SmallForm

_OF_MEETING = ("agenda", "ballots")
_BESIDE = ("one-pager", "register", "actions", "follow-up")
_CHARTERS = "charters"
_AT_FIRST = (*_OF_MEETING, *_BESIDE, _CHARTERS)
_SIZES = ("A4", "Letter")
_NAMED = 4  # codes that are said in one line


@dataclass(frozen=True, slots=True)
class Wish:
    """Papers for a meeting: its number, the keys of the papers, and what they are printed on."""

    meeting: str
    name: str
    papers: tuple[str, ...]
    size: str


def offered() -> tuple[Printed, ...]:
    """What can be printed for a meeting, but for the charters, in the order of the folder."""
    known = {one.key: one for one in PRINTED}
    return tuple(known[key] for key in (*_OF_MEETING, "minutes", *_BESIDE) if key in known)


def why_not(session: Session, key: str, meeting: str) -> str:
    """Why a paper of a meeting cannot be printed now; "" where it can."""
    if key == _CHARTERS:
        return "" if _in_review(session) else "No charter is in review."
    thing = printed(key)
    if thing.subject != "meeting":
        return ""
    try:
        thing.read(session, meeting, thing.first({}))
    except RuleBroken as broken:
        return broken.text
    return ""


def read(session: Session, wish: Wish) -> list[Ready]:
    """The papers as frozen rows. Raises RuleBroken where one cannot be printed."""
    found = []
    for thing in offered():
        if thing.key in wish.papers:
            of = wish.meeting if thing.subject == "meeting" else ""
            found.append(thing.read(session, of, thing.first({"paper": wish.size})))
    if _CHARTERS in wish.papers:
        thing = printed("charter")
        found += [
            thing.read(session, code, thing.first({"paper": wish.size, "version": version}))
            for code, version in _in_review(session)
        ]
    return found


def _in_review(session: Session) -> list[tuple[str, str]]:
    return [
        (one.code, str(one.version))
        for one in charters(session)
        if one.state is CharterState.IN_REVIEW
    ]


def named(codes: Sequence[str]) -> str:
    """The first codes of some, and how many more there are."""
    more = len(codes) - _NAMED
    return ", ".join(codes[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


class MeetingForm(SmallForm):
    """A list of meetings, a box to tick for each paper; Enter goes on to the folder."""

    # Into a folder: Wish.
    folder_wanted = Signal(object)
    # To a printer: Wish.
    printer_wanted = Signal(object)

    def __init__(
        self, over: QWidget, desk: Desk, meetings: Sequence[Subject], last: Mapping[str, object]
    ) -> None:
        super().__init__(
            over, "All for the meeting",
            "Each paper becomes a file of its own. They are kept in one new folder, or sent to "
            "the printer one after the other.", "Save into a folder…",
        )  # fmt: skip
        self.desk = desk
        self.meeting = QComboBox()
        for one in meetings:
            self.meeting.addItem(f"{one.text} ({one.note})" if one.note else one.text, one.value)
        self.meeting.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._names = {one.value: one.text for one in meetings}
        self.add_row("Meeting", self.meeting)
        self.boxes: dict[str, QCheckBox] = {}
        self.whys: dict[str, QLabel] = {}
        ticked = last.get("papers")
        wanted = ticked if isinstance(ticked, list) else _AT_FIRST
        papers = QWidget()
        rows = QVBoxLayout(papers)
        rows.setContentsMargins(0, 4, 0, 4)
        rows.setSpacing(6)
        for key, title in [(each.key, each.title) for each in offered()] + [
            (_CHARTERS, "Charters in review")
        ]:
            box = self.boxes[key] = QCheckBox(title)
            box.setChecked(key in wanted)
            box.toggled.connect(lambda _on: self._judge())
            rows.addWidget(box)
            why = self.whys[key] = label("", "small")
            why.setContentsMargins(24, 0, 0, 2)
            rows.addWidget(why)
        self.add_row("Papers", papers)
        self.sizes = QComboBox()
        for size in _SIZES:
            self.sizes.addItem(size, size)
        self.sizes.setCurrentIndex(max(self.sizes.findData(last.get("size")), 0))
        self.add_row("Paper", self.sizes)
        self.finish()
        self.printer = QPushButton("Print…")
        self.printer.clicked.connect(lambda _=False: self._go_on(self.printer_wanted))
        self.buttons.insertWidget(self.buttons.count() - 1, self.printer)
        self.meeting.currentIndexChanged.connect(lambda _at: self._look())
        self._look()

    def wish(self) -> Wish:
        """What is wanted."""
        meeting = str(self.meeting.currentData())
        papers = tuple(
            key for key, box in self.boxes.items() if box.isChecked() and box.isEnabled()
        )
        return Wish(meeting, self._names[meeting], papers, str(self.sizes.currentData()))

    def keep(self) -> None:
        self._go_on(self.folder_wanted)

    def _go_on(self, to: SignalInstance) -> None:
        wish = self.wish()
        if not wish.papers:
            self.refuse("Tick at least one paper.")
            return
        self.close_overlay()
        to.emit(wish)

    def _look(self) -> None:
        """Say which papers cannot be printed of the meeting that is chosen."""
        meeting = str(self.meeting.currentData())
        with self.desk.read() as session:
            for key, box in self.boxes.items():
                why = why_not(session, key, meeting)
                box.setEnabled(not why)
                if key == _CHARTERS and not why:
                    codes = [code for code, _ in _in_review(session)]
                    box.setText(f"Charters in review: {named(codes)}")
                self.whys[key].setText(why)
                self.whys[key].setVisible(bool(why))
        self._judge()

    def _judge(self) -> None:
        able = bool(self.wish().papers)
        for button in (self.go_on, self.printer):
            button.setEnabled(able)
            button.setToolTip("" if able else "Tick at least one paper.")
