"""The columns of the dependencies: who hands over to whom, when, and whether dates keep to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from cxdesk.model.states import LinkType
from cxdesk.model.wording import day, signed
from cxdesk.services import link_words
from cxdesk.services.cards import Card
from cxdesk.services.dependencies import Dependency
from cxdesk.services.search import fold
from cxdesk.ui.form.editing import Refusable
from cxdesk.ui.form.words import fault_of
from cxdesk.ui.leads import Lead
from cxdesk.ui.pickers import Option, pick
from cxdesk.ui.roadmap.links_edits import LinkEdits
from cxdesk.ui.roadmap.links_form import read_lag
from cxdesk.ui.table.columns import Column

AFTER = ("after", "takes", "needed", "slack", "remarks")
"""The columns that are about the successor."""
SPARE = ("remarks", "ready", "needed", "lag")
"""The columns that a narrow table leaves out, the first of them first."""


def columns(edits: LinkEdits) -> tuple[Column[Dependency], ...]:
    """All columns, in their order."""

    def choose(row: Dependency, anchor: QWidget) -> None:
        options = [Option(one, one.value, link_words.NAMES[one]) for one in LinkType]
        pick(anchor, "Type", options, row.type, lambda type: edits.relink(row, type, row.lag))

    def save(row: Dependency, text: str, at: Refusable) -> bool:
        try:
            lag = read_lag(text)
        except ValueError as wrong:
            at.refuse(str(wrong))
            return False
        return edits.relink(row, row.type, lag, at)

    return (
        Column("before", "Predecessor", lambda row: f"{row.before.code} {row.before.title}",
               150, 5, weight=500, order=lambda row: fold(row.before.code), wrap=True,
               lead=lambda row: Lead("swatch", number=row.before.hue)),
        _owner("hands", "Hands over", lambda row: row.before),
        Column("ready", "Ready", lambda row: _day(row.ready_on), 102,
               order=lambda row: row.ready_on),
        Column("type", "Type", lambda row: row.type.value, 54, pick=choose,
               order=lambda row: list(LinkType).index(row.type)),
        Column("lag", "Lag", lambda row: f"{signed(row.lag)} d" if row.lag else "", 58, right=True,
               order=lambda row: row.lag, typed=lambda row: f"{row.lag}" if row.lag else "",
               save=save, problem=lambda _row, text: fault_of(read_lag, text)),
        Column("after", "Successor", lambda row: f"{row.after.code} {row.after.title}",
               150, 5, weight=500, order=lambda row: fold(row.after.code), wrap=True,
               lead=lambda row: Lead("swatch", number=row.after.hue)),
        _owner("takes", "Takes over", lambda row: row.after),
        Column("needed", "Needed", lambda row: _day(row.needed_on), 102,
               order=lambda row: row.needed_on),
        Column("slack", "Slack", _slack, 96, right=True, order=lambda row: row.slack,
               ink=lambda row: "danger" if row.broken else "text",
               lead=lambda row: Lead("glyph", "alert", ink="danger") if row.broken else None),
        Column("remarks", "Remarks", remarks, 120, 3, wrap=True,
               lead=lambda row: Lead("glyph", "alert", ink="warn") if row.warning else None),
    )  # fmt: skip


def remarks(row: Dependency) -> str:
    """What is to be known of a link: "Hand-off IT to Care, critical"."""
    said = []
    if row.hand_off:
        said.append(f"hand-off {row.before.domain} to {row.after.domain}")
    if row.critical:
        said.append("critical")
    if row.broken:
        said.append(f"broken by {-(row.slack or 0):,} d")
    if row.warning:
        said.append("shorter term waits for longer")
    text = ", ".join(said)
    return text[:1].upper() + text[1:]


def _owner(key: str, title: str, end: Callable[[Dependency], Card]) -> Column[Dependency]:
    return Column(
        key, title, lambda row: end(row).owner, 132, 1,
        lead=lambda row: Lead("avatar", end(row).initials) if end(row).owner else None,
        order=lambda row: fold(end(row).owner) or None,
    )  # fmt: skip


def _day(on: date | None) -> str:
    return "" if on is None else day(on)


def _slack(row: Dependency) -> str:
    return "" if row.slack is None else f"{row.slack:,} d".replace("-", "\N{MINUS SIGN}")
