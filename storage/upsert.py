"""Insert-or-update, the one statement that SQLite and PostgreSQL offer but standard SQL does not.

The stores call it, an asynchronous session by its `run_sync`.  Both databases speak the same dialect of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import CursorResult, Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables import Base, table_of


def upsert(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; where the primary key exists already, replace its other columns.

    Args:
        session: A transaction that writes.
        table: The table's class.
        rows: Column names to values, every column in every row.
    """
    if not rows:
        return
    insert = _insert(_dialect(session), table)
    keys = [column.name for column in table_of(table).primary_key]
    others = {name: insert.excluded[name] for name in rows[0] if name not in keys}
    session.execute(insert.on_conflict_do_update(index_elements=keys, set_=others), rows)


def insert_if_new(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert rows, but for those that violate one of the table's unique constraints.

    Returns:
        How many were inserted; -1 where the driver does not tell.

    Args:
        session: A transaction that writes.
        table: The table's class.
        rows: Column names to values, the same columns in every row.
    """
    inserted = session.execute(_insert_if_new(_dialect(session), table), rows)
    return inserted.rowcount if isinstance(inserted, CursorResult) else -1


@cache
def _insert_if_new(dialect: str, table: type[Base]) -> Insert:
    """Made once: what is made anew has to be recognised by its parts before it is carried out."""
    statement = _insert(dialect, table).on_conflict_do_nothing()
    return statement.execution_options(preserve_rowcount=True)


def _insert(dialect: str, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    # The mapped class would bring in the ORM's bulk insert; the table is the plain statement.
    target = table_of(table)
    return postgresql.insert(target) if dialect == "postgresql" else sqlite.insert(target)


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name
