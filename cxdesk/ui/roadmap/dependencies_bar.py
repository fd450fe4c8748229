"""The row above the dependencies: which kinds are shown, of which domains and owners."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from cxdesk.services.dependencies import Dependency
from cxdesk.services.search import fold
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick, pick_many
from cxdesk.ui.table.bar import FilterBar


class Kind(enum.StrEnum):
    """What is special about a link."""

    ALL = "all"
    HAND_OFF = "hand-off"
    BROKEN = "broken"
    CRITICAL = "critical"
    LONGER = "longer"

    @property
    def label(self) -> str:
        """It in words."""
        return _LABELS[self]

    def holds(self, row: Dependency) -> bool:
        """Whether a link is of this kind."""
        return _HOLDS[self](row)


_LABELS = {
    Kind.ALL: "All",
    Kind.HAND_OFF: "Hand-offs",
    Kind.BROKEN: "Broken",
    Kind.CRITICAL: "Critical",
    Kind.LONGER: "Longer to shorter term",
}
_HOLDS: dict[Kind, Callable[[Dependency], bool]] = {
    Kind.ALL: lambda _row: True,
    Kind.HAND_OFF: lambda row: row.hand_off,
    Kind.BROKEN: lambda row: bool(row.broken),
    Kind.CRITICAL: lambda row: row.critical,
    Kind.LONGER: lambda row: bool(row.warning),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """Which links are shown: empty tuples keep all; a domain or owner may be at either end."""

    kind: Kind = Kind.ALL
    domains: tuple[int | None, ...] = ()
    owners: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The same as plain values, to be kept on this computer."""
        return {
            "kind": self.kind.value, "domains": list(self.domains), "owners": list(self.owners)
        }  # fmt: skip

    @classmethod
    def of(cls, kept: object) -> Kept:
        """What `plain` gave; anything else keeps all."""
        try:
            match kept:
                case {"kind": str(kind), "domains": list(domains), "owners": list(owners)}:
                    return cls(
                        Kind(kind),
                        tuple(one for one in domains if one is None or isinstance(one, int)),
                        tuple(one for one in owners if isinstance(one, str)),
                    )
        except ValueError:
            pass
        return cls()

    def test(self) -> Callable[[Dependency], bool] | None:
        """Whether a row is kept; None when all are."""
        if self == Kept():
            return None
        kind, domains, owners = self.kind, set(self.domains), set(self.owners)
        return lambda row: (
            kind.holds(row)
            and (not domains or bool(domains & {row.before.domain_id, row.after.domain_id}))
            and (not owners or bool(owners & {row.before.owner, row.after.owner}))
        )


