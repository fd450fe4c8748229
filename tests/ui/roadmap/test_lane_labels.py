"""The names of lanes: in lines, and hyphenated where a word is too long."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from cxdesk.ui.roadmap.lane_labels import WIDTH, _lines


def test_names_of_lanes_are_hyphenated_where_they_break(qapp: QApplication) -> None:
    narrow = WIDTH - 22
    assert _lines("Organisationsentwicklung", narrow) == ("Organisations-", "entwicklung")
    assert _lines("Verwaltungsdigitalisierung", narrow) == ("Verwaltungs-", "digitalisierung")
    assert _lines("Kundenzufriedenheit", narrow) == ("Kundenzufrie-", "denheit")
    assert _lines("Organisation-wide", narrow) == ("Organisation-", "wide")
    assert _lines("IT", narrow) == ("IT",)
    assert "".join(_lines("7" * 30, narrow)).replace("-", "") == "7" * 30
    cut = _lines("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", narrow)
    assert len(cut) == 3
    assert cut[2].endswith("…")
