"""Meetings, rounds, ballots, decisions and minutes of a board; prerequisites of requests."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "meeting": (
        "number int unique", "group_id > grouping", "kind enum", "reason text", "on date",
        "starts text", "place text", "chair_id > person ?", "quorum int", "plan_from date",
        "plan_to date", "state enum", "started_at time ?", "ended_at time ?", "notes text",
    ),
    "seat": (
        "meeting_id > meeting", "membership_id > membership ?", "person_id > person",
        "delegate_id > person ?", "position real",
    ),
    "attendance": ("meeting_id > meeting", "person_id > person", "arrived time", "left time ?"),
    "round": (
        "meeting_id > meeting", "number int", "question text", "secret flag", "show_budget flag",
        "method enum", "state enum", "tasks json", "supersedes_id > round ?", "reason text",
        "opened_at time ?", "closed_at time ?", "published_at time ?", "ballots int ?",
        "present int ?", "digest text",
    ),
    "turn": (
        "round_id > round", "seat_id > seat", "state enum", "cast_by_id > person ?",
        "transcribed_by_id > person ?", "confirmed_by_id > person ?", "position real",
    ),
    "open_ballot": ("round_id > round", "seat_id > seat", "content text"),
    "urn": ("round_id > round", "ballots text"),
    "settlement": (
        "round_id > round", "winner_id > request", "loser_id > request", "hands_for int",
        "hands_against int", "on date", "note text", "position real",
    ),
    "decision": (
        "number int unique", "request_id > request", "meeting_id > meeting", "round_id > round ?",
        "rank int ?", "verdict enum", "urgent flag", "on date", "reason text", "until date ?",
        "deadline date ?", "owner_id > person ?", "cost real", "limits json",
        "waiver_by_id > person ?", "waiver text", "initiative_id > initiative ?",
        "action_id > action ?",
    ),
    "decision_effort": ("decision_id > decision", "domain_id > domain ?", "days real"),
    "minutes": (
        "meeting_id > meeting", "approved_by_id > person", "on date", "digest text", "size int",
        "chain text",
    ),
    "agenda_item": (
        "meeting_id > meeting", "kind enum", "request_id > request ?", "decision_id > decision ?",
        "title text", "minutes int", "spent int", "since time ?", "current flag", "notes text",
        "ratified flag ?", "position real",
    ),
    "prerequisite": ("request_id > request", "needed_id > request"),
}  # fmt: skip

_TYPES: dict[str, Any] = {
    "int": sa.Integer(), "text": sa.Text(), "date": sa.Date(), "time": sa.DateTime(),
    "real": sa.Double(), "flag": sa.Boolean(), "json": sa.JSON(), "enum": sa.String(32),
    ">": sa.Integer(),
}  # fmt: skip


def upgrade() -> None:
    """Thirteen tables more, and five columns."""
    for table, columns in _COLUMNS.items():
        _add(table, columns)
    op.create_index("ix_minutes_digest", "minutes", ["digest"])
    op.add_column("program", sa.Column("checklist", sa.JSON(), nullable=True))
    op.add_column("grouping", sa.Column("urgent_quorum", sa.Integer(), nullable=True))
    op.add_column("membership", sa.Column("pin", sa.Text(), nullable=True))
    op.add_column("request", sa.Column("reason", sa.Text(), nullable=True))
    with op.batch_alter_table("request") as batch:
        batch.add_column(sa.Column("merged_request_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            "fk_request_merged_request_id", "request", ["merged_request_id"], ["id"],
            deferrable=True, initially="DEFERRED",
        )  # fmt: skip
        batch.create_index("ix_request_merged_request_id", ["merged_request_id"])


def _add(table: str, columns: tuple[str, ...]) -> None:
    parts: list[Any] = []
    indexed = []
    for name, kind, *rest in (column.split() for column in columns):
        parts.append(sa.Column(name, _TYPES[kind], nullable="?" in rest))
        if kind == ">":
            parts.append(
                sa.ForeignKeyConstraint(
                    [name], [f"{rest[0]}.id"], name=f"fk_{table}_{name}",
                    deferrable=True, initially="DEFERRED",
                )
            )  # fmt: skip
            indexed.append(name)
        elif "unique" in rest:
            parts.append(sa.UniqueConstraint(name, name=f"uq_{table}_{name}"))
    op.create_table(
        table,
        *parts,
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    for name in indexed:
        op.create_index(f"ix_{table}_{name}", table, [name])
