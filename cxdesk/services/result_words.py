"""A counted round in words: the summary, why neighbours stand as they do, how sure it all is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cxdesk.analysis.robust import Robustness
from cxdesk.analysis.tally import LEAST_W, Method, Neighbours, Result
from cxdesk.analysis.why import why
from cxdesk.model.wording import count, listed
from cxdesk.services.result_count import Votes
from cxdesk.services.result_rows import Fact, RoundHead

Name = Callable[[int], str]
_NAMED = 4
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def turnout(head: RoundHead, here: Votes) -> Fact:
    """How many seats voted, and what they left out."""
    recused = f"{here.recused:,} recused" if here.recused else "nobody recused"
    blank = f"{count(here.blank, 'blank ballot')}, " if here.blank else ""
    return Fact(
        "Turnout", f"{head.ballots:,} of {count(head.seats, 'ballot')}",
        f"{blank}quorum {head.quorum}, {recused}", head.ballots < head.quorum,
    )  # fmt: skip


def agreement(result: Result) -> Fact:
    """How many preferences the order keeps."""
    share, words = result.agreement, kept(result)
    if not result.proven:
        words += "; not proven: a better order may exist"
    figure = "–" if share is None else f"{round(share * 100)} %"
    return Fact("Agreement", figure, words, not result.proven)


def kept(result: Result) -> str:
    """ "keeps 83 of 105 opinions"."""
    total = result.preferences
    return f"keeps {total - result.distance:,} of {total:,} opinions" if total else "no opinions"


def concordance(result: Result) -> Fact:
    """Kendall's W, and whether to discuss before deciding."""
    w = result.w.w
    if w is None:
        return Fact("Kendall’s W", "–", "too few ballots judge the same tasks")
    if result.discuss:
        return Fact("Kendall’s W", f"{w:.3f}", f"below {LEAST_W:g}: discuss first", True)
    return Fact("Kendall’s W", f"{w:.3f}", f"discuss if below {LEAST_W:g}")


def sureness(found: Robustness | None, recounted: int, name: Name) -> Fact:
    """Whether the funded set hangs on a single ballot or on the method; None: still counting."""
    title = "If any one ballot were missing"
    if found is None:
        return Fact(title, "…", "counting again without each ballot")
    others = _methods(found)
    if not recounted:
        return Fact(title, "–", f"one ballot alone{f'; {others}' if others else ''}")
    changed = len(found.ballots)
    if changed:
        first = min(found.ballots.values(), key=lambda each: (sorted(each.added), len(each.lost)))
        figure = f"{changed:,} of {recounted:,} change it"
        return Fact(title, figure, _change(first.added, first.lost, name), True)
    number = len(found.funded)
    same = f"Same {_NUMBERS[number] if number < len(_NUMBERS) else number} funded"
    if not number:
        same = "Still none funded"
    recounts = count(recounted, "recount")
    return Fact(title, same, f"{recounts}, {others or 'also by all methods'}", bool(others))


def _methods(found: Robustness) -> str:
    if not found.methods:
        return ""
    names = {Method.BORDA: "points alone", Method.RANKED_PAIRS: "ranked pairs"}
    said = listed([names.get(each, each.words) for each in found.methods])
    return f"other tasks by {said}"


def _change(added: frozenset[int], lost: frozenset[int], name: Name) -> str:
    gained = _codes(added, name)
    if not lost:
        return f"{gained} funded as well"
    if not added:
        return f"{_codes(lost, name)} not funded"
    return f"{gained} instead of {_codes(lost, name)}"


def _codes(ids: frozenset[int], name: Name) -> str:
    codes = sorted(map(name, ids), key=lambda code: (len(code), code))
    if len(codes) > _NAMED:
        codes = [*codes[: _NAMED - 1], f"{len(codes) - _NAMED + 1} more"]
    return listed(codes)


def pair_words(result: Result, pair: Neighbours, name: Name) -> tuple[str, str]:
    """Why the upper stands above the lower: "4 of 7" and "prefer R2 to R1; the points agree"."""
    said = why(result, pair, name)
    number = f"{pair.won:,} of {pair.opinions:,}"
    lead = number if said.startswith(number) else ""
    words = said.removeprefix(lead).strip()
    points = [result.opinions[id].won for id in (pair.upper, pair.lower)]
    plain = pair.won > pair.lost and not pair.open and result.method is not Method.BORDA
    if plain and "one ballot" not in words:
        sides = [result.opinions[id].points for id in (pair.upper, pair.lower)]
        agree = "the points agree" if sides[0] >= sides[1] else "the points say otherwise"
        words += f"; {agree}, {points[0]:,} to {points[1]:,}"
    return lead, words


def tie_break(result: Result, pair: Neighbours, name: Name) -> str:
    """Whether the tie-break list had a word in it."""
    if {(pair.upper, pair.lower)} & set(result.settled):
        return "Settled by show of hands."
    if pair.even or pair.tied:
        points = [result.opinions[id].points for id in (pair.upper, pair.lower)]
        if points[0] != points[1]:
            return "The tie-break list decides, by points."
        return f"The tie-break list decides: {name(pair.upper)} was submitted first."
    return "The tie-break list is not used."


def pair_figures(pair: Neighbours, name: Name) -> tuple[tuple[str, int], ...]:
    """The ballots for each, and those that say nothing of the two."""
    upper, lower = name(pair.upper), name(pair.lower)
    found = [(f"{upper} above {lower}", pair.won), (f"{lower} above {upper}", pair.lost)]
    if tied := pair.opinions - pair.won - pair.lost:
        found.append(("the two tied", tied))
    return tuple(found)


def pair_places(
    places: Mapping[Method, Mapping[int, int]], pair: Neighbours, name: Name
) -> tuple[str, ...]:
    """What each method makes of the two: "Schulze: R2 1, R1 2"."""
    found = []
    who = (name(pair.upper), name(pair.lower))
    for method, place in places.items():
        upper, lower = place[pair.upper], place[pair.lower]
        if upper == lower:
            found.append(f"{method.words}: {who[0]} and {who[1]} share place {upper:,}")
        else:
            found.append(f"{method.words}: {who[0]} {upper:,}, {who[1]} {lower:,}")
    return tuple(found)


def marks(result: Result, name: Name) -> dict[int, str]:
    """What stands out: the two most divisive, even neighbours, members of a circle."""
    said: dict[int, list[str]] = {}
    for words, id in zip(("most divisive", "second most divisive"), result.divisive, strict=False):
        said.setdefault(id, []).append(words)
    settled = {frozenset(pair) for pair in result.settled}
    for pair in result.neighbours:
        if pair.even and frozenset((pair.upper, pair.lower)) not in settled:
            for one, other in ((pair.upper, pair.lower), (pair.lower, pair.upper)):
                said.setdefault(one, []).append(f"even with {name(other)}")
    for circle in result.cycles:
        for id in circle:
            said.setdefault(id, []).append("in a circle")
    return {id: ", ".join(words) for id, words in said.items()}
