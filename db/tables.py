"""Reading and writing the current tables, which always say what the latest revisions say."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from typing import Any

from ascdesk.periods import Period
from db.codec import Cell, Kind, Row, T, canonical, kept_period


def select(conn: sqlite3.Connection, kind: Kind[T], where: dict[str, object]) -> list[T]:
    """Return the entities whose fields equal the values, or one of them where a value is a collection."""
    return kind.entities(rows(conn, kind, where))


def rows(conn: sqlite3.Connection, kind: Kind[Any], where: dict[str, object]) -> list[Row]:
    """Return the rows whose cells equal the values, or one of them where a value is a collection."""
    conditions: list[str] = []
    values: list[Cell] = []
    for column, value in where.items():
        if column not in kind.columns:
            raise TypeError(f"{kind.type.__name__} has no field {column}")
        condition, bound = _condition(kind, column, value)
        conditions.append(condition)
        values += bound
    test = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    # In the order of ids: the same on every laptop, whatever was written, undone and written again.
    return conn.execute(f'SELECT {kind.names} FROM "{kind.table}"{test} ORDER BY id', values).fetchall()


def cells(kind: Kind[Any], column: str, value: object) -> frozenset[Cell]:
    """Return which cells of a column a value stands for: its own, or one for each member of a collection."""
    members = value if isinstance(value, Collection) and not isinstance(value, str) else (value,)
    return frozenset(kind.cell(column, member) for member in members)


def held(conn: sqlite3.Connection, kind: Kind[Any], ids: Iterable[str]) -> dict[str, Row]:
    """Return the rows that are there, by id."""
    rows = conn.execute(
        f'SELECT {kind.names} FROM "{kind.table}" WHERE id IN (SELECT value FROM json_each(?))',
        (canonical(list(ids)),),
    )
    at = kind.columns.index("id")
    return {str(row[at]): row for row in rows}


def periods(conn: sqlite3.Connection) -> set[Period]:
    """Return the periods that have figures, printed judgements or commentaries."""
    tables = ("figure", "published_judgement", "commentary")
    return {kept_period(text) for table in tables for (text,) in kept_periods(conn, table)}


def kept_periods(conn: sqlite3.Connection, table: str) -> list[tuple[str]]:
    """Return the periods of a table, as they are kept."""
    # From one to the next through the index: DISTINCT would look at every figure.
    rows = conn.execute(
        f"""
        WITH RECURSIVE found (period) AS (
            SELECT min(period) FROM "{table}" UNION ALL
            SELECT (SELECT min(period) FROM "{table}" WHERE period > found.period) FROM found WHERE period IS NOT NULL
        )
        SELECT period FROM found WHERE period IS NOT NULL
        """
    )
    return rows.fetchall()


def put(conn: sqlite3.Connection, kind: Kind[Any], rows: Iterable[Row]) -> None:
    """Insert the rows, or change those that are there."""
    marks = ", ".join("?" * len(kind.columns))
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in kind.columns if name != "id")
    insert = f'INSERT INTO "{kind.table}" ({kind.names}) VALUES ({marks})'
    conn.executemany(f"{insert} ON CONFLICT (id) DO UPDATE SET {changes}", rows)


def drop(conn: sqlite3.Connection, kind: Kind[Any], ids: Iterable[str]) -> None:
    """Delete the rows with these ids."""
    conn.executemany(f'DELETE FROM "{kind.table}" WHERE id = ?', [(id_,) for id_ in ids])


def _condition(kind: Kind[Any], column: str, value: object) -> tuple[str, list[Cell]]:
    if not isinstance(value, Collection) or isinstance(value, str):
        return f'"{column}" IS ?', [kind.cell(column, value)]
    cells = [kind.cell(column, member) for member in value]
    members = [cell for cell in cells if cell is not None]
    test = f'"{column}" IN (SELECT value FROM json_each(?))'
    if len(members) < len(cells):
        test = f'({test} OR "{column}" IS NULL)'
    return test, [canonical(members)]
