"""Where an initiative came from: the request and the decision that made it, and what it took in."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from cxdesk.services.story import Origin, origins
from cxdesk.ui.form.rows import Row, Wrap
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.value import Value, tooltip
from cxdesk.ui.panel.subject import Subject


class OriginRow(Row):
    """One row, there only when a request led here; its words lead back."""

    def __init__(self, subject: Subject) -> None:
        super().__init__("Came from", subject.go)
        self._subject = subject
        self._shown: tuple[Origin, ...] | None = None
        self._wrap = Wrap(gap=0)
        self.links: list[Value] = []
        self.hold(self._wrap)

    def show_detail(self) -> None:
        """Show what led to the initiative."""
        id = self._subject.detail.id
        found = self._subject.read(lambda s: origins(s, id))
        self.setVisible(bool(found))
        if found == self._shown:
            return
        self._shown = found
        self.links = []
        for one in found:
            spans = [Span(one.code, "accent", 600)]
            if one.decision is None:
                spans.append(Span("merged into it", "text3"))
            self._link("request", one.request, spans, f"{one.code} {one.title}")
            if one.decision is not None:
                words = f"decision D-{one.number}"
                self._link("decision", one.decision, [Span(words, "accent")], words)
        self._wrap.put(self.links)

    def _link(self, kind: str, id: int, spans: list[Span], tip: str) -> None:
        made = Value(f"origin-{kind}", "Came from")
        made.set_value(spans)
        made.setToolTip(tooltip(tip))
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda _=False: self._subject.open(kind, id))
        self.links.append(made)
