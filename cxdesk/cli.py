"""The command line: opens the window, or does one thing without it.

Known trouble is one sentence on stderr and exit code 1; a command that is none, exit code 2.
Everything heavy is imported by the command that needs it.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from cxdesk import __version__

Command = Callable[[argparse.Namespace], int]

_EPILOG = """\
commands, none of which needs a display:
  new FILE                          make an empty program
  sample FILE                       write the sample program to a file
  check FILE                        verify file, history and rules; exit 1 and say what is wrong
  backup FILE                       make a backup now and print where it is
  print FILE charter CODE -o PDF    print a charter
  print FILE WHAT ...               print anything else; print --help lists all there is
  import FILE --into PROGRAM        bring in tables, boards, plans or a whole program
  export FILE OUT                   take everything out: .json .xlsx .xml .gan .ics, CSV folder
  schedule FILE [--json]            early and late dates, slack and critical path
  tally FILE                        count a file of ballots; needs no program
  tour --out DIR                    pictures of every place, PDFs of every printed page

`cxdesk COMMAND --help` tells more. A file with the name of a command opens as ./NAME.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `argv` (the process's own unless given) and return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    command = _COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        return _guarded(lambda: _window(_window_parser().parse_args(arguments)))
    make_parser, run = command
    parser = f"cxdesk {arguments[0]}"
    return _guarded(lambda: run(make_parser(parser).parse_args(arguments[1:])))


def _guarded(run: Callable[[], int]) -> int:
    from cxdesk.model.errors import RuleBroken
    from cxdesk.store.errors import KnownError

    try:
        return run()
    except (KnownError, RuleBroken) as error:
        print(error.text, file=sys.stderr)
    except BrokenPipeError:  # the reader of our lines has gone
        sys.stderr.close()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    return 1


# The window ---------------------------------------------------------------------------------


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cxdesk",
        description="The desk of a customer-experience transformation office.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", nargs="?", metavar="FILE", type=Path, help="the program to open, or the last one"
    )
    parser.add_argument("--sample", action="store_true", help="open a fresh copy of the sample")
    parser.add_argument("--version", action="version", version=f"cxdesk {__version__}")
    return parser


def _window(chosen: argparse.Namespace) -> int:
    if chosen.sample and chosen.file:
        _window_parser().error("--sample opens a file of its own: leave FILE out")
    # A tenth of the time to the first paint goes into looking for garbage where there is none;
    # the window collects again once it stands.
    gc.disable()
    try:
        # What builds on SQLAlchemy comes before Qt: PySide6 slows down every import after its own.
        for name in ("cards", "search", "activity"):
            importlib.import_module(f"cxdesk.services.{name}")
        from cxdesk import app

        return app.run(chosen.file, sample=chosen.sample)
    finally:
        gc.enable()


# One file -----------------------------------------------------------------------------------


def _file_parser(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=prog)
    parser.add_argument("file", metavar="FILE", type=Path)
    return parser


def _new_parser(prog: str) -> argparse.ArgumentParser:
    parser = _file_parser(prog)
    parser.add_argument("--name", help="the program's name; without it, the file's")
    parser.add_argument("--currency", default="EUR", help="three letters, EUR unless given")
    return parser


def _new(chosen: argparse.Namespace) -> int:
    from cxdesk.services.program_file import make_program
    from cxdesk.services.who import computer_user

    name = chosen.file.stem if chosen.name is None else chosen.name
    make_program(chosen.file, name, chosen.currency, who=computer_user())
    print(chosen.file)
    return 0


def _sample(chosen: argparse.Namespace) -> int:
    from cxdesk.services.program_file import make_sample

    make_sample(chosen.file)
    print(chosen.file)
    return 0


def _check(chosen: argparse.Namespace) -> int:
    from cxdesk import paths
    from cxdesk.services.check import broken_rules
    from cxdesk.store.store import Store

    with Store.open(chosen.file, home=paths.data(), read_only=True) as store:
        entries = store.head.seq
        found = store.problems()
        if not found:  # rules are read from rows that hold together
            with store.read() as session:
                found = list(broken_rules(session))
    for line in found:
        print(line)
    if not found:
        count = f"{entries} {'entry' if entries == 1 else 'entries'}"
        print(f"{chosen.file.name}: file, history ({count}) and rules are in order.")
    return 1 if found else 0


