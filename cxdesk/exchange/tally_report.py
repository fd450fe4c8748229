"""The result of a count, for a person at a terminal and for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from cxdesk.analysis.tally import Method, Result, differences
from cxdesk.analysis.why import why
from cxdesk.exchange.ballots import BallotFile
from cxdesk.model.wording import count, listed

_MOST_NAMED = 6  # tasks in a sentence


def as_json(result: Result, file: BallotFile) -> str:
    """The result for another program."""
    found = {
        "method": result.method.value,
        "ballots": result.ballots,
        "order": [[file.name(id) for id in tier] for tier in result.order],
        "distance": result.distance,
        "preferences": result.preferences,
        "agreement": result.agreement,
        "w": result.w.w,
        "points": {file.name(id): result.opinions[id].points for id in result.ranking},
        "proven": result.proven,
    }
    return json.dumps(found, indent=2)


def as_text(results: Mapping[Method, Result], method: Method, file: BallotFile) -> str:
    """The result of a method for a person; what the others make of the ballots at its end."""
    return "\n".join(_lines(results, results[method], file))


def _lines(results: Mapping[Method, Result], result: Result, file: BallotFile) -> Iterator[str]:
    ballots, tasks = count(result.ballots, "ballot"), count(len(file.names), "task")
    yield f"{ballots} on {tasks}, by {result.method.words}"
    yield ""
    yield from _order(result, file)
    yield ""
    if result.agreement is None:
        yield "Nobody prefers any task to another: the order is that of the file."
    else:
        kept = result.preferences - result.distance
        yield (
            f"The order keeps {kept:,} of {result.preferences:,} preferences, "
            f"{100 * result.agreement:.1f} %."
        )
    if result.w.w is not None:
        discuss = ". Discuss before you decide" if result.discuss else ""
        yield f"Kendall's W is {result.w.w:.3f}: {result.w.words}{discuss}."
    if result.divisive:
        yield f"Most divisive: {_named(result.divisive, file)}."
    for circle in result.cycles:
        members = [id for id in result.ranking if id in circle]
        yield f"In a circle of majorities: {_named(members, file)}."
    if not result.proven:
        yield "Not proven: the time ran out before it was clear that no order overrules fewer."
    yield ""
    for method, other in results.items():
        if method is not result.method:
            moved = [id for id in result.ranking if id in differences(result, other)]
            words = f"other places for {_named(moved, file)}" if moved else "the same order"
            proven = "" if other.proven else " (not proven)"
            yield f"{method.words}{proven}: {words}."


def _order(result: Result, file: BallotFile) -> Iterator[str]:
    """A line for each task, and between two why they stand so."""
    places, width = result.places, max(4, *map(len, file.names))
    yield f"{'Place':>5}  {'Task':<{width}} {'Won':>9} {'Lost':>9} {'Points':>9}"
    pairs = {pair.upper: pair for pair in result.neighbours}
    tied = {id for tier in result.order if len(tier) > 1 for id in tier}
    for id in result.ranking:
        said = result.opinions[id]
        place = f"{places[id]}=" if id in tied else str(places[id])
        yield (
            f"{place:>5}  {file.name(id):<{width}} {said.won:>9,} {said.lost:>9,} "
            f"{said.points:>+9,}"
        )
        if id in pairs:
            yield f"       {why(result, pairs[id], file.name)}"


def _named(ids: list[int] | tuple[int, ...], file: BallotFile) -> str:
    names = [file.name(id) for id in ids[:_MOST_NAMED]]
    rest = len(ids) - _MOST_NAMED
    return f"{', '.join(names)} and {rest} more" if rest > 0 else listed(names)
