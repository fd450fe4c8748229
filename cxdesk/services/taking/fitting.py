"""The rows of a file beside those that are here: what clashes, or leads nowhere, stays out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cxdesk.services.incoming import Fate, Note
from cxdesk.services.program_shape import PROGRAM, Field, Shape, shapes
from cxdesk.services.taking import kept, sealed
from cxdesk.services.taking.cycles import links_in_cycles, rows_in_cycles
from cxdesk.services.taking.here import Here
from cxdesk.services.taking.rows import Checked, Troubles, Values, called

Tables = dict[str, dict[int, Values]]
_SAME_DAY: Final = "holidays"  # one that is there already is no clash


@dataclass(slots=True)
class Fitting:
    """What can be taken in after all. `contents` are the digests that its rows name."""

    tables: Tables
    contents: set[str]
    notes: list[Note]
    troubles: Troubles


def fitting(file: Checked, here: Here) -> Fitting:
    """The rows that fit together and to what is here; the others become problems."""
    fit = Fitting(
        {key: dict(rows) for key, rows in file.tables.items()},
        set(),
        list(file.notes),
        Troubles(list(file.problems)),
    )
    _one_program(fit, here)
    sealed.keep(fit.tables, here, fit.troubles)
    sealed.refuse_unsound(fit.tables, file.secret, here, fit.troubles)
    for shape in shapes().values():
        for field in shape.fields:
            if field.unique:
                _one_owner(fit, here, shape, field)
    fit.contents |= kept.named(fit.tables, file.contents, here.contents, fit.troubles)
    while _lead_nowhere(fit, here):
        pass  # what refers to a row that stays out stays out too
    _lists(fit, here)
    _cycles(fit, here)
    return fit


def _one_program(fit: Fitting, here: Here) -> None:
    rows = fit.tables[PROGRAM]
    if here.new or not here.ids[PROGRAM] or rows.keys() <= here.ids[PROGRAM]:
        return
    rows.clear()
    text = "Name, north star, weights and working week of this program stay: the file is of another"
    fit.notes.append(Note(Fate.DROPPED, f"{text}."))


def _one_owner(fit: Fitting, here: Here, shape: Shape, field: Field) -> None:
    """A code, a number or a day that another row has already."""
    owners = here.owners(shape, field.name)
    rows = fit.tables[shape.key]
    for id, row in list(rows.items()):
        if owners.setdefault(row[field.name], id) == id:
            continue
        del rows[id]
        if shape.key != _SAME_DAY:
            value = row[field.name]
            fit.troubles.add(
                called(shape, row),
                f"Another {shape.one} has the {field.key} {value} already: left out, and with it "
                "what belongs to it.",
            )


def _lead_nowhere(fit: Fitting, here: Here) -> bool:
    """Take out what refers to nothing; whether rows went, which others may refer to."""
    went = False
    for shape in shapes().values():
        rows = fit.tables[shape.key]
        for field in shape.fields:
            if not field.to or not rows:
                continue
            ours, theirs = here.ids[field.to], fit.tables[field.to]
            lost = [
                id
                for id, row in rows.items()
                if (to := row[field.name]) is not None and to not in theirs and to not in ours
            ]
            for id in lost:
                row = rows[id]
                name = field.key.replace("_", " ")
                end = "left empty" if field.optional else "left out"
                fit.troubles.add(called(shape, row), f"Its {name} is not there: {end}.")
                if field.optional:
                    row[field.name] = None
                else:
                    del rows[id]
                    went = True
    return went


def _lists(fit: Fitting, here: Here) -> None:
    """Ids in lists, and where items came from."""
    initiatives = here.ids["initiatives"] | fit.tables["initiatives"].keys()
    requests = here.ids["requests"] | fit.tables["requests"].keys()
    shape = shapes()["stakeholder_rankings"]
    for row in fit.tables[shape.key].values():
        tiers = [[id for id in tier if id in initiatives] for tier in row["tiers"]]
        ranked = {id for tier in tiers for id in tier}
        judged = [id for id in row["no_opinion"] if id in initiatives and id not in ranked]
        if tiers != row["tiers"] or judged != row["no_opinion"]:
            fit.troubles.add(called(shape, row), "It ranks what is not there: that is left out.")
            row["tiers"], row["no_opinion"] = tiers, judged
    shape = shapes()["rounds"]
    for id, row in list(fit.tables[shape.key].items()):
        if not set(row["tasks"]) <= requests:
            fit.troubles.add(called(shape, row), "It ranks requests that are not there: left out.")
            sealed.take_out(fit.tables, shape.key, id)
    shape = shapes()["origins"]
    known: set[int] = set()
    for key in ("people", "batches", "initiatives", "actions", "requests"):
        known |= here.ids[key] | fit.tables[key].keys()
    origins = fit.tables[shape.key]
    for id in [id for id, row in origins.items() if row["item"] not in known]:
        del origins[id]  # of what was removed meanwhile


def _cycles(fit: Fitting, here: Here) -> None:
    for key, name in (("initiatives", "parent_id"), ("requests", "merged_request_id"),
                      ("rounds", "supersedes_id")):  # fmt: skip
        shape, rows = shapes()[key], fit.tables[key]
        if not any(row[name] is not None for row in rows.values()):
            continue
        for id in rows_in_cycles(here.pairs(shape, name), rows, name):
            word = name.removesuffix("_id").replace("_", " ")
            fit.troubles.add(called(shape, rows[id]), f"Its {word} closes a cycle: left empty.")
            rows[id][name] = None
    links, shape = fit.tables["links"], shapes()["links"]
    if not links:
        return
    parents = here.pairs(shapes()["initiatives"], "parent_id")
    parents |= {id: row["parent_id"] for id, row in fit.tables["initiatives"].items()}
    for id in links_in_cycles(here.links(), links, parents):
        fit.troubles.add(called(shape, links[id]), "It closes a cycle: left out.")
        del links[id]
