"""What the meeting is at: the current item, its time, and the way to the next one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from cxdesk.model.meetings import ItemKind
from cxdesk.services.meeting_rows import MeetingSheet
from cxdesk.ui import theme
from cxdesk.ui import type as typeface
from cxdesk.ui.desk import Desk
from cxdesk.ui.form.card import Card
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.keys import plain_tip
from cxdesk.ui.meeting import words


class TimerCard(Card):
    """The running meeting in one line: item, time used, what is left, and three buttons."""

    def __init__(
        self, desk: Desk, back: Callable[[], object], run: Callable[[], object],
        on: Callable[[], object], ratify: Callable[[bool], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self._desk = desk
        self.sheet: MeetingSheet
        self.setAccessibleName("Current item")
        self.item = label("", "row-title")
        self.time = QLabel()  # whose font no style sets
        self.time.setTextFormat(Qt.TextFormat.PlainText)
        self.time.setFont(typeface.font(40, 600, tabular=True))
        self.left = label("", "strong")
        self.left.setWordWrap(False)
        self.end = label("", "body", "soft")
        self.back = self._button("Back", "Alt+Left", back)
        self.run = self._button("Pause", "P", run)
        self.on = self._button("Next item", "Alt+Right", on)
        self.yes = self._button("Ratify", "", lambda: ratify(True))
        self.no = self._button("Refuse", "", lambda: ratify(False))
        box = column(self, 8, (20, 12, 20, 12))
        self._top, self._across = QHBoxLayout(), QHBoxLayout()
        across = self._across
        self._top.addWidget(self.item, 1)
        box.addLayout(self._top)
        across.setSpacing(8)
        across.addWidget(self.time)
        across.addSpacing(4)
        across.addWidget(self.left)
        across.addStretch(1)
        for button in (self.yes, self.no, self.back, self.run, self.on):
            across.addWidget(button)
        box.addLayout(across)
        box.addWidget(self.end)

    def _button(self, text: str, keys: str, act: Callable[[], object]) -> QPushButton:
        made = QPushButton(text)
        made.setToolTip(plain_tip(f"{text}  ({keys})") if keys else "")
        made.clicked.connect(lambda _=False: act())
        return made

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show what a running meeting is at."""
        self.sheet = sheet
        line, agenda = sheet.current, sheet.agenda
        live = not self._desk.store.read_only
        at = line.position if line is not None else 0
        following = agenda[at] if at < len(agenda) else None
        if line is None:
            self.item.setText("Nothing is talked about yet")
            self.on.setText(f"Start with {following.code or following.title[:24]}"
                            if following is not None else "Next item")  # fmt: skip
        else:
            self.item.setText(f"{line.position}  {line.code}  {words.title_of(line)}")
            self.run.setText("Go on" if line.since is None else "Pause")
            self.on.setText("Next item")
        for part in (self.time, self.left, self.back, self.run):
            part.setVisible(line is not None)
        (self._top if line is None else self._across).addWidget(self.on)  # where its line is
        asks = line is not None and line.kind is ItemKind.RATIFICATION
        for button, answer in ((self.yes, True), (self.no, False)):
            button.setVisible(asks)
            given = line is not None and line.ratified is answer
            button.setEnabled(live and not given)
        self.back.setEnabled(live and at > 1)
        self.run.setEnabled(live)
        self.on.setEnabled(live and following is not None)
        self.tick()

    def tick(self) -> None:
        """Show the time as it is now."""
        here = self._desk.store.clock()
        line, end = self.sheet.current, words.ends(self.sheet, here)
        more = words.left_over(self.sheet)
        said = f"Ends about {end}." if end and self.sheet.agenda else ""
        self.end.setText(f"{said} If it ended now: {more}" if more else said)
        self.end.setVisible(bool(self.end.text()))
        if line is None:
            return
        used = line.used(here.astimezone(UTC).replace(tzinfo=None))
        left, over = words.left_words(line, used)
        if line.since is None:
            left = f"{left}, paused"
        self.time.setText(words.clock_words(used))
        self.left.setText(left)
        self.time.setAccessibleName(f"{words.clock_words(used)} used, {left}")
        tone = "over" if over else ""
        for part in (self.time, self.left):
            if part.property("tone") != tone:
                part.setProperty("tone", tone)
                theme.restyle(part)
