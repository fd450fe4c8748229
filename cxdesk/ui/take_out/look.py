"""What will be taken out, to look at first: its parts with how much they hold, and first rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from cxdesk.exchange.out.export import Look
from cxdesk.model.wording import count
from cxdesk.ui.form.nothing import Nothing, Offer
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.table.columns import Column
from cxdesk.ui.table.view import TableView

_BAR = 44
_PARTS, _PARTS_NARROW = 232, 176  # px of the list of parts
_NARROW = 640  # px of the whole, from which the list is wide
_CHAR, _LEAST, _MOST = 7, 64, 260  # px of a letter; of a column


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a part; a part itself, with its title and how much it holds."""

    id: int
    cells: tuple[str, ...]


class LookView(QWidget):
    """Left the parts, right the first rows of the one that is chosen; a bar above says how much."""

    def __init__(self) -> None:
        super().__init__()
        self.looks: tuple[Look, ...] = ()
        self.title = label("Preview", "strong")
        self.said, self.status = label("", "body", "soft"), label("", "body", "soft")
        for text in (self.title, self.said, self.status):
            text.setWordWrap(False)
        bar = QWidget()
        bar.setFixedHeight(_BAR)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.said)
        row.addStretch(1)
        row.addWidget(self.status)
        bar.setMinimumWidth(1)  # its words are cut before the place grows wider
        self.parts = TableView(
            "look-parts", "What it holds",
            [
                Column("part", "Part", lambda one: one.cells[0], width=96, stretch=1),
                Column(
                    "rows", "Rows", lambda one: one.cells[1], width=68, right=True,
                    order=lambda one: int(one.cells[1].replace(",", "")),
                ),
            ],
        )  # fmt: skip
        self.parts.savable = False
        self.parts.set_density("compact")
        self.parts.current_changed.connect(self._on_part)
        self.tables = QStackedWidget()
        self.table: TableView | None = None
        self.nothing = Nothing()
        self._all = QWidget()
        across = QHBoxLayout(self._all)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.parts)
        across.addWidget(self.tables, 1)
        self.room = QStackedWidget()
        self.room.addWidget(self._all)
        self.room.addWidget(self.nothing)
        box = column(self)
        box.addWidget(bar)
        box.addWidget(self.room, 1)

    def show_looks(self, looks: Sequence[Look]) -> None:
        """Show these parts; the one that is chosen stays so."""
        chosen = self._chosen()
        self.looks = tuple(looks)
        rows = sum(one.total for one in looks)
        many = f"{count(len(looks), 'table')}, " if len(looks) > 1 else ""
        self.said.setText(f"{many}{count(rows, 'row')}")
        self.parts.setVisible(len(looks) > 1)
        self.parts.set_rows(
            [_Row(n, (one.title, f"{one.total:,}")) for n, one in enumerate(self.looks)]
        )
        self.room.setCurrentWidget(self._all)
        if self.looks:
            place = next((n for n, one in enumerate(looks) if one.title == chosen), 0)
            self.parts.choose(place)
            self._show(self.looks[place])
        else:
            self.say("Nothing to look at here", "Save it, and open it in the other program.")

    def show_list(self, title: str, look: Look) -> None:
        """Show a list that is no preview of anything."""
        self.clear()
        self.title.setText(title)
        self.parts.hide()
        self.room.setCurrentWidget(self._all)
        self._show(look)

    def say(self, title: str, text: str, offers: Sequence[Offer] = ()) -> None:
        """Say why there is nothing to see, with what can be done."""
        self.nothing.say(title, text, offers)
        self.room.setCurrentWidget(self.nothing)

    def clear(self) -> None:
        """Show nothing: something else comes."""
        self.looks = ()
        self.title.setText("Preview")
        self.said.setText("")
        self.status.setText("")
        self.parts.set_rows([])
        self._put(QWidget())

    def say_status(self, status: str) -> None:
        """Say how large it will be, or that it is still read."""
        self.status.setText(status)

    def _chosen(self) -> str:
        row = self.parts.current_row()
        return "" if row is None else str(row.cells[0])

    def _on_part(self, row: _Row | None) -> None:
        if row is not None and row.id < len(self.looks):
            self._show(self.looks[row.id])

    def _show(self, look: Look) -> None:
        columns = _columns(look)
        self.table = TableView("look", look.title, columns)
        self.table.savable = False
        self.table.set_density("compact")
        self.table.set_rows([_Row(n, cells) for n, cells in enumerate(look.rows)])
        page = QWidget()
        box = column(page)
        box.addWidget(self.table, 1)
        if not look.rows:
            empty = Nothing()
            empty.say("It stays empty", "There are only the titles of its columns yet.")
            self.table.setFixedHeight(self.table.head.sizeHint().height() + 2)
            box.addWidget(empty, 1)
        elif look.total > len(look.rows):
            more = label(f"… and {look.total - len(look.rows):,} more", "body", "soft")
            more.setContentsMargins(12, 6, 12, 8)
            box.addWidget(more)
        self._put(page)
        QWidget.setTabOrder(self.parts, self.table)

    def _put(self, page: QWidget) -> None:
        self.tables.addWidget(page)
        self.tables.setCurrentWidget(page)
        while self.tables.count() > 1:
            old = self.tables.widget(0)
            assert old is not None
            self.tables.removeWidget(old)
            old.deleteLater()

    def fit(self, wide: int) -> None:
        """Take so many px: the list of the parts gives way."""
        self.parts.setFixedWidth(_PARTS if wide >= _NARROW else _PARTS_NARROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 120)


def _columns(look: Look) -> list[Column[_Row]]:
    """Each as wide as its texts need; the one with the longest has what is left."""
    longest = [
        max(len(text.partition("\n")[0]) for text in texts)
        for texts in zip(look.titles, *look.rows, strict=True)
    ]
    return [_column(look, place, long, max(longest)) for place, long in enumerate(longest)]


def _column(look: Look, place: int, long: int, longest: int) -> Column[_Row]:
    cells = [row[place] for row in look.rows]
    return Column(
        str(place), look.titles[place], partial(_text, place),
        width=min(max(_CHAR * long + 24, _LEAST), _MOST),
        stretch=int(long == longest),
        right=any(cells) and all(_is_number(text) for text in cells if text),
        brief=partial(_brief, place),
    )  # fmt: skip


def _text(place: int, row: _Row) -> str:
    return row.cells[place]


def _brief(place: int, row: _Row) -> str:
    return row.cells[place].partition("\n")[0]


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "", 1).lstrip("-").isdecimal()
