"""Charters: more sections, lines for benefits, money, team and people; the company's letterhead."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_LINES: dict[str, tuple[str, ...]] = {
    "benefit": (
        "text text", "adverse flag", "owner_id > person ?", "measure text", "baseline text",
        "target text", "due date ?",
    ),
    "cost_line": ("text text", "year int", "amount real"),
    "resource": ("domain_id > domain ?", "days real", "text text"),
    "team_member": ("person_id > person ?", "part text"),
    "duty": ("text text", "letters json"),
    "group_impact": ("text text", "people int ?", "impact text", "planned text"),
}  # fmt: skip
_TEXTS = {
    "charter": ("strategy", "processes", "tools", "roles", "dependencies"),
    "phase": ("gate",),
    "approval": ("answer",),
    "program": ("company",),
}
_KEPT = {"charter": ("digest", "paper", "logo"), "program": ("logo",)}
_TYPES: dict[str, Any] = {
    "text": sa.Text(), "date": sa.Date(), "real": sa.Double(), "int": sa.Integer(),
    "flag": sa.Boolean(), "json": sa.JSON(), ">": sa.Integer(),
}  # fmt: skip


def upgrade() -> None:
    """Six tables more, and twelve columns."""
    for table, columns in _LINES.items():
        _add(table, ("charter_id > charter", *columns, "position real"))
    for table, names in _TEXTS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for table, names in _KEPT.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Text(), nullable=True))
    for table, name in (("charter", "digest"), ("charter", "logo"), ("program", "logo")):
        op.create_index(f"ix_{table}_{name}", table, [name])


def _add(table: str, columns: tuple[str, ...]) -> None:
    parts: list[Any] = [sa.Column("id", sa.Integer(), autoincrement=False, nullable=False)]
    for name, kind, *more in (text.split() for text in columns):
        parts.append(sa.Column(name, _TYPES[kind], nullable="?" in more))
        if kind == ">":
            parts.append(
                sa.ForeignKeyConstraint(
                    [name], [f"{more[0]}.id"], name=f"fk_{table}_{name}",
                    deferrable=True, initially="DEFERRED",
                )
            )  # fmt: skip
    op.create_table(table, *parts, sa.PrimaryKeyConstraint("id", name=f"pk_{table}"))
    for name, kind, *_ in (text.split() for text in columns):
        if kind == ">":
            op.create_index(f"ix_{table}_{name}", table, [name])
