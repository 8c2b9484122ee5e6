"""Files that programs of earlier versions wrote, opened by this one; `v1.ascdesk` holds some of every kind."""

import os
import shutil
import sqlite3
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ascdesk.errors import UserError
from ascdesk.identity import conventions_id
from ascdesk.model import Conventions, Course, Measure, PublishedJudgement, Significance
from db import schema
from db.codec import KINDS
from db.connection import OpenFile
from db.store import SqliteStore, open_store
from tests.db.samples import child

FILES = Path(__file__).parents[1] / "data" / "files"
OLDER = sorted(FILES.glob("v*.ascdesk"), key=lambda each: int(each.stem[1:]))
Tables = dict[str, tuple[tuple[str, ...], list[Any]]]


@pytest.fixture(params=OLDER, ids=lambda each: each.stem)
def older(request: pytest.FixtureRequest, path: Path) -> Path:
    """A file of each earlier version, laid where the tests of storage have theirs."""
    shutil.copy(request.param, path)
    return path


@pytest.fixture
def first(path: Path) -> Path:
    """A file of version 1."""
    shutil.copy(FILES / "v1.ascdesk", path)
    return path


def tables(path: Path, like: Tables | None = None) -> Tables:
    """Return what the tables hold; only the columns that they had before, where those are given."""
    conn = sqlite3.connect(path)
    names = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*sqlite_*'").fetchall()
    found: Tables = {}
    for (name,) in names:
        if name == "local" or (like and name not in like):
            continue
        there = tuple(column for _, column, *_ in conn.execute(f"PRAGMA table_info({name})"))
        columns = like[name][0] if like else there
        listed = ", ".join(f'"{column}"' for column in columns)
        found[name] = columns, conn.execute(f"SELECT {listed} FROM {name} ORDER BY rowid").fetchall()
    conn.close()
    return found


def version(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64])


def copies(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.stem}.before-*"))


def test_there_is_a_file_of_every_earlier_version() -> None:
    assert [(each.stem, version(each)) for each in OLDER] == [(f"v{n}", n) for n in range(1, schema.VERSION)]


def test_an_older_file_keeps_all_that_it_held_and_a_copy_of_it_stays(older: Path) -> None:
    was, before = version(older), tables(older)
    assert all(rows for _, rows in before.values()), "an example of every kind"
    store = open_store(older, author="Ann")
    assert store.check() == []
    store.close()
    assert version(older) == schema.VERSION
    assert tables(older, like=before) == before
    assert [(each.name, version(each), tables(each)) for each in copies(older)] == [
        (f"Scorecard.before-v{schema.VERSION}.ascdesk", was, before)
    ]
    open_store(older, author="Ann").close()
    assert len(copies(older)) == 1
    assert sorted(each.name for each in older.parent.iterdir()) == [older.name, copies(older)[0].name]


def test_a_later_column_holds_what_the_revisions_of_before_are_read_with(older: Path) -> None:
    before = tables(older)
    conn = OpenFile(older).conn
    for kind in KINDS.values():
        if kind.table not in before:
            continue
        info = conn.execute(f"PRAGMA table_info({kind.table})").fetchall()
        added = {name: default for _, name, _, _, default, _ in info if name not in before[kind.table][0]}
        for name, default in added.items():
            (cell,) = conn.execute(f"SELECT {default or 'NULL'}").fetchone()
            assert (kind.table, name, cell) == (kind.table, name, kind._defaults[name])
    conn.close()


def test_undo_and_redo_reach_over_the_change_of_version(first: Path) -> None:
    store = open_store(first, author="Ann")
    redo, undo = store.redoable(), store.undoable()
    assert redo
    assert undo
    assert (redo.label, undo.label) == ("Change the title of AS04", "Change the baseline period of AS03")
    store.redo()
    assert titled(store, "AS04") == "Contacts at the front door, all"
    store.undo()
    assert titled(store, "AS04") == "Contacts at the front door"
    while step := store.undoable():
        store.undo()
        assert store.check() == [], step.label
    assert [kind.table for kind in KINDS.values() if store.read(kind.type)] == []
    while step := store.redoable():
        store.redo()
        assert store.check() == [], step.label
    assert titled(store, "AS04") == "Contacts at the front door, all"
    store.close()


def titled(store: SqliteStore, code: str) -> str:
    (found,) = store.read(Measure, code=code)
    return found.title


