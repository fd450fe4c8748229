"""The ground of every entity: one random 63-bit id, typed columns, deferred foreign keys."""

from __future__ import annotations

import enum
import secrets
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Integer,
    MetaData,
    Text,
    event,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

# A plain INTEGER primary key is SQLite's own row id: no second index, no second look-up.
Id = BigInteger().with_variant(Integer, "sqlite")


def mint_id() -> int:
    """A random positive 63-bit number: two copies edited apart never mint the same one."""
    return secrets.randbelow(2**63 - 1) + 1


class PlainText(TypeDecorator[str]):
    """Text kept exactly as typed; lone surrogates, which no file can hold, become U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as the file can hold it."""
        return None if value is None else storable(value)


def storable(text: str) -> str:
    """The text with lone surrogates replaced by U+FFFD."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        # A pair of surrogates is one character; only what stays alone is lost.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


class Base(DeclarativeBase):
    """The registry of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: PlainText,
        date: Date,
        datetime: DateTime(timezone=False),  # always UTC
    }


class Entity(Base):
    """A row that the history records.

    `subject_column` names the column that holds the item a change also belongs to, so that an
    initiative's history shows its actions.
    """

    __abstract__ = True
    subject_column: ClassVar[str | None] = None

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)


@event.listens_for(Entity, "init", propagate=True)
def _mint(_target: Entity, _args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    # At construction, not at flush: a command can name what it has just made.
    kwargs.setdefault("id", mint_id())


class _OneOf(Enum):
    """Reads with one look-up: SQLAlchemy's own takes two calls of Python for each value."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        assert self.enum_class is not None
        members: dict[str | None, object] = {str(one.value): one for one in self.enum_class}
        return (members | {None: None}).__getitem__


def one_of(kind: type[enum.Enum]) -> Enum:
    """A column type that stores the value of a string enum as text."""
    return _OneOf(
        kind,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [str(member.value) for member in members],
    )


def refers_to(table: str, *, optional: bool = False, indexed: bool = True) -> MappedColumn[Any]:
    """A foreign key to `table`; checked at commit, so that undo may restore rows in any order.

    Not `indexed` is for a table whose own index begins with this column.
    """
    return mapped_column(
        Id,
        ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED"),
        nullable=optional,
        index=indexed,
    )
