"""Insert-or-update, the one statement that SQLite and PostgreSQL offer but standard SQL does not.

The stores call it.  Both databases speak the same dialect of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Base


async def upsert(
    session: AsyncSession, table: type[Base], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert rows; where the primary key exists already, replace its other columns.

    Args:
        session: A transaction that writes.
        table: The table's class.
        rows: Column names to values, every column in every row.
    """
    if not rows:
        return
    insert = _insert(session, table)
    keys = [column.name for column in table.__table__.primary_key]
    others = {name: insert.excluded[name] for name in rows[0] if name not in keys}
    await session.execute(insert.on_conflict_do_update(index_elements=keys, set_=others), rows)


async def insert_if_new(
    session: AsyncSession, table: type[Base], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert rows, but for those that violate one of the table's unique constraints.

    Args:
        session: A transaction that writes.
        table: The table's class.
        rows: Column names to values, the same columns in every row.
    """
    await session.execute(_insert(session, table).on_conflict_do_nothing(), rows)


def insert_if_new_at_once(
    connection: Connection, table: type[Base], rows: Sequence[Mapping[str, Any]]
) -> None:
    """The same on a connection that does not wait."""
    connection.execute(_insert(connection, table).on_conflict_do_nothing(), rows)


def _insert(
    bound: AsyncSession | Connection, table: type[Base]
) -> sqlite.Insert | postgresql.Insert:
    dialect = bound.dialect if isinstance(bound, Connection) else bound.get_bind().dialect
    is_postgresql = dialect.name == "postgresql"
    # The mapped class would bring in the ORM's bulk insert; the table is the plain statement.
    mapped = table.__table__
    return postgresql.insert(mapped) if is_postgresql else sqlite.insert(mapped)  # type: ignore[arg-type]
