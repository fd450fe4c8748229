"""`cxdesk print`: everything that can be printed, into a file, without a window.

What there is, of what and in which ways comes from the catalogue that the window prints by.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxdesk.model.wording import listed

if TYPE_CHECKING:
    from cxdesk.reports.printed import Choice, Printed
    from cxdesk.reports.stopping import Progress

_DAYS = ("from", "to", "week")
_SMALL = ("A4", "Letter")
"""What every page can be printed on."""


def make_parser(prog: str) -> argparse.ArgumentParser:
    """What the command takes."""
    from cxdesk.reports.catalogue import PRINTED

    parser = argparse.ArgumentParser(
        prog=prog, epilog=_listing(PRINTED), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "what", metavar="WHAT", choices=[one.key for one in PRINTED],
        help="what to print, as listed below",
    )  # fmt: skip
    text = "of a charter: CX-101; of a batch: B1; of a meeting: its number or date, without it "
    text += "the newest"
    parser.add_argument("code", metavar="CODE", nargs="?", help=text)
    for key, owners in _flags():
        _add_flag(parser, key, owners)
    text = "without it, a file in this folder that is named after FILE"
    parser.add_argument("-o", "--output", metavar="OUT", type=Path, help=text)
    return parser


def _listing(things: Sequence[Printed]) -> str:
    """All things with what they are about, for the help."""
    lines = ["what can be printed:"]
    for group, some in groupby(things, key=lambda one: one.group):
        lines += ["", f"  {group}"]
        for one in some:
            code = "" if not one.subject else " CODE" if one.needs else " [CODE]"
            lines.append(f"    {one.key + code:<20} {one.about}")
    return "\n".join(lines)


def _flags() -> Iterator[tuple[str, list[tuple[Printed, Choice]]]]:
    """The choices by their key, each with the things that have it."""
    from cxdesk.reports.catalogue import PRINTED

    found: dict[str, list[tuple[Printed, Choice]]] = {}
    for thing in PRINTED:
        for choice in thing.choices:
            found.setdefault(choice.key, []).append((thing, choice))
    yield from found.items()


def _add_flag(
    parser: argparse.ArgumentParser, key: str, owners: list[tuple[Printed, Choice]]
) -> None:
    choice = owners[0][1]
    if key == "paper":
        sizes = list(dict.fromkeys(size for _, one in owners for size, _ in one.options))
        text = "A4 unless given; A3 also for the kanban; a roadmap has A3 unless given, and may "
        parser.add_argument("--paper", choices=sizes, help=f"{text}have any")
        return
    text = f"of {_joined([thing.called for thing, _ in owners])}: {choice.about}".rstrip(": ")
    firsts = {one.first: thing.key for thing, one in owners if not one.switch}
    if any(firsts):
        many = len(firsts) > 1
        named = [f"{first} ({key})" if many else first for first, key in firsts.items()]
        text += f"; {listed(named)} unless given"
    how: dict[str, Any] = {"help": text, "dest": key.replace("-", "_")}
    if choice.switch:
        parser.add_argument(f"--{key}", action="store_true", **how)
        return
    how["metavar"] = "DATE" if key in _DAYS else "N" if key == "version" else "NAME"
    how["type"] = _day if key in _DAYS else int if key == "version" else str
    if choice.options:
        how["metavar"] = "|".join(dict.fromkeys(v for _, one in owners for v, _ in one.options))
    parser.add_argument(f"--{key}", **how)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write 2027-03-31") from None


def run(chosen: argparse.Namespace) -> int:
    """Print, and return the exit code."""
    from cxdesk import paths
    from cxdesk.reports.catalogue import printed
    from cxdesk.reports.printed import made
    from cxdesk.store.errors import KnownError
    from cxdesk.store.store import Store

    thing = printed(chosen.what)
    given = _given(chosen)
    wrong = _wrong(thing, chosen, given)
    if wrong:
        make_parser("cxdesk print").error(wrong)
    if chosen.output is None:
        parts = filter(None, (chosen.file.stem, chosen.what, chosen.code))
        chosen.output = Path("-".join(parts) + ".pdf")
    if len(thing.endings) > 1:
        given["ending"] = chosen.output.suffix.lower()
    with (
        Store.open(chosen.file, home=paths.data(), read_only=True) as store,
        store.read() as session,
    ):
        ready = thing.read(session, chosen.code or "", thing.first(given))
    tell, end = telling(ready.name)
    try:
        data = made(ready.make, tell, lambda: False)
    finally:
        end()

    from cxdesk.reports.pdf_file import write_pdf

    try:
        write_pdf(chosen.output, data)
    except OSError as error:
        raise KnownError(f"{chosen.output} cannot be written: {error.strerror}.") from error
    if chosen.output.is_file():  # into a pipe goes the document alone
        print(chosen.output)
    return 0


def telling(name: str) -> tuple[Progress, Any]:
    """How far it is, on a terminal alone: what tells it, and what takes the line away again."""
    if not sys.stderr.isatty():
        return (lambda _done, _all: None), (lambda: None)
    said = [-1]

    def tell(done: int, total: int) -> None:
        share = 100 * done // max(total, 1)
        if share != said[0]:
            said[0] = share
            print(f"\r{name}: {share} %", end="", file=sys.stderr, flush=True)

    def end() -> None:
        if said[0] >= 0:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    return tell, end


# What does not go together ------------------------------------------------------------------


def _given(chosen: argparse.Namespace) -> dict[str, str]:
    """The flags that were given, as the values of choices."""
    from cxdesk.reports.printed import ON

    found: dict[str, str] = {}
    for key, _ in _flags():
        value = getattr(chosen, key.replace("-", "_"))
        if value is True:
            found[key] = ON
        elif value not in (None, False):
            found[key] = value.isoformat() if isinstance(value, date) else str(value)
    return found


def _wrong(thing: Printed, chosen: argparse.Namespace, given: dict[str, str]) -> str:
    """Why the arguments do not go together; "" where they do."""
    from cxdesk.reports.catalogue import PRINTED

    if thing.needs and chosen.code is None:
        return "the following arguments are required: CODE"
    if not thing.subject and (chosen.code is not None or "version" in given):
        of = [one.called for one in PRINTED if one.subject]
        return f"CODE and --version are of {listed(of, 'or')}: leave them out"
    own = {choice.key: choice for choice in thing.choices}
    owners = {key: [one for one, _ in some] for key, some in _flags()}
    for key, value in given.items():
        if key not in own:
            alike = [f"--{each}" for each in owners if owners[each] == owners[key]]
            them = "are" if len(alike) > 1 else "is"
            leave = "them" if len(alike) > 1 else "it"
            of = [one.called for one in owners[key]]
            return f"{listed(alike)} {them} of {_joined(of)}: leave {leave} out"
        options = [option for option, _ in own[key].options]
        if options and value not in options:
            if key == "paper":
                return _wrong_paper(value, owners["paper"], options)
            return f"--{key} may be one of {', '.join(options)}"
    ending = "" if chosen.output is None else chosen.output.suffix.lower()
    if len(thing.endings) > 1 and chosen.output is not None and ending not in thing.endings:
        return f"{thing.called} goes into a file that ends in {', '.join(thing.endings)}"
    return ""


def _wrong_paper(value: str, things: Sequence[Printed], options: Sequence[str]) -> str:
    fits = [
        one.called for one in things
        if any(value == size for c in one.choices if c.key == "paper" for size, _ in c.options)
    ]  # fmt: skip
    small = [size for size in _SMALL if size in options]
    return f"{value} is for {_joined(fits)}: choose {listed(small, 'or')}"


def _joined(called: Sequence[str]) -> str:
    """ "the kanban and the roadmap", "a charter or of minutes"."""
    if all(one.startswith("the ") for one in called):
        return listed(called)
    return listed([called[0], *(f"of {one}" for one in called[1:])], "or")
