"""All tables of a program file: the entities of the model and the history."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, String, Table, Text

import cxdesk.model  # noqa: F401 - maps every entity
from cxdesk.model.base import Base, Id, PlainText

# The version of the tables, in the header of every file; one more with each migration.
SCHEMA_VERSION = 7

METADATA: MetaData = Base.metadata

# What happened, one row a write, each bound to the one before by its hash.
HISTORY = Table(
    "history",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("at", String(32), nullable=False),  # UTC, ISO 8601
    Column("who", PlainText, nullable=False),
    Column("label", PlainText, nullable=False),
    Column("kind", String(4), nullable=False),  # do, undo or redo
    Column("target", Integer),  # the entry that an undo or redo is about
    Column("below", Integer),  # the entry under this one on its stack
    Column("undo_top", Integer),  # what undo would take back after this entry
    Column("redo_top", Integer),  # what redo would bring back after this entry
    Column("changes", Text, nullable=False),  # JSON
    Column("hash", String(64), nullable=False),
)

# Which items an entry touched, to find the history of one; made from the entries.
HISTORY_ITEM = Table(
    "history_item",
    METADATA,
    Column("item", Id, primary_key=True),
    Column("seq", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
