"""`cxdesk export`: takes the data of a program out into a file, at a terminal."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cxdesk.exchange.out.export import Export, Written

_ABOUT: Final = "Takes the data of a program out. The ending of OUT says as what:"


def make_parser(prog: str) -> argparse.ArgumentParser:
    """What the command takes."""
    parser = argparse.ArgumentParser(
        prog=prog,
        description=f"{_ABOUT}\n\n{_kinds()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the program")
    parser.add_argument("out", metavar="OUT", type=Path, help="a file, or a folder for CSV")
    parser.add_argument(
        "--set", metavar="KEY=VALUE", action="append", default=[], help="choose an option"
    )
    parser.add_argument(
        "--among", action="store_true", help="write into a folder that holds other files, too"
    )
    return parser


def _kinds() -> str:
    from cxdesk.exchange.out.catalogue import EXPORTS

    return "\n".join(f"  {each.suffix or 'a folder':<10}{each.text}" for each in EXPORTS)


def run(chosen: argparse.Namespace) -> int:
    """Take it out, and return the exit code."""
    from cxdesk.exchange.out.catalogue import export_for
    from cxdesk.exchange.out.whole import refuse_program

    export = export_for("" if chosen.out.is_dir() else chosen.out.suffix)
    refuse_program(chosen.out)
    written = _written(chosen, export)
    _keep(chosen.out, written, among=chosen.among)
    if chosen.out.is_file() or chosen.out.is_dir():  # into a pipe goes the data alone
        print(chosen.out)
    return 0


def _written(chosen: argparse.Namespace, export: Export) -> Written:
    from cxdesk import paths
    from cxdesk.cli_print import telling
    from cxdesk.store.store import Store

    collecting = gc.isenabled()
    gc.disable()  # looking for garbage among many rows that live takes a third of the time
    tell, end = telling(export.title)
    try:
        with (
            Store.open(chosen.file, home=paths.data(), read_only=True) as store,
            store.read() as session,
        ):
            rows = export.read(session, export.settled(session, _options(chosen)))
        return export.write(rows, tell, lambda: False)
    finally:
        end()
        if collecting:
            gc.enable()


def _options(chosen: argparse.Namespace) -> Mapping[str, str]:
    found = {}
    for text in chosen.set:
        key, sign, value = text.partition("=")
        if not sign or not key:
            make_parser("cxdesk export").error(f"--set takes KEY=VALUE, not {text!r}")
        found[key] = value
    return found


def _keep(out: Path, written: Written, *, among: bool) -> None:
    from cxdesk.exchange.out.whole import write_folder, write_whole

    if isinstance(written, bytes):
        write_whole(out, written)
    else:
        write_folder(out, written, among=among)
