"""Import: where items came from, where initiatives stood before, and in which state they came."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Two tables more, and a column."""
    op.create_table(
        "origin",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_origin"),
    )
    op.create_index("ix_origin_source_key", "origin", ["source", "key"])
    op.create_index("ix_origin_item", "origin", ["item"])
    op.create_table(
        "earlier_move",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("position", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name="fk_earlier_move_initiative_id",
            deferrable=True, initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_earlier_move"),
    )  # fmt: skip
    op.create_index("ix_earlier_move_initiative_id", "earlier_move", ["initiative_id"])
    op.add_column("initiative", sa.Column("brought_as", sa.String(32), nullable=True))