def test_what_is_new_can_be_kept_in_a_file_of_before_and_undone(first: Path) -> None:
    store = open_store(first, author="Ann")
    (measure,), (printed,) = store.read(Measure, code="AS01"), store.read(PublishedJudgement)
    judged = replace(
        measure,
        tolerance=Decimal("2.5"),
        course=Course.LAST_YEAR,
        significance=Significance.SLOPE,
        parts_count_once=True,
    )
    conventions = Conventions(id=conventions_id(measure.framework), framework=measure.framework, small_below=6)
    with store.step("Choose how it is judged"):
        assert store.write([judged, conventions, replace(printed, difference=Decimal("-1.6"))]) == 3
    store.close()
    again = open_store(first, author="Ann")
    assert (again.read(Measure, code="AS01"), again.read(Conventions)) == ([judged], [conventions])
    change = next(each for each in again.history(measure.id) if each.entity == measure.id)
    assert (change.before, change.after) == (measure, judged)
    again.undo()
    assert (again.read(Measure, code="AS01"), again.read(Conventions)) == ([measure], [])
    assert again.read(PublishedJudgement) == [printed]
    assert again.check() == []
    again.close()


def test_the_copy_of_before_can_take_the_place_of_the_file(first: Path) -> None:
    store = open_store(first, author="Ann")
    store.undo()
    wrote = replicas(store)
    store.close()
    shutil.move(copies(first)[0], first)
    again = open_store(first, author="Ann")
    assert again.undoable()
    again.undo()
    # The file that it took the place of has given numbers of its own since.
    assert wrote & replicas(again) == set()
    assert again.check() == []
    again.close()


def replicas(store: SqliteStore) -> set[str]:
    """Return which replicas wrote what was done since the file came to this machine."""
    rows = store._conn.execute("SELECT DISTINCT replica FROM step WHERE device <> 'laptop'")
    return {replica for (replica,) in rows}


def test_an_older_file_that_is_damaged_is_refused_before_anything_is_changed(first: Path) -> None:
    content = first.read_bytes()
    title = b'"title":"Contacts at the front door"'  # as the log's last revision says it
    first.write_bytes(content.replace(title, title.replace(b"C", b"c")))
    before = first.read_bytes()
    with pytest.raises(UserError, match=r"end of its log .* The file was not changed"):
        open_store(first, author="Ann")
    assert (first.read_bytes(), copies(first)) == (before, [])


KILLED = """
import os
from db import connection
from db.store import open_store

def connect(path):
    conn = plain(path)
    conn.execute("PRAGMA cache_size = 1")
    conn.set_trace_callback(lambda sql: os.kill(os.getpid(), 9) if sql.strip().startswith(sys.argv[2]) else None)
    return conn

plain, connection.connect = connection.connect, connect
open_store(P, author="Ann")
"""
MOMENTS = {
    "before the copy": ("VACUUM INTO", 1),
    "before the copy has its place": ("DELETE FROM local", 1),
    "at the first column": ("ALTER TABLE", 1),
    "at the end of the migration": ("PRAGMA user_version = 3", schema.VERSION - 1),
    "before the migration is kept": ("INSERT INTO", 1),
    "after it is kept": ("SELECT m.type", schema.VERSION),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_migration_that_is_killed_leaves_the_older_file_or_a_finished_one(first: Path, moment: str) -> None:
    statement, then = MOMENTS[moment]
    before = tables(first)
    process = child(KILLED, first, statement)
    process.communicate(timeout=60)
    assert process.returncode == (9 if os.name == "nt" else -9)
    if moment == "before the migration is kept":
        assert first.with_name(first.name + "-journal").stat().st_size > 0, "some of it is in the file already"
    assert all((version(each), tables(each)) == (1, before) for each in copies(first))
    assert seen_apart(first) == then
    store = open_store(first, author="Ann")
    assert store.check() == []
    store.close()
    assert (version(first), tables(first, like=before)) == (schema.VERSION, before)
    assert (1, before) in [(version(each), tables(each)) for each in copies(first)]


def seen_apart(path: Path) -> int:
    """Return of which version a file is once its journal is taken back, without doing that to the file itself."""
    apart = path.parent / "apart"
    apart.mkdir()
    for each in path.parent.glob(f"{path.name}*"):
        shutil.copy(each, apart)
    tables(apart / path.name)
    return version(apart / path.name)
