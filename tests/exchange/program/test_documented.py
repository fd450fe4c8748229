"""docs/json.md says of every table and field what it is, as the model has it now."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from cxdesk.services.program_shape import SPECIAL, Field, Kind, shapes
from cxdesk.store.schema import SCHEMA_VERSION
from tests.exchange.program.conftest import Left

PAGE = Path(__file__).parents[3] / "docs" / "json.md"
TYPES = {Kind.CHOICE: "one of", Kind.DIGEST: "digest of [contents](#contents)"}


def _sections() -> dict[str, dict[str, tuple[str, str]]]:
    """Type and meaning of each field, by the heading above its table."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for part in PAGE.read_text(encoding="utf-8").split("\n### ")[1:]:
        heading, _, text = part.partition("\n")
        rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
        found[heading] = {key: (kind, meaning) for key, kind, meaning in rows}
        assert len(found[heading]) == len(rows), heading
    return found


def _type(field: Field) -> str:
    if field.kind is Kind.CHOICE:
        kind = "one of " + ", ".join(f"`{choice}`" for choice in field.choices)
    elif field.to:
        kind = f"id of [{field.to}](#{field.to})"
    else:
        kind = TYPES.get(field.kind, field.kind.value)
    return f"{kind} or null" if field.optional else kind


def test_every_field_is_told_with_its_type() -> None:
    told = _sections()
    assert list(told) == [*shapes(), *SPECIAL]
    for key, shape in shapes().items():
        expected = {field.key: _type(field) for field in shape.fields}
        assert {name: kind for name, (kind, _) in told[key].items()} == expected, key
        assert all(meaning.strip() for _, meaning in told[key].values())


def test_what_stands_beside_the_tables_is_told(left: Left) -> None:
    told, said = _sections(), json.loads(left.exported)
    for key in SPECIAL:
        if isinstance(said[key], list):
            assert list(told[key]) == list(said[key][0])
    text = PAGE.read_text(encoding="utf-8")
    assert f"the program's tables: {SCHEMA_VERSION} |" in text
    assert list(said) == ["format", "version", "written", *shapes(), *SPECIAL]


def test_others_can_check_secret_ballots_and_contents_as_it_tells(left: Left) -> None:
    said = json.loads(left.exported)
    [secret] = said["secret_ballots"]
    [row] = [row for row in said["rounds"] if row["id"] == secret["round"]]
    lines = json.dumps([int(row["id"]), *secret["ballots"]], separators=(", ", ": "))
    assert hashlib.sha256(lines.encode()).hexdigest() == row["digest"]
