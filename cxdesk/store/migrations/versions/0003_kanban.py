"""Saved views, card templates, and what stakeholders think of the initiatives."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Four tables more."""
    for name in ("saved_view", "card_template"):
        _add(
            name,
            sa.Column("name", sa.Text(), nullable=False),
            sa.Column("content", sa.JSON(), nullable=False),
            sa.Column("position", sa.Double(), nullable=False),
        )
    _add(
        "stakeholder_ranking",
        *_references("stakeholder_ranking", "person"),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("tiers", sa.JSON(), nullable=False),
        sa.Column("no_opinion", sa.JSON(), nullable=False),
    )
    _add(
        "objection",
        *_references("objection", "person", "initiative"),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.create_index("ix_stakeholder_ranking_person_id", "stakeholder_ranking", ["person_id"])
    for column in ("person_id", "initiative_id"):
        op.create_index(f"ix_objection_{column}", "objection", [column])


def _references(table: str, *others: str) -> list[Any]:
    columns = [sa.Column(f"{other}_id", sa.Integer(), nullable=False) for other in others]
    keys = [
        sa.ForeignKeyConstraint(
            [f"{other}_id"], [f"{other}.id"], name=f"fk_{table}_{other}_id",
            deferrable=True, initially="DEFERRED",
        )
        for other in others
    ]  # fmt: skip
    return [*columns, *keys]


def _add(name: str, *parts: Any) -> None:
    op.create_table(
        name,
        *parts,
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
