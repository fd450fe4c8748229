"""The context menu of a row of a ballot: every move that the keys make, for the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from cxdesk.analysis import tiers as moves
from cxdesk.analysis.tiers import Spot, Tiers
from cxdesk.ui.ballot import cut
from cxdesk.ui.ballot.cut import CUT
from cxdesk.ui.ballot.zone import ZoneList

if TYPE_CHECKING:
    from cxdesk.ui.ballot.ballot import Ballot


def offered(here: Tiers, id: int) -> list[tuple[str, str, Tiers]]:
    """Words, key and outcome of each move that would change something."""
    last = Spot("ranked", len(here.only(set(here) - {id}).ranked))
    every = [
        ("Rank as the first", "Alt+Home", moves.jump(here, id, 1)),
        ("Rank as the last", "Alt+End", moves.put(here, id, last)),
        ("Move up", "Alt+Up", moves.up(here, id)),
        ("Move down", "Alt+Down", moves.down(here, id)),
        ("Tie with the one above, or untie", "T", moves.tie(here, id)),
        ("Put below all ranked", "B", moves.put(here, id, Spot("unranked"))),
        ("No opinion", "O", moves.put(here, id, Spot("no_opinion"))),
    ]
    zone = moves.spot_of(here, id).zone
    keep = {"unranked": "B", "no_opinion": "O"}.get(zone, "")
    return [one for one in every if one[2] != here and one[1] != keep]


def open_menu(ballot: Ballot, zone: ZoneList, at: QPoint) -> QMenu | None:
    """Offer the moves of the row at a point of a list; None where there is no row."""
    index = zone.indexAt(at)
    if not index.isValid() or ballot.carrying:
        return None
    id = zone.rows.lines[index.row()].row.id
    zone.setCurrentIndex(index)
    if id == CUT:
        return None
    menu = QMenu(zone)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for text, key, outcome in offered(ballot.tiers, id):
        action = QAction(f"{text}\t{key}", menu)
        action.triggered.connect(lambda _=False, to=outcome: ballot.move_to(id, to))
        menu.addAction(action)
    here = ballot.tiers
    if ballot.recusals and id in here.no_opinion:
        recused = id not in ballot.recused
        action = QAction(f"{'Recused' if recused else 'No opinion'}\tO", menu)
        action.triggered.connect(lambda _=False: ballot.recuse(id, recused))
        menu.addAction(action)
    if ballot.lined and moves.rank_of(here, id) is not None:
        line = cut.at(here, id)
        side = "below" if id in line.above else "above"
        action = QAction(f"Draw the line {side} it\tL", menu)
        action.triggered.connect(lambda _=False: ballot.move_to(CUT, line, then=id))
        menu.addAction(action)
    menu.popup(zone.viewport().mapToGlobal(at))
    return menu
