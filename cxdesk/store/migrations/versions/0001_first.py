"""The first version of the tables; files of this version are made whole, so nothing is done."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: no file is older than version 1."""
