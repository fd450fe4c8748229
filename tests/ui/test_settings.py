"""Preferences: kept with their types, and never trusted blindly."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from cxdesk import paths
from cxdesk.ui.settings import MOST_RECENT, SETTINGS, Settings


def again(settings: Settings) -> Settings:
    """The settings as the next start of the program reads them."""
    settings._kept.sync()
    return Settings()


@pytest.mark.parametrize("key", sorted(SETTINGS))
def test_every_setting_has_a_default_that_fits_and_words(key: str) -> None:
    setting = SETTINGS[key]
    assert setting.fits(setting.default)
    assert setting.about
    assert Settings().get(key) == setting.default


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("theme", "dark"),
        ("density", "compact"),
        ("sidebar", False),
        ("panel_open", False),
        ("panel_width", 520),
        ("recent", ["/a/R&D, 5 %.cxdesk"]),
        ("recent", ["/a", "/b"]),
        ("geometry", QByteArray(b"\x00\x01\xffgeometry")),
    ],
)
def test_a_value_survives_a_restart_with_its_type(qapp: object, key: str, value: object) -> None:
    settings = Settings()
    settings.set(key, value)
    kept = again(settings).get(key)
    assert kept == value
    assert type(kept) is type(value)
    assert (paths.config() / "cxdesk.ini").is_file()


@pytest.mark.parametrize(
    ("key", "value"),
    [("theme", "pink"), ("panel_width", 319), ("panel_width", 521), ("panel_width", True),
     ("sidebar", 1), ("recent", "a")],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused(key: str, value: object) -> None:
    settings = Settings()
    with pytest.raises(ValueError, match=f"{key} cannot be"):
        settings.set(key, value)
    assert settings.get(key) == SETTINGS[key].default


def test_what_somebody_wrote_into_the_file_counts_only_if_it_fits() -> None:
    file = paths.config() / "cxdesk.ini"
    file.parent.mkdir(parents=True)
    file.write_text("[General]\ntheme=pink\ndensity=compact\npanel_width=wide\nsidebar=false\n")
    settings = Settings()
    assert settings.get("theme") == "auto"
    assert settings.get("density") == "compact"
    assert settings.get("panel_width") == 352
    assert settings.get("sidebar") is False


def test_a_key_that_is_none_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Settings().get("colour")


def test_a_change_is_told_once() -> None:
    settings, heard = Settings(), []
    settings.changed.connect(heard.append)
    settings.set("theme", "dark")
    settings.set("theme", "dark")
    settings.set_who(7, "Sofia Marques")
    assert heard == ["theme", "who"]


def test_who_is_kept_for_each_program() -> None:
    settings = Settings()
    settings.set_who(2**62 + 1, "Sofia Marques")
    assert again(settings).who(2**62 + 1) == "Sofia Marques"
    assert settings.who(8) == ""


def test_recent_files_are_few_and_newest_first() -> None:
    settings = Settings()
    for number in range(12):
        settings.remember(Path(f"/files/{number}.cxdesk"))
    settings.remember(Path("/files/5.cxdesk"))
    recent = again(settings).recent()
    assert len(recent) == MOST_RECENT
    assert [path.stem for path in recent[:3]] == ["5", "11", "10"]
    assert len(set(recent)) == MOST_RECENT
