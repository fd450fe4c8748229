"""The tour at what comes in and goes out: files looked at, and all that is taken out."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from cxdesk.exchange.out.catalogue import EXPORTS
from cxdesk.exchange.out.whole import write_folder, write_whole
from cxdesk.ui.tour import TODAY, Failed, Tour

_TABLE = """\
Vorhaben;Wer;Bereich;Status;Start;Ende;Budget (k€);Stichworte
Answer in plain words;Claire Dubois;Care;geplant;11.01.2027;26.03.2027;24;letters, plain words
Call back within the hour;Aisha Khan;Care;in Arbeit;02.11.2026;29.01.2027;35,5;call-back
One bill for all contracts;Ben Carter;Finance;Ideen;;;;billing
Repair slots on Saturdays;Ingrid Larsen;Field;Ideen;01.03.2027;30.04.2027;60;field
Tell before the price goes up;Tomás Vidal;Sales & marketing;geplant;18.01.2027;31.03.2027;12;fair
Apologise, and mean it;Claire Dubois;Care;erledigt;07.09.2026;30.10.2026;4;plain words
"""
_LISTS = {"a": "Ideas", "b": "Doing", "c": "Waiting for IT", "d": "Done"}
_CARDS = (
    ("Welcome call on day three", "a", "2026-12-18"),
    ("Chat hands over to people", "b", "2026-12-11"),
    ("Outage messages by text", "c", "2027-01-29"),
    ("Opening hours on every page", "d", "2026-10-30"),
)


def looked_at(tour: Tour) -> None:
    """A table and a board of other programs, looked at before anything is written."""
    with tempfile.TemporaryDirectory() as folder:
        table, board = Path(folder, "Portfolio 2027.csv"), Path(folder, "care.json")
        table.write_text(_TABLE, encoding="utf-8")
        board.write_text(json.dumps(_board()), encoding="utf-8")
        for path, name in ((table, "import-table"), (board, "import-board")):
            door = tour.menu.imports()
            door.take(path)
            sheet = door.sheet
            if sheet is None:
                raise Failed("The import does not open.")
            tour.until(lambda sheet=sheet: sheet.report is not None, "What would come in")  # type: ignore[misc]
            tour.picture(name)
            sheet.leave()


def taken_out(tour: Tour) -> None:
    """The program in every form in which it leaves."""
    for one in EXPORTS:
        with tour.desk.read() as session:
            rows = one.read(session, one.settled(session, {}))
        written = one.write(rows, lambda _done, _every: None, lambda: False)
        target = tour.out / one.file("Meridian Telecom", TODAY)
        if isinstance(written, bytes):
            write_whole(target, written)
        else:
            write_folder(target, written, among=True)
        tour.say(str(target))


def _board() -> dict[str, object]:
    """A small board as Trello gives it away."""
    cards = [
        {
            "id": f"65a0000{place}0000000000000000", "name": name, "desc": "", "closed": False,
            "idList": of, "due": f"{due}T12:00:00.000Z", "dueComplete": of == "d",
            "idMembers": ["m"], "idLabels": [], "idChecklists": [], "pos": place,
        }
        for place, (name, of, due) in enumerate(_CARDS)
    ]  # fmt: skip
    return {
        "id": "65a000000000000000000000", "name": "Care board", "desc": "", "closed": False,
        "lists": [
            {"id": id, "idBoard": "b", "name": name, "closed": False, "pos": place}
            for place, (id, name) in enumerate(_LISTS.items())
        ],
        "cards": cards, "checklists": [], "labels": [], "actions": [],
        "members": [{"id": "m", "fullName": "Claire Dubois", "username": "claire"}],
    }  # fmt: skip
