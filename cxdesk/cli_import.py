"""`cxdesk import`: brings a file of another program into a program, at a terminal."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from cxdesk.exchange.opened import Into, Opened, Question, Ready
    from cxdesk.services.incoming import Report
    from cxdesk.store.store import Store

_ABOUT: Final = """\
Brings FILE into PROGRAM, which is made when there is none: tables (CSV, TSV, XLSX, ODS), Trello
boards (JSON), exports of Jira, Planner, Kanboard and WeKan, MS Project XML, GanttProject (.gan),
and a whole program as `cxdesk export` writes it (JSON). The same file again brings up to date what
it brought before. In the window one Ctrl+Z takes all of it back.
"""
_EPILOG: Final = """\
What a FILE leaves open is answered by guesses, which --questions shows; --set gives another answer.
Rows that cannot be taken in are named on stderr and do not stop the others, unless --strict.
"""


def make_parser(prog: str) -> argparse.ArgumentParser:
    """What the command takes."""
    parser = argparse.ArgumentParser(
        prog=prog,
        description=_ABOUT,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--into", metavar="PROGRAM", type=Path, help="the program, made if absent")
    parser.add_argument("--dry-run", action="store_true", help="say what would come, write nothing")
    parser.add_argument(
        "--set", metavar="KEY=VALUE", action="append", default=[], help="answer a question"
    )
    parser.add_argument("--strict", action="store_true", help="bring in all of it or nothing")
    parser.add_argument(
        "--questions", action="store_true", help="show what it leaves open, no more"
    )
    parser.add_argument("--json", action="store_true", help="for another program")
    return parser


def run(chosen: argparse.Namespace) -> int:
    """Bring the file in, and return the exit code."""
    from cxdesk.exchange.opened import ready
    from cxdesk.exchange.recognise import open_file
    from cxdesk.services.bring_in import Manner

    if chosen.into is None and not chosen.questions:
        make_parser("cxdesk import").error("the following arguments are required: --into")
    answers = [_pair(text) for text in chosen.set]
    if isinstance(sys.stdout, TextIOWrapper):  # names may have letters that a console lacks
        sys.stdout.reconfigure(errors="replace")
    opened = open_file(chosen.file, _into(chosen.into))
    for key, value in answers:  # one by one: an answer may bring further questions
        opened = opened.answered({key: value})
    said = _recognised(opened)
    if chosen.questions:
        print(json.dumps(said, indent=2, ensure_ascii=False) if chosen.json else _asked(opened))
        return 0
    if not chosen.json:
        print(_asked(opened))
    tell, end = _telling(opened.title)
    try:
        done = _done(chosen, opened, ready(opened, tell, lambda: False, Manner(chosen.strict)))
    finally:
        end()
    if chosen.json:
        said |= {"into": str(chosen.into), "dry_run": chosen.dry_run, **_as_json(done)}
        print(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        print(_as_text(done, dry_run=chosen.dry_run))
        for problem in done.problems:
            print(problem.sentence, file=sys.stderr)
    return 1 if done.problems and _nothing(done) else 0


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign or not key:
        make_parser("cxdesk import").error(f"--set takes KEY=VALUE, not {text!r}")
    return key, value


def _telling(name: str) -> Any:
    from cxdesk.cli_print import telling

    return telling(name)


# Where it goes ------------------------------------------------------------------------------


def _into(program: Path | None) -> Into:
    """What questions depend on of the program; of a new one where there is none."""
    from cxdesk import paths
    from cxdesk.exchange.opened import Into
    from cxdesk.services.cards import batch_rows
    from cxdesk.services.frame import program as frame
    from cxdesk.store.store import Store, system_clock

    today = system_clock().date()
    if program is None or not program.exists():
        return Into(today)
    with (
        Store.open(program, home=paths.data(), read_only=True) as store,
        store.read() as session,
    ):
        batches = tuple((row.code, row.name) for row in batch_rows(session) if row.id is not None)
        return Into(today, frame(session).name, batches)


def _done(chosen: argparse.Namespace, opened: Opened, file: Ready) -> Report:
    """Do it, or rehearse it; a program that was made for nothing is removed again."""
    from cxdesk import paths
    from cxdesk.services.who import computer_user, matching
    from cxdesk.store.store import Store

    if chosen.into.exists():
        with Store.open(chosen.into, home=paths.data(), who=computer_user()) as store:
            with store.read() as session:
                store.who = matching(session, store.who)
            return _in(store, opened, file, dry_run=chosen.dry_run)
    if not chosen.dry_run:
        return _made(chosen.into, opened, file, dry_run=False)
    with tempfile.TemporaryDirectory() as folder:
        return _made(Path(folder) / chosen.into.name, opened, file, dry_run=True)


def _made(path: Path, opened: Opened, file: Ready, *, dry_run: bool) -> Report:
    """The same with a program that is made for it, whole or not at all."""
    from cxdesk.model.errors import RuleBroken
    from cxdesk.services.program_file import make_program
    from cxdesk.services.who import computer_user

    done: list[Report] = []

    def fill(store: Store) -> None:
        done.append(_in(store, opened, file, dry_run=dry_run))
        if _nothing(done[0]):
            first = f" {done[0].problems[0].sentence}" if done[0].problems else ""
            raise RuleBroken(f"There is nothing in it that can be brought in.{first}")

    name = " ".join(file.program.split()) or path.stem
    make_program(path, name, who=computer_user(), then=fill)
    return done[0]


def _in(store: Store, opened: Opened, file: Ready, *, dry_run: bool) -> Report:
    if dry_run:
        return store.rehearse(file.command)
    return store.do(f"Bring in {opened.title}", file.command)[0]


def _nothing(done: Report) -> bool:
    """Whether no row was taken in, and none was there already."""
    return not any(each.added or each.changed or each.same for each in done.tallies)


# What is said -------------------------------------------------------------------------------


def _recognised(opened: Opened) -> dict[str, Any]:
    return {
        "recognised": opened.kind,
        "title": opened.title,
        "questions": [
            {
                "key": each.key, "text": each.text, "group": each.group, "answer": each.answer,
                "sure": each.sure, "hint": each.hint,
                "options": [{"value": value, "label": label} for value, label in each.options],
            }
            for each in opened.questions
        ],
    }  # fmt: skip


def _asked(opened: Opened) -> str:
    """What it is, and how each question is answered: those that are guesses with a mark."""
    title = opened.title[:1].upper() + opened.title[1:]
    lines = [f"{opened.kind}: {title}"]
    for each in opened.questions:
        mark = " " if each.sure else "?"
        lines.append(f"{mark} {each.key}={each.answer}  {each.text} {_label(each)}".rstrip())
    if any(not each.sure for each in opened.questions):
        lines.append("Those with ? are guesses: --set KEY=VALUE gives another answer.")
    return "\n".join(lines)


def _label(question: Question) -> str:
    label = dict(question.options).get(question.answer, "")
    return "" if label == question.answer else f"({label})" if label else ""


def _as_json(done: Report) -> dict[str, Any]:
    return {
        "counts": {
            each.kind: {"added": each.added, "changed": each.changed, "same": each.same}
            for each in done.tallies
        },
        "notes": [
            {"fate": str(each.fate), "text": each.text, "count": each.count} for each in done.notes
        ],
        "problems": [{"at": each.at, "text": each.text} for each in done.problems],
    }


def _as_text(done: Report, *, dry_run: bool) -> str:
    rows = [each for each in done.tallies if each.added or each.changed or each.same]
    lines = ["Would come in:" if dry_run else "Brought in:"] if rows else ["Nothing was in it."]
    width = max((len(each.kind) for each in rows), default=0)
    for each in rows:
        parts = ((each.added, "new"), (each.changed, "changed"), (each.same, "the same"))
        said = ", ".join(f"{many:,} {word}" for many, word in parts if many)
        lines.append(f"  {each.kind.ljust(width)}  {said}")
    for note in done.notes:
        times = f" ({note.count:,})" if note.count else ""
        lines.append(f"{note.fate.value.capitalize()}: {note.text}{times}")
    return "\n".join([*lines, *_problems(done.problems)])


def _problems(problems: Sequence[object]) -> list[str]:
    if not problems:
        return []
    many = "problem" if len(problems) == 1 else "problems"
    return [f"{len(problems):,} {many}:"]
