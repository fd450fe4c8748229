"""Texts compared by words, and lists by their lines."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from cxdesk.analysis.word_diff import Pair, Run, paired, runs

TEXT = st.text(st.sampled_from("ab c\nä.家"), max_size=40)


def changed(before: str, after: str) -> tuple[str, str]:
    """Both texts with what differs in brackets."""
    old, new = (
        "".join(run.text if run.same else f"[{run.text}]" for run in side)
        for side in runs(before, after)
    )
    return old, new


def test_words_that_differ_are_marked_whole() -> None:
    assert changed("Opens within 2 seconds.", "Opens within 1 second in busy hours.") == (
        "Opens within [2 seconds].",
        "Opens within [1 second in busy hours].",
    )
    assert changed("", "All new") == ("", "[All new]")
    assert changed("Größe", "Größe") == ("Größe", "Größe")
    assert runs("", "") == ((), ())


@given(TEXT, TEXT)
def test_the_runs_are_the_texts(before: str, after: str) -> None:
    old, new = runs(before, after)
    assert "".join(run.text for run in old) == before
    assert "".join(run.text for run in new) == after
    if before == after:
        assert all(run.same for run in (*old, *new))
    else:
        assert any(not run.same for run in (*old, *new))


def test_long_texts_are_compared_by_lines_first() -> None:
    lines = [f"Line {n} says that it is number {n}." for n in range(800)]
    other = [*lines[:400], "Something quite new.", *lines[401:]]
    old, new = runs("\n".join(lines), "\n".join(other))
    assert [run.text for run in new if not run.same] == ["Something quite new"]
    assert sum(len(run.text) for run in old if not run.same) < 40
    word = "x" * 10_000
    assert runs(word, word + "y") == ((Run(word, False),), (Run(word + "y", False),))


def test_a_line_is_found_again_where_it_moved_or_was_reworded() -> None:
    before = ["Rules and design", "Build and match", "Trial in care", "Switch-over"]
    after = ["Build and match", "Rules and design", "Trial in care and billing", "Aftercare"]
    assert paired(before, after) == (
        Pair(1, 0, moved=True), Pair(0, 1), Pair(2, 2), Pair(None, 3), Pair(3, None),
    )  # fmt: skip
    assert paired([], ["a"]) == (Pair(None, 0),)
    assert paired(["a"], []) == (Pair(0, None),)
    assert paired(["a", "a"], ["a"]) == (Pair(0, 0), Pair(1, None))


def test_the_fewest_lines_are_told_to_be_moved() -> None:
    for order in permutations("abcd"):
        pairs = paired("abcd", order)
        assert [pair.after for pair in pairs] == [0, 1, 2, 3]
        still = [pair.before for pair in pairs if not pair.moved]
        assert still == sorted(still)
    assert sum(pair.moved for pair in paired("abcd", "bcda")) == 1


@given(st.lists(TEXT, max_size=6), st.lists(TEXT, max_size=6))
def test_every_line_is_told_once(before: list[str], after: list[str]) -> None:
    pairs = paired(before, after)
    assert sorted(pair.before for pair in pairs if pair.before is not None) == [*range(len(before))]
    assert [pair.after for pair in pairs if pair.after is not None] == [*range(len(after))]