def _backup(chosen: argparse.Namespace) -> int:
    from cxdesk import paths
    from cxdesk.store.backups import Backups
    from cxdesk.store.file import read_version
    from cxdesk.store.store import system_clock

    read_version(chosen.file)
    print(Backups(chosen.file.resolve(), paths.data()).make(system_clock()).path)
    return 0


# Ballots ------------------------------------------------------------------------------------


def _tally_parser(prog: str) -> argparse.ArgumentParser:
    from cxdesk.analysis.tally import Method

    parser = argparse.ArgumentParser(
        prog=prog,
        description="Counts ballots: which order of the tasks overrules the fewest of them?",
        epilog=_BALLOTS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the ballots, as told below")
    methods = [method.value for method in Method]
    parser.add_argument("--method", choices=methods, default=methods[0], help="kemeny unless given")
    parser.add_argument("--json", action="store_true", help="for another program")
    return parser


_BALLOTS = """\
FILE is a table (.csv, .tsv, .txt): its heading names the tasks, each row is a
ballot, and each cell the rank of a task, 1 the best. Equal ranks tie; an empty
cell is unranked, below all ranked; - is no opinion. A first column without a
name is left out. Or FILE is of PrefLib: .soc, .soi, .toc or .toi.

Between equals decide Borda points, then the order of the tasks in FILE.
"""


def _tally(chosen: argparse.Namespace) -> int:
    from cxdesk.analysis.tally import Method, compare, tally
    from cxdesk.exchange.ballots import read_ballots
    from cxdesk.exchange.tally_report import as_json, as_text

    if isinstance(sys.stdout, TextIOWrapper):  # names may have letters that a console lacks
        sys.stdout.reconfigure(errors="replace")
    file, method = read_ballots(chosen.file), Method(chosen.method)
    ids = range(1, len(file.names) + 1)
    if chosen.json:
        print(as_json(tally(file.ballots, ids, method, counts=file.counts), file))
    else:
        print(as_text(compare(file.ballots, ids, counts=file.counts), method, file))
    return 0


# Paper --------------------------------------------------------------------------------------


def _print_parser(prog: str) -> argparse.ArgumentParser:
    from cxdesk.cli_print import make_parser

    return make_parser(prog)


def _print(chosen: argparse.Namespace) -> int:
    from cxdesk.cli_print import run

    return run(chosen)


# In and out ---------------------------------------------------------------------------------


def _import_parser(prog: str) -> argparse.ArgumentParser:
    from cxdesk.cli_import import make_parser

    return make_parser(prog)


def _import(chosen: argparse.Namespace) -> int:
    from cxdesk.cli_import import run

    return run(chosen)


def _export_parser(prog: str) -> argparse.ArgumentParser:
    from cxdesk.cli_export import make_parser

    return make_parser(prog)


def _export(chosen: argparse.Namespace) -> int:
    from cxdesk.cli_export import run

    return run(chosen)


# The schedule -------------------------------------------------------------------------------


def _schedule_parser(prog: str) -> argparse.ArgumentParser:
    from cxdesk.cli_schedule import make_parser

    return make_parser(prog)


def _schedule(chosen: argparse.Namespace) -> int:
    from cxdesk.cli_schedule import run

    return run(chosen)


# The tour -----------------------------------------------------------------------------------


def _tour_parser(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=prog)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="where to write")
    return parser


def _tour(chosen: argparse.Namespace) -> int:
    from cxdesk import app

    return app.tour(chosen.out, print)


_COMMANDS: dict[str, tuple[Callable[[str], argparse.ArgumentParser], Command]] = {
    "new": (_new_parser, _new),
    "sample": (_file_parser, _sample),
    "check": (_file_parser, _check),
    "backup": (_file_parser, _backup),
    "print": (_print_parser, _print),
    "import": (_import_parser, _import),
    "export": (_export_parser, _export),
    "schedule": (_schedule_parser, _schedule),
    "tally": (_tally_parser, _tally),
    "tour": (_tour_parser, _tour),
}
