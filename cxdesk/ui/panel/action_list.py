"""The list of actions, painted row by row: two hundred must cost no more than three."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from cxdesk.model.work import ActionState
from cxdesk.services.detail import ActionRow
from cxdesk.ui import chips, glyphs, theme
from cxdesk.ui import type as typeface
from cxdesk.ui.form.rows import beside_bar
from cxdesk.ui.form.words import due_words, short
from cxdesk.ui.leads import draw_check
from cxdesk.ui.panel.action_edits import STATES, ActionEdits
from cxdesk.ui.panel.action_form import ActionForm
from cxdesk.ui.panel.action_model import ROW, ActionModel, Index, is_open
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.wrap import Wrapper

_BOX, _LEFT, _TITLE, _AVATAR, _PAD = 15, 6, 29, 22, 6
_LINE, _LEAST = 16, 28


@cache
def _wrapper(role: typeface.Role) -> Wrapper:
    return Wrapper(role.font())


class _ActionPainter(QStyledItemDelegate):
    """Paints a row: tick box, title, road bump, due chip, initials."""

    def __init__(self, view: ActionList, subject: Subject) -> None:
        super().__init__(view)
        self._view, self._subject = view, subject

    def chip(self, row: ActionRow) -> tuple[str, str, chips.Kind]:
        """Words, sign and kind of the chip at the right."""
        today = self._subject.desk.today()
        if row.state is ActionState.DROPPED:
            return "dropped", "close", "plain"
        if row.state is ActionState.DONE:
            return (short(row.done_on, today) if row.done_on else "done"), "tick", "plain"
        if row.due is None:
            return row.week.rpartition("-")[2], "week" if row.week else "", "plain"
        words, kind = due_words(row.due, today)
        if kind == "late":
            return words, "alert", "late"
        if kind == "soon":
            return words, "clock", "soon"
        return words, "calendar", "plain"

    def right(self, row: ActionRow) -> float:
        """The px taken at the right by chip and initials."""
        words, sign, kind = self.chip(row)
        wide = chips.chip_width(words, sign or None, kind) + 8 if words else 0
        return wide + _AVATAR + _PAD

    def lines(self, row: ActionRow, width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The title's lines and the road bump's."""
        room = int(width - _TITLE - self.right(row) - 4)
        bump = _wrapper(typeface.CAPTION_MEDIUM).lines(row.road_bump, room - 16)
        return _wrapper(typeface.BODY).lines(row.title, room), bump

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: ActionRow = index.data(ROW)
        width = self._view.viewport().width()
        if self._view.form is not None and self._view.form.row.id == row.id:
            return QSize(width, self._view.form.wanted_height(width))
        title, bump = self.lines(row, width)
        return QSize(width, max(_LEAST, _LINE * len(title) + 14 * len(bump) + 6))

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ActionRow = index.data(ROW)
        if self._view.form is not None and self._view.form.row.id == row.id:
            return
        colors, box = theme.current(), QRectF(option.rect)
        state = option.state
        done = not is_open(row)
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_MouseOver:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(colors.hover)
            p.drawRoundedRect(box, 5, 5)
        if state & QStyle.StateFlag.State_HasFocus:
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(colors.accent, 2))
            p.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        check = QRectF(box.left() + _LEFT, box.center().y() - _BOX / 2, _BOX, _BOX)
        draw_check(p, check, row.state is ActionState.DONE, colors)
        if row.state is ActionState.DOING:  # begun: half of the box
            p.fillRect(check.adjusted(3, 3, -_BOX / 2, -3), colors.text2)
        title, bump = self.lines(row, int(box.width()))
        top = box.center().y() - (_LINE * len(title) + 14 * len(bump)) / 2
        p.setPen(colors.text2 if done else colors.text)
        p.setFont(typeface.BODY.font())
        for line in title:
            p.drawText(QPointF(box.left() + _TITLE, top + 12.5), line)
            top += _LINE
        self._bump(p, QPointF(box.left() + _TITLE, top), bump)
        self._right(p, box, row)
        p.restore()

    def _bump(self, p: QPainter, at: QPointF, lines: tuple[str, ...]) -> None:
        colors = theme.current()
        p.setFont(typeface.CAPTION_MEDIUM.font())
        p.setPen(colors.warn)
        for n, line in enumerate(lines):
            if n == 0:
                glyphs.draw(p, QRectF(at.x(), at.y() + 1, 12, 12), "at_risk", colors.warn)
            p.drawText(QPointF(at.x() + 16, at.y() + 11 + 14 * n), line)

    def _right(self, p: QPainter, box: QRectF, row: ActionRow) -> None:
        colors = theme.current()
        edge = box.right() - _PAD - _AVATAR
        middle = box.center().y()
        if row.owner is not None:
            round_ = QRectF(edge, middle - _AVATAR / 2, _AVATAR, _AVATAR)
            glyphs.avatar(p, round_, row.owner.initials, colors)
        words, sign, kind = self.chip(row)
        if words:
            wide = chips.chip_width(words, sign or None, kind)
            at = QPointF(edge - 8 - wide, middle - chips.HEIGHT / 2)
            chips.chip(p, at, words, sign or None, kind, colors, wide + 1)


