"""The questions of a table: where its titles are, what it is, its columns, its key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from cxdesk.exchange.opened import LEAVE_OUT, Question
from cxdesk.exchange.tables import guess
from cxdesk.exchange.tables.columns import Field, Target
from cxdesk.exchange.tables.fields import ACTIONS, CHOSEN, PEOPLE, READINGS, TARGETS
from cxdesk.exchange.tables.grid import Grid, Row, said
from cxdesk.exchange.tables.header import NONE, letters
from cxdesk.exchange.tables.rows import Reading
from cxdesk.model.wording import count, listed
from cxdesk.store.errors import KnownError

_FILLED = 0.6  # of a column that tells rows apart; where it is empty the title does
_ROWS = 20  # that may be chosen as titles
_SHOWN = 4  # cells of each

Columns = dict[int, Field]


def header(grid: Grid, chosen: int, guessed: int) -> Question:
    """Which row has the titles; rows count from 1, 0 is none."""
    filled = (place for place, row in enumerate(grid.rows) if any(cell != "" for cell in row))
    places = sorted({*islice(filled, _ROWS), chosen} - {NONE})
    return Question(
        "header",
        "Titles of columns",
        "file",
        (("0", "There are none"), *((str(place + 1), _row(grid, place)) for place in places)),
        str(chosen + 1),
        sure=guessed != NONE or chosen != guessed,
    )


def _row(grid: Grid, place: int) -> str:
    texts = [" ".join(said(cell).split()) for cell in grid.rows[place] if cell != ""]
    more = ", …" if len(texts) > _SHOWN else ""
    return f"Row {place + 1}: {', '.join(text[:24] for text in texts[:_SHOWN])}{more}"


def target(titles: Sequence[str], answers: Mapping[str, str], name: str) -> tuple[Target, Question]:
    """What the rows are."""
    found, sure = guess.target_of(titles, name)
    found = TARGETS[answers.get("target", found.key)]
    options = tuple((one.key, one.title) for one in CHOSEN)
    return found, Question(
        "target", "Its rows are", "file", options, found.key, sure=sure or "target" in answers
    )


def target_of_ours(found: Target) -> Question:
    """What the rows of a table of ours are, which is no question."""
    return Question("target", "Its rows are", "file", ((found.key, found.title),), found.key)


def columns(
    rows: Sequence[Row],
    titles: Sequence[str],
    target: Target,
    answers: Mapping[str, str],
    headed: bool,
) -> tuple[Columns, list[Question]]:
    """The field of each column that is taken, and a question for each column."""
    titled = guess.mended(rows, target, guess.by_titles(titles, target)) if headed else {}
    looked = guess.by_cells(rows, titles, target, titled)
    found = dict(sorted((titled | looked).items()))
    for key, value in answers.items():  # in the order in which they were given
        if not key.startswith("column."):
            continue
        place = int(key.removeprefix("column.")) - 1
        found.pop(place, None)
        if value != LEAVE_OUT:
            field = target.field(value)
            if field.kind not in guess.REPEATED:
                found = {other: one for other, one in found.items() if one.key != value}
            found[place] = field
    options = ((LEAVE_OUT, "Leave out"), *((one.key, one.title) for one in target.read))
    examples = _examples(rows, len(titles))
    questions = [
        Question(
            f"column.{place + 1}",
            f"Column {letters(place)} “{title[:60]}”" if headed else title,
            "columns",
            options,
            found[place].key if place in found else LEAVE_OUT,
            examples.get(place, ""),
            sure=place not in looked or f"column.{place + 1}" in answers,
        )
        for place, title in enumerate(titles)
    ]
    return dict(sorted(found.items())), questions


def _examples(rows: Iterable[Row], width: int) -> dict[int, str]:
    found: dict[int, str] = {}
    for row, _ in zip(rows, range(guess.SAMPLE), strict=False):
        for place, cell in enumerate(row):
            if place not in found and cell != "":
                found[place] = f"e.g. {' '.join(said(cell).split())[:40]}"
        if len(found) == width:
            break
    return found


def key(
    rows: Sequence[Row],
    titles: Sequence[str],
    target: Target,
    columns: Columns,
    answers: Mapping[str, str],
) -> tuple[int | None, Question | None]:
    """The column that tells rows apart, and by which they are found again next time."""
    if target is READINGS:  # found by their outcome and day
        return None, None
    first = _first_key(rows, target, columns)
    if first is None and not columns:
        return None, None
    chosen = int(answers["key"]) - 1 if "key" in answers else first
    if chosen is None:
        chosen = min(columns)
    texts = [text for row in rows if chosen < len(row) and (text := said(row[chosen]))]
    same = len(texts) - len(set(texts))
    return chosen, Question(
        "key",
        "A row is known by",
        "file",
        tuple((str(place + 1), title) for place, title in enumerate(titles)),
        str(chosen + 1),
        f"{count(same, 'row')} with the same as another" if same and target is not ACTIONS else "",
        sure="key" in answers or not same or target is ACTIONS,
    )


def _first_key(rows: Sequence[Row], target: Target, columns: Columns) -> int | None:
    places = {field.key: place for place, field in columns.items()}
    wanted = ("email", "name", "last") if target is PEOPLE else ("code", "id", "title")
    total = sum(1 for row in rows if any(cell != "" for cell in row))
    for name in wanted:
        place = places.get(name)
        if place is None:
            continue
        texts = [text for row in rows if place < len(row) and (text := said(row[place]))]
        if name in ("title", "name", "last"):
            return place
        if len(texts) >= _FILLED * total and len(set(texts)) == len(texts) and not _running(texts):
            return place
    return None


def _running(texts: Sequence[str]) -> bool:
    """Whether texts only number the rows: the same number is another row once some are sorted."""
    return list(texts) == [str(number) for number in range(1, len(texts) + 1)]


def refuse_unknown(questions: Iterable[Question], answers: Mapping[str, str]) -> None:
    """Raise KnownError for an answer to what is not asked, or that cannot be chosen."""
    known = {question.key: question for question in questions}
    for name, value in answers.items():
        if name not in known:
            raise KnownError(f"Nothing is asked by the name “{name[:60]}”.")
        values = [each for each, _ in known[name].options]
        if value not in values:
            some = listed([each or "(empty)" for each in values[:12]], "or")
            raise KnownError(f"{known[name].text}: “{value[:60]}” is not {some}.")


def refuse_without(reading: Reading, file: str) -> None:
    """Raise KnownError where no column is what a row cannot be without."""
    found = {field.key for field in reading.columns.values()}
    if reading.target is PEOPLE and found & {"first", "last"}:
        found.add("name")
    if reading.target in (ACTIONS, READINGS):  # what the file is named after
        found |= {"initiative", "outcome"}
    missing = [one.title for one in reading.target.fields if one.needed and one.key not in found]
    if missing:
        raise KnownError(
            f"Say which column of {file} is the {listed([title.lower() for title in missing])} "
            f"of {reading.target.one}, or that its rows are something else."
        )
