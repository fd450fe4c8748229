"""Delegates of a board's seats; what the program is reckoned to return; removed outcomes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One table more, and five columns of the program."""
    _add_delegations()
    for name in ("gain_low", "gain_middle", "gain_high", "investment"):
        op.add_column("program", sa.Column(name, sa.Double(), nullable=True))
    op.add_column("program", sa.Column("outcomes_gone", sa.Integer(), nullable=True))


def _add_delegations() -> None:
    op.create_table(
        "delegation",
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_delegation"),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"], [f"{table}.id"], name=f"fk_delegation_{table}_id",
                deferrable=True, initially="DEFERRED",
            )
            for table in ("membership", "person")
        ),
    )  # fmt: skip
    for table in ("membership", "person"):
        op.create_index(f"ix_delegation_{table}_id", "delegation", [f"{table}_id"])