class ActionList(QListView):
    """Actions; Space ticks, Enter opens one in place, Del drops it. `whole` shows every row."""

    def __init__(self, subject: Subject, *, whole: bool) -> None:
        super().__init__()
        self.setObjectName("lines")
        self._subject, self._whole = subject, whole
        self.edits = ActionEdits(subject, lambda _row: subject.detail.code)
        self.form: ActionForm | None = None
        self.actions_model = ActionModel(subject.desk.today)
        self._painter = _ActionPainter(self, subject)
        self.setModel(self.actions_model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName("Actions")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setSpacing(0)
        if not whole:
            beside_bar(self, lambda right: self.setViewportMargins(0, 0, right, 0))
        else:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_actions(self, rows: Sequence[ActionRow]) -> None:
        """Show these actions, in this order."""
        self.actions_model.show_rows(rows)
        if self.form is not None:
            place = self.actions_model.place_of(self.form.row.id)
            if place is None:
                self.close_form()
            else:
                self.form.show_row(rows[place])
        self.fit()

    def fit(self) -> None:
        """With `whole`, be as high as the rows."""
        if self.form is not None:
            place = self.actions_model.place_of(self.form.row.id)
            if place is not None:
                self._painter.sizeHintChanged.emit(self.actions_model.index(place))
        if self._whole:
            option = QStyleOptionViewItem()
            model = self.actions_model
            height = sum(
                self._painter.sizeHint(option, model.index(n)).height()
                for n in range(model.rowCount())
            )
            self.setFixedHeight(height)
            self.setVisible(height > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self.fit()

    # Editing ------------------------------------------------------------------------------

    def open_form(self, row: ActionRow, field: str = "title") -> None:
        """Open an action in place, at one of its fields."""
        self.close_form()
        place = self.actions_model.place_of(row.id)
        if place is None:
            return
        index = self.actions_model.index(place)
        self.form = form = ActionForm(self._subject, self.edits, row)
        form.closed.connect(self._on_form_closed)
        form.resized.connect(self.fit)
        self.setIndexWidget(index, form)
        self.fit()
        self.scrollTo(index)
        form.enter(field)

    def close_form(self) -> None:
        """Close the action that is open in place."""
        form, self.form = self.form, None
        if form is None:
            return
        form.blockSignals(True)
        place = self.actions_model.place_of(form.row.id)
        if place is not None:
            index = self.actions_model.index(place)
            self.setIndexWidget(index, None)  # type: ignore[arg-type]
            self._painter.sizeHintChanged.emit(index)
        else:
            form.deleteLater()
        self.fit()

    def _on_form_closed(self) -> None:
        form = self.form
        inside = form is not None and form.isAncestorOf(self.window().focusWidget() or self)
        QTimer.singleShot(0, self, self.close_form)  # not while the form handles its own key
        if inside:
            self.setFocus()

    def _row(self, at: QPoint) -> ActionRow | None:
        index = self.indexAt(at)
        row: ActionRow | None = index.data(ROW) if index.isValid() else None
        return row

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        row = self._row(event.position().toPoint())
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        wide = self.viewport().width()
        if x < _TITLE - 2:
            self._tick(row)
        elif x > wide - _PAD - _AVATAR - 4:
            self.open_form(row, "owner")
        elif x > wide - self._painter.right(row):
            self.open_form(row, "due")
        else:
            self.open_form(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row: ActionRow | None = self.currentIndex().data(ROW)
        if row is not None:
            match event.key():
                case Qt.Key.Key_Space:
                    self._tick(row)
                    return
                case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
                    self.open_form(row)
                    return
                case Qt.Key.Key_Delete:
                    self.edits.enter([row], ActionState.DROPPED)
                    return
        super().keyPressEvent(event)

    def _tick(self, row: ActionRow) -> None:
        if row.state is ActionState.DROPPED:
            self.edits.enter([row], ActionState.TODO)
        else:
            self.edits.tick([row])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        row = self._row(event.pos()) if mouse else self.currentIndex().data(ROW)
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, slot in (
            ("Edit", lambda: self.open_form(row)),
            *(
                (text, lambda state=state: self.edits.enter([row], state))
                for state, text in STATES.items()
                if state is not row.state
            ),
        ):
            made = QAction(words, menu)
            made.triggered.connect(lambda _=False, slot=slot: slot())
            menu.addAction(made)
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and self._whole:
            event.ignore()  # the page scrolls
            return False
        return super().viewportEvent(event)