class KindButtons(QWidget):
    """All, hand-offs, broken, critical, longer to shorter: each with how many there are."""

    # Another kind was chosen: Kind.
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.buttons: dict[Kind, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(2)
        for kind in Kind:
            made = self.buttons[kind] = QToolButton()
            made.setObjectName(f"kind-{kind.value}")
            made.setProperty("role", "body")
            made.setCheckable(True)
            made.setFixedHeight(28)
            made.clicked.connect(lambda _checked=False, one=kind: self.chosen.emit(one))
            self._group.addButton(made)
            row.addWidget(made)
        self.count(())
        self.show_kind(Kind.ALL)

    def show_kind(self, kind: Kind) -> None:
        """Mark the one that holds."""
        self.buttons[kind].setChecked(True)

    def count(self, rows: Sequence[Dependency]) -> None:
        """Say how many links are of each kind."""
        for kind, button in self.buttons.items():
            many = len(rows) if kind is Kind.ALL else sum(map(_HOLDS[kind], rows))
            button.setText(f"{kind.label} {many:,}")
            button.setAccessibleName(f"{kind.label}: {many:,}")


class DependenciesBar(FilterBar):
    """What of the dependencies is shown."""

    kept: Kept
    # The what-if is to be left.
    leave_what_if = Signal()

    def __init__(self) -> None:
        super().__init__("Narrow the dependencies", Kept())
        self._rows: Sequence[Dependency] = ()
        self._domains: dict[int | None, tuple[str, int]] = {}
        self.what_if = self.add_chip(
            "what-if-open", "What-if", self.leave_what_if.emit, self.leave_what_if.emit
        )
        self.kind = self.add_chip(
            "filter-kind", "Only", self.pick_kind, lambda: self.keep(kind=Kind.ALL)
        )
        self.domain = self.add_chip(
            "filter-domain", "Domain", self.pick_domains, lambda: self.keep(domains=())
        )
        self.owner = self.add_chip(
            "filter-owner", "Owner", self.pick_owners, lambda: self.keep(owners=())
        )
        self.kinds = KindButtons()
        self.kinds.chosen.connect(lambda kind: self.keep(kind=kind))
        self.what_if.hide()
        self.lay_out()
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(0, self.kinds)
        self._show()

    # Showing --------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[Dependency], what_if: str) -> None:
        """The links there are, of the plan or of a what-if."""
        self._rows = rows
        ends = [end for row in rows for end in (row.before, row.after)]
        self._domains = {end.domain_id: (end.domain, end.hue) for end in ends}
        self.kinds.count(rows)
        self.what_if.setVisible(bool(what_if))
        self.what_if.show_filter(what_if)
        self._show()

    def _show(self) -> None:
        kept = self.kept
        self.kinds.show_kind(kept.kind)
        self.kind.show_filter(kept.kind.label)
        named = [self._domains[id][0] for id in kept.domains if id in self._domains]
        for chip, words in ((self.domain, named), (self.owner, list(kept.owners))):
            chip.setVisible(bool(words))
            chip.show_filter(", ".join(words), str(len(words)))
        self.fit()

    def fit(self) -> None:
        """The kinds stand side by side where there is room, else the one that holds as a chip."""
        kinds: KindButtons | None = getattr(self, "kinds", None)
        layout = self.layout()
        if kinds is not None and layout is not None:
            kinds.show()
            self.kind.hide()
            if layout.minimumSize().width() > self.width():
                kinds.hide()
                self.kind.setVisible(self.kept.kind is not Kind.ALL)
        super().fit()

    # Choosing -------------------------------------------------------------------------------

    def clear(self) -> None:
        """Keep every link, and every word."""
        self.narrow.clear()
        self.keep(kind=Kind.ALL, domains=(), owners=())

    def offer(self) -> None:
        """Offer the filters there are."""
        options = [
            Option(self.pick_kind, "Kind"), Option(self.pick_domains, "Domain"),
            Option(self.pick_owners, "Owner"),
        ]  # fmt: skip
        pick(self.more, "Filter", options, None, lambda act: act())

    def pick_kind(self) -> None:
        """Offer the kinds of links."""
        options = [Option(one, one.label) for one in Kind]
        pick(self.anchor(self.kind), "Kind", options, self.kept.kind,
             lambda kind: self.keep(kind=kind))  # fmt: skip

    def pick_domains(self) -> None:
        """Offer the domains at either end."""
        options = [
            Option(id, name, lead=Lead("swatch", number=hue))
            for id, (name, hue) in self._domains.items()
        ]
        pick_many(
            self.anchor(self.domain), "Domains", options, self.kept.domains,
            lambda chosen: self.keep(domains=tuple(chosen)),
        )  # fmt: skip

    def pick_owners(self) -> None:
        """Offer the owners at either end."""
        many = Counter(name for row in self._rows for name in {row.before.owner, row.after.owner})
        names = sorted((name for name in many if name), key=fold)
        pick_many(
            self.anchor(self.owner), "Owners", [Option(name, name) for name in names],
            self.kept.owners, lambda chosen: self.keep(owners=tuple(chosen)),
        )  # fmt: skip
