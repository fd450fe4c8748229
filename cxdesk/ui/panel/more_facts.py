"""The rarer rows of the overview, folded away until they are asked for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cxdesk.model.errors import Way
from cxdesk.model.wording import day
from cxdesk.services import labels
from cxdesk.ui.form.fields import TextField
from cxdesk.ui.form.rows import Row, Wrap, column, fold_button
from cxdesk.ui.form.spans import Span
from cxdesk.ui.form.tokens import TokenRow, Tokens
from cxdesk.ui.leads import Lead
from cxdesk.ui.panel.edits import SCORES, Edits
from cxdesk.ui.panel.facts import none, opening, show_person
from cxdesk.ui.panel.person_link import PersonLink
from cxdesk.ui.panel.subject import Subject
from cxdesk.ui.pickers import Option, pick, pick_many

_LEVELS = ("very low", "low", "middling", "high", "very high")


class MoreFacts(QWidget):
    """Sponsor, batch, domain, outcomes served, benefit scores, labels and the two texts."""

    # The rows are shown now, or no more: bool.
    unfolded = Signal(bool)

    def __init__(self, subject: Subject, edits: Edits) -> None:
        super().__init__()
        self._subject, self._edits = subject, edits
        self.sponsor = opening("sponsor", "Sponsor", self._pick_sponsor)
        self.batch = opening("batch", "Batch", self._pick_batch)
        self.domain = opening("domain", "Domain", self._pick_domain)
        self.serves = opening("serves", "Serves", self._pick_outcomes)
        self.scores = [
            opening(f"score-{name.lower()}", "Benefit", partial(self._pick_score, n))
            for n, name in enumerate(SCORES)
        ]
        wrap = Wrap(gap=0)
        for score in self.scores:
            wrap.addWidget(score)
        self._sponsor_link = PersonLink(subject, self.sponsor)
        self._sponsor_row = Row("Sponsor", subject.go).hold(self._sponsor_link)
        self._batch_row = Row("Batch", subject.go).hold(self.batch)
        self._domain_row = Row("Domain", subject.go).hold(self.domain)
        self._serves_row = Row("Serves", subject.go).hold(self.serves)
        self._benefit_row = Row("Benefit", subject.go).hold(wrap)

        parent_row = Row("Part of", subject.go)
        self.parent_code = Tokens(
            "parent", "add code", fault=parent_row.fault,
            on_open=lambda id: subject.go(Way("", "initiative", id)),
            on_remove=lambda _row: edits.part_of("", parent_row.fault),
            on_add=lambda code: edits.part_of(code, self.parent_code.field),
        )  # fmt: skip
        parent_row.hold(self.parent_code)

        row = self._labels_row = Row("Labels", subject.go)
        self.labels = Tokens(
            "labels", "add label", fault=row.fault, link=False,
            on_remove=lambda token: edits.unlabel(token.text, self._labels_row.fault),
            on_add=lambda text: edits.label(text, self.labels.field),
            offers=self._other_labels,
        )  # fmt: skip
        row.hold(self.labels)

        text_row, expected_row = Row("Description", subject.go), Row("Expected", subject.go)
        self.description = TextField(
            "description", "Description", lambda text: edits.describe(text, self.description),
            fault=text_row.fault, lines=True, placeholder="what it is",
        )  # fmt: skip
        text_row.hold(self.description)
        self.expected = TextField(
            "expected", "Expected outcome", lambda text: edits.expect(text, self.expected),
            fault=expected_row.fault, lines=True, placeholder="what it brings",
        )  # fmt: skip
        expected_row.hold(self.expected)

        self._rows = QWidget()
        inner = column(self._rows)
        for row in (
            self._sponsor_row, self._batch_row, self._domain_row, self._serves_row,
            self._benefit_row, parent_row, text_row, expected_row,
        ):  # fmt: skip
            inner.addWidget(row)
        self.switch = fold_button("more-details", "")
        self.switch.clicked.connect(lambda _=False: self.unfold(self._rows.isHidden()))
        box = column(self)
        box.addWidget(self._labels_row)
        box.addWidget(self._rows)
        box.addWidget(self.switch)
        self.unfold(False)

    def unfold(self, on: bool) -> None:
        """Show or hide the rows."""
        self._rows.setVisible(on)
        self._show_labels_row()
        self.unfolded.emit(on)
        self.switch.set_value(
            [Span("Fewer details" if on else "More details", "text2")],
            Lead("glyph", "chevron_up" if on else "chevron_down"),
        )

    def show_detail(self) -> None:
        """Show the item as it is now."""
        it = self._subject.detail
        show_person(self.sponsor, it.sponsor)
        self._sponsor_link.lead_to(it.sponsor)
        by = f"by {day(it.deadline)}" if it.deadline else ""
        self.batch.set_value([Span(it.batch), Span(by, "text3")] if it.batch else none("none"))
        self.domain.set_value([Span(it.domain)], Lead("swatch", number=it.hue))
        served = [part for one in it.outcomes for part in (Span(one.code), Span(one.name, "text3"))]
        self.serves.set_value(served or none("no outcome named"))
        for made, name, score in zip(self.scores, SCORES, it.scores, strict=True):
            made.set_value([Span(name, "text3"), Span(str(score))])
        parent = [TokenRow(it.parent[0], it.parent[1])] if it.parent else []
        self.parent_code.show_tokens(it.id, parent)
        self.labels.show_tokens(it.id, [TokenRow(text, text) for text in it.labels])
        self._show_labels_row()
        self.description.show_value(it.id, it.description)
        self.expected.show_value(it.id, it.expected)

    def enter(self, key: str) -> bool:
        """Put the keyboard at a row ("batch", "serves"); False when it is not here."""
        field = {"batch": self.batch, "outcomes": self.serves, "sponsor": self.sponsor}.get(key)
        if field is not None:
            self.unfold(True)
            field.setFocus()
        return field is not None

    # Changing -----------------------------------------------------------------------------

    def _show_labels_row(self) -> None:
        there = self._subject.id is not None and bool(self._subject.detail.labels)
        typed = self.labels.field.dirty or self.labels.field.hasFocus()
        self._labels_row.setVisible(there or typed or not self._rows.isHidden())

    def _other_labels(self) -> list[str]:
        own = self._subject.detail.labels if self._subject.id is not None else ()
        return [one.name for one in self._subject.read(labels.labels) if one.name not in own]

    def _pick_sponsor(self) -> None:
        sponsor = self._subject.detail.sponsor
        pick(
            self.sponsor, "Who sponsors it", self._subject.people("Nobody"),
            sponsor.id if sponsor else None,
            lambda person: self._edits.sponsor(person, self._sponsor_row.fault),
        )  # fmt: skip

    def _pick_batch(self) -> None:
        options = [Option(None, "No batch")] + [
            Option(one.id, f"{one.name} {one.note}") for one in self._subject.choices.batches
        ]
        pick(
            self.batch, "Batch", options, self._subject.detail.batch_id,
            lambda batch: self._edits.join(batch, self._batch_row.fault),
        )  # fmt: skip

    def _pick_domain(self) -> None:
        options = [
            Option(one.id, one.name, one.note, Lead("swatch", number=one.hue))
            for one in self._subject.choices.domains
        ]
        options.append(Option(None, "Org", "organisation-wide", Lead("swatch", number=5)))
        pick(
            self.domain, "Domain", options, self._subject.detail.domain_id,
            lambda domain: self._edits.belong(domain, self._domain_row.fault),
        )  # fmt: skip

    def _pick_outcomes(self) -> None:
        options = [Option(one.id, one.name, one.note) for one in self._subject.choices.outcomes]
        pick_many(
            self.serves, "Outcomes it serves", options,
            [one.id for one in self._subject.detail.outcomes],
            lambda outcomes: self._edits.serve(outcomes, self._serves_row.fault),
        )  # fmt: skip

    def _pick_score(self, place: int) -> None:
        options = [Option(n, str(n), words) for n, words in enumerate(_LEVELS, 1)]
        pick(
            self.scores[place], SCORES[place], options, self._subject.detail.scores[place],
            lambda score: self._edits.rate(place, score, self._benefit_row.fault),
        )  # fmt: skip
