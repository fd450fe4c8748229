"""The weights of the four scores, tried out with sliders: nothing is kept until that is said."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QSlider, QWidget

from cxdesk.analysis.scores import WEIGHTS, Weights
from cxdesk.services import programs
from cxdesk.services.score_words import SCORES, formula
from cxdesk.ui import theme
from cxdesk.ui.form.rows import column, label
from cxdesk.ui.form.value import Fault, tooltip
from cxdesk.ui.form.words import number, read_number

WIDE = 268
_STEPS = 2  # of a slider to a whole weight
_MOST = 10.0  # where a slider ends, unless a weight is heavier
_ABOUT = "Move a slider to see what would come first. Nothing is kept until you say so."


class WeightField(QDoubleSpinBox):
    """A weight as it is typed everywhere: "1.5", also with a comma."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"weight-{name.lower()}")
        self.setAccessibleName(f"Weight of {name.lower()}")
        self.setRange(0.0, programs.MOST_WEIGHT)
        self.setDecimals(4)
        self.setFixedWidth(76)
        self.setKeyboardTracking(False)

    def textFromValue(self, value: float) -> str:
        return number(value)

    def valueFromText(self, text: str) -> float:
        try:
            return read_number(text)
        except ValueError:
            return self.value()

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        # Qt's own would take a comma or a point, as the system's language has it.
        try:
            weight = read_number(text) if text.strip() else None
        except ValueError:
            known = all(char in "0123456789., " for char in text)  # on the way to a number
            weight = None
            if not known:
                return QValidator.State.Invalid, text, pos
        if weight is not None and weight > programs.MOST_WEIGHT:
            return QValidator.State.Invalid, text, pos
        if weight is None:
            return QValidator.State.Intermediate, text, pos
        return QValidator.State.Acceptable, text, pos

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A page that is scrolled does not change what the pointer happens to pass.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class WeightSlider(QSlider):
    """A slider that the wheel moves only while it has the keyboard."""

    def __init__(self, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName(f"slider-{name.lower()}")
        self.setAccessibleName(f"Weight of {name.lower()}")
        self.setRange(0, round(_MOST * _STEPS))
        self.setPageStep(_STEPS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class WeightsPanel(QWidget):
    """Four sliders with a field each; it knows no file."""

    # Other weights are to be looked at: Weights.
    tried = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("weights")
        self.setAccessibleName("Weights")
        self.weights: Weights = WEIGHTS
        self.sliders: list[WeightSlider] = []
        self.fields: list[WeightField] = []
        self._shares: list[QLabel] = []
        self.fault = Fault(lambda _way: None)
        self.formula = label("", "small", "soft")
        box = column(self, 0, (16, 14, 16, 12))
        box.addWidget(label("Weights", "strong"))
        about = label(_ABOUT, "small", "quiet")
        box.addSpacing(2)
        box.addWidget(about)
        box.addSpacing(8)
        for place, (name, words) in enumerate(SCORES.items()):
            box.addWidget(self._row(place, name, words))
        box.addWidget(self.fault)
        box.addSpacing(4)
        box.addWidget(self.formula)
        box.addStretch(1)
        self.show_weights(WEIGHTS)

    def _row(self, place: int, name: str, words: str) -> QWidget:
        made = QWidget()
        made.setToolTip(tooltip(f"{name}: {words}"))
        head, share = label(name, "body"), label("", "small", "quiet")
        slider, field = WeightSlider(name), WeightField(name)
        slider.valueChanged.connect(lambda value: self._set(place, value / _STEPS))
        field.valueChanged.connect(partial(self._set, place))
        self.sliders.append(slider)
        self.fields.append(field)
        self._shares.append(share)
        head.setWordWrap(False)
        share.setWordWrap(False)
        left = QWidget()
        upper = QHBoxLayout()
        upper.setSpacing(8)
        upper.addWidget(head)
        upper.addStretch(1)
        upper.addWidget(share)
        inner = column(left, 2)
        inner.addLayout(upper)
        inner.addWidget(slider)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addWidget(left, 1)
        row.addWidget(field, 0, Qt.AlignmentFlag.AlignBottom)
        return made

    def show_weights(self, weights: Weights) -> None:
        """Show these; nobody is told."""
        self.weights = weights
        for slider, field, weight in zip(self.sliders, self.fields, weights, strict=True):
            with QSignalBlocker(slider), QSignalBlocker(field):
                slider.setMaximum(max(round(_MOST * _STEPS), round(weight * _STEPS)))
                slider.setValue(round(weight * _STEPS))
                field.setValue(weight)
        self._say(weights)

    def _say(self, weights: Sequence[float]) -> None:
        total = sum(weights)
        for share, weight in zip(self._shares, weights, strict=True):
            share.setText(f"{100 * weight / total:.0f} %" if total else "")
        if total:
            self.formula.setText(formula(weights))

    def _set(self, place: int, weight: float) -> None:
        impact, reach, outcome, urgency = (
            weight if n == place else field.value() for n, field in enumerate(self.fields)
        )
        weights = (impact, reach, outcome, urgency)
        # Both show it, whichever was moved; with a fraction the slider stands at the next notch.
        slider, field = self.sliders[place], self.fields[place]
        with QSignalBlocker(slider), QSignalBlocker(field):
            field.setValue(weight)
            slider.setMaximum(max(slider.maximum(), round(weight * _STEPS)))
            slider.setValue(round(weight * _STEPS))
        if problem := programs.weights_problem(*weights):
            self.fault.refuse(problem)
            self._say(weights)
            return
        self.fault.clear_fault()
        self._say(weights)
        if weights != self.weights:
            self.weights = weights
            self.tried.emit(weights)

    def sizeHint(self) -> QSize:
        return QSize(WIDE, super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        p, colors = QPainter(self), theme.current()
        p.fillRect(self.rect(), colors.surface)
        p.fillRect(0, 0, 1, self.height(), colors.line)
