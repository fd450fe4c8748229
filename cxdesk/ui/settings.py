"""What a user prefers on this computer: every setting with its type, default and allowed values.

Kept as text in one file that people may edit; a value that makes no sense counts as the default.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from cxdesk import paths

MOST_RECENT = 10


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `allowed` words or, for numbers, (least, most); empty: anything of `kind`."""

    key: str
    kind: type
    default: Any
    about: str
    allowed: tuple[Any, ...] = ()

    def fits(self, value: object) -> bool:
        """Whether `value` may be kept."""
        if type(value) is not self.kind:
            return False
        if self.kind is int and self.allowed:
            return bool(self.allowed[0] <= value <= self.allowed[1])
        return not self.allowed or value in self.allowed


SETTINGS = {
    one.key: one
    for one in (
        Setting("theme", str, "auto", "auto follows the system", ("auto", "light", "dark")),
        Setting("density", str, "normal", "Rows a card shows", ("compact", "normal", "detailed")),
        Setting("paper", str, "A4", "Paper of what is printed", ("A4", "Letter")),
        Setting("recent", list, [], f"Files opened last, newest first, at most {MOST_RECENT}"),
        Setting("place", str, "kanban", "The place of the window shown last"),
        Setting("geometry", QByteArray, QByteArray(), "Size and position of the window"),
        Setting("sidebar", bool, True, "Whether the sidebar shows words beside its icons"),
        Setting("panel_open", bool, True, "Whether the side panel is shown"),
        Setting("panel_width", int, 352, "Width of the side panel in px", (320, 520)),
    )
}
"""Every setting by its key; who acts in a program is asked by `Settings.who`."""


class Settings(QObject):
    """The settings in `cxdesk.ini`; KeyError for a key that is none, ValueError for a bad value."""

    # A setting was changed: its key, "who" when it is the person who acts.
    changed = Signal(str)

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = QSettings(
            str(file or paths.config() / "cxdesk.ini"), QSettings.Format.IniFormat
        )

    def get(self, key: str) -> Any:
        """The value of a setting, its default where none is kept or what is kept does not fit."""
        setting = SETTINGS[key]
        if not self._kept.contains(key):
            return _copy(setting.default)
        value = self._kept.value(key, setting.default, type=setting.kind)
        return value if setting.fits(value) else _copy(setting.default)

    def set(self, key: str, value: object) -> None:
        """Keep a value. Raises ValueError when it does not fit."""
        setting = SETTINGS[key]
        if not setting.fits(value):
            raise ValueError(f"{key} cannot be {value!r}")
        if value != self.get(key) or not self._kept.contains(key):
            self._kept.setValue(key, value)
            self.changed.emit(key)

    def who(self, program: int) -> str:
        """Who acts in the program with this id; empty when the user never said."""
        return str(self._kept.value(f"who/{program}", "", type=str))

    def set_who(self, program: int, name: str) -> None:
        """Keep who acts in the program with this id."""
        self._kept.setValue(f"who/{program}", name)
        self.changed.emit("who")

    def habits(self, program: int, place: str) -> dict[str, Any]:
        """How a place of the program with this id was shown the last time."""
        text = str(self._kept.value(f"habits/{program}/{place}", "", type=str))
        try:
            found = json.loads(text) if text else {}
        except ValueError:
            found = {}
        return found if isinstance(found, dict) else {}

    def keep_habit(self, program: int, place: str, key: str, value: object) -> None:
        """Keep how a place is shown: a plain value."""
        habits = self.habits(program, place) | {key: value}
        self._kept.setValue(f"habits/{program}/{place}", json.dumps(habits))

    def recent(self) -> list[Path]:
        """The files opened last, newest first; some may be gone."""
        return [Path(name) for name in self.get("recent")]

    def remember(self, file: Path) -> None:
        """Put a file at the top of the recent ones."""
        name = str(file)
        others = [one for one in self.get("recent") if one != name]
        self.set("recent", [name, *others][:MOST_RECENT])

    def forget(self, keep: Callable[[Path], bool]) -> None:
        """Drop the recent files that `keep` refuses."""
        self.set("recent", [str(one) for one in self.recent() if keep(one)])


def _copy(default: Any) -> Any:
    return list(default) if isinstance(default, list) else default
