"""JSON from elsewhere: what is read, and what is refused in words."""

from __future__ import annotations

import pytest

from cxdesk.exchange.bounded_json import deepest, is_object, parsed
from cxdesk.exchange.bounds import MOST_DEPTH, TooLarge
from cxdesk.store.errors import KnownError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_json_is_read_in_every_encoding_of_the_standard(encoding: str) -> None:
    content = ' {"Größe": [1, 2.5, NaN, -Infinity, "\\u00e9 [{"]}'.encode(encoding)
    assert parsed(content, "x.json") == {"Größe": [1, 2.5, None, None, "é [{"]}
    assert is_object(content)


def test_brackets_in_strings_are_no_nesting() -> None:
    assert deepest('{"a\\"[[[[": "]]]]{{{\\\\", "b": [[]]}') == 3
    assert deepest("[" * 7) == 7
    assert not is_object(b"[1]")


@pytest.mark.parametrize("opens", ["[", '{"a":', '[{"a":'])
def test_nesting_is_bounded_before_it_is_parsed(opens: str) -> None:
    with pytest.raises(TooLarge, match=r"bomb\.json is nested deeper than 60 levels"):
        parsed((opens * 200_000).encode(), "bomb.json")
    assert parsed(b"[" * MOST_DEPTH + b"]" * MOST_DEPTH, "x.json")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{\n"a": [1,\n', "damaged in line 3"),
        (b"{}}", "damaged in line 1"),
        (b"\xff\xfe\xff", "not text"),
        (b'{"a": "\xe4"}', "not text"),
        (b"1" * 5000, "a number that is longer"),
        (b'"\x00"', "damaged in line 1"),
        (b'{"a": "never closed [[[[', "damaged in line 1"),
        (b'"' + b'\\"' * 1_000_000 + b"\\", "damaged in line 1"),
    ],
)
def test_what_is_no_json_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(KnownError, match=said):
        parsed(content, "x.json")
