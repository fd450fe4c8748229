"""Pinned dates of initiatives, and what-ifs: plans tried out beside the one that holds."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """One column and one table more."""
    op.add_column("initiative", sa.Column("pinned", sa.Boolean(), nullable=True))
    op.create_table(
        "what_if",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_what_if"),
    )
