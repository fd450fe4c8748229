"""Kept files, signed papers and logos of a file: are their bytes there, and what they should be?"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cxdesk.model.errors import RuleBroken
from cxdesk.services.attachments import MOST_BYTES, incoming, name_problem
from cxdesk.services.letterhead import picture
from cxdesk.services.program_shape import Field, Kind, shapes
from cxdesk.services.taking.rows import Troubles, Values, called

Tables = Mapping[str, dict[int, Values]]


def named(
    tables: Tables, contents: Mapping[str, bytes], here: Collection[str], troubles: Troubles
) -> set[str]:
    """The digests of contents that rows name; a row whose contents will not do stays out.

    `here` are the digests of those that the program holds already.
    """
    found: set[str] = set()
    for shape in shapes().values():
        for field in shape.fields:
            if field.kind is not Kind.DIGEST:
                continue
            rows = tables[shape.key]
            for id, row in list(rows.items()):
                digest = row[field.name]
                if digest is None:
                    continue
                problem = _problem(shape.key, field, row, contents.get(digest), digest in here)
                if not problem:
                    found.add(digest)
                    continue
                end = "left without it" if field.optional else "left out"
                troubles.add(called(shape, row), f"{problem}: {end}.")
                if field.optional:
                    row[field.name] = None
                else:
                    del rows[id]
    return found


def _problem(table: str, field: Field, row: Values, data: bytes | None, there: bool) -> str:
    """What is wrong with the contents that a row names; "" where nothing is."""
    if data is None:
        name = field.key.replace("_", " ")
        what = "paper that was signed" if name == "digest" and table != "attachments" else name
        what = "contents" if table == "attachments" else what
        return "" if there else f"The file does not hold its {what} as it was"
    if field.key == "logo":
        try:
            picture(incoming("The logo", data))
        except RuleBroken as broken:
            return broken.text.rstrip(".")
    if table == "attachments":
        return _wrong_file(row, data)
    return ""


def _wrong_file(row: Values, data: bytes) -> str:
    if "/" in row["name"] or "\\" in row["name"] or row["name"] in (".", ".."):
        return "Its name is a path"
    if problem := name_problem(row["name"]):
        return problem.rstrip(".")
    if len(data) > MOST_BYTES:
        return "It is larger than a file kept here may be"
    return "" if row["size"] == len(data) else "It is not as large as it is said to be"
