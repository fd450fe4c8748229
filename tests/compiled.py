"""Compiled statements, shared by all files that a process opens: half the time of a short test.

SQLAlchemy keeps them for each engine, and a test opens a file of its own.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from cxdesk.store import file as store_file


def share(patch: pytest.MonkeyPatch) -> Engine:
    """Let engines made from now on share what they compile; the engine returned keeps it."""
    make = store_file.create_engine
    first = make("sqlite://", json_serializer=store_file.json_text, query_cache_size=10_000)
    first.connect().close()  # the dialect asks SQLite what it can

    def create_engine(*arguments: Any, **options: Any) -> Engine:
        engine = make(*arguments, **options)
        engine.dialect = engine.pool._dialect = first.dialect
        engine._compiled_cache = first._compiled_cache
        return engine

    patch.setattr(store_file, "create_engine", create_engine)
    return first
