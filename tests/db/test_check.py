import contextlib
import random
import re
import sqlite3
from pathlib import Path

import pytest

from ascdesk.errors import UserError
from ascdesk.model import ImportedFile
from db import check
from db.codec import BY_TABLE
from db.store import SqliteStore, open_store
from tests.db.samples import Q2, figure, figures, measure


@pytest.fixture
def busy(store: SqliteStore) -> SqliteStore:
    """A store with something of everything in its log."""
    with store.step("Import"):
        store.write([*figures(5), measure()])
        store.keep_file("a.csv", b"1,2" * 100)
    with store.step("Type"):
        store.write([figure("2"), figure("3", Q2)])
    with store.step("Clear"):
        store.remove([figure("2")])
    store.undo()
    return store


GUARDS = "DROP TRIGGER revision_never_updated; DROP TRIGGER revision_never_deleted;"


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("UPDATE figure SET value = '7' WHERE id = (SELECT min(id) FROM figure)", "not what the log says"),
        ("DELETE FROM figure", "not what the log says"),
        ("INSERT INTO section VALUES ('x', '', '', NULL, 0, 0)", "not in the log"),
        ("UPDATE step SET label = 'Another' WHERE label = 'Type'", "step .* not what the log says"),
        ("UPDATE step SET replica = 'x' WHERE label = 'Type'", "not where the log says"),
        ("DELETE FROM blob", "content of the imported file “a.csv” is missing"),
        ("UPDATE blob SET content = x'00'", "kept file is damaged"),
        (GUARDS + "UPDATE revision SET author = 'Bob' WHERE seq = 3", "Change 3 .* not as it was written"),
        (GUARDS + "UPDATE revision SET payload = replace(payload, '2A', '2B')", "not as it was written"),
        (GUARDS + "UPDATE revision SET chain_hash = row_hash WHERE seq = 4", "Change 4 .* not as it was written"),
        (GUARDS + "DELETE FROM revision WHERE seq = 4", "Change 5 .* follows number 3"),
        (GUARDS + "UPDATE revision SET payload = '{' WHERE seq = 3", "cannot be read"),
        (GUARDS + "UPDATE revision SET kind = 'riddle' WHERE seq = 3", "“riddle”"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM step", "refers to something that is not there"),
        ("DROP INDEX idx_figure_period", "tables are not those"),
    ],
)
def test_the_check_finds(busy: SqliteStore, damage: str, sentence: str) -> None:
    assert busy.check() == []
    busy._conn.executescript(damage)
    problems = busy.check()
    assert [problem for problem in problems if re.search(sentence, problem)], problems
    assert all(problem.endswith(".") for problem in problems)


def test_a_number_that_was_used_twice_is_found(busy: SqliteStore) -> None:
    busy._conn.executescript(GUARDS + "DROP INDEX idx_revision_replica_seq; UPDATE revision SET seq = 3 WHERE seq = 4")
    assert any("follows number 3" in problem for problem in busy.check())


def test_revisions_are_never_changed_or_removed(busy: SqliteStore) -> None:
    for statement in (
        "UPDATE revision SET author = 'Bob'",
        "DELETE FROM revision",
        "REPLACE INTO revision SELECT * FROM revision WHERE position = 2",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="never changed or removed"):
            busy._conn.execute(statement)
    assert busy.check() == []


def test_lost_content_of_a_file_is_told(busy: SqliteStore) -> None:
    busy._conn.execute("DELETE FROM blob")
    with pytest.raises(UserError, match=r"content of “a\.csv” is lost"):
        busy.file_content(busy.read(ImportedFile)[0].id)


def test_no_table_is_written_without_a_revision(store: SqliteStore) -> None:
    """Triggers of this test's own tell which rows each step touches: just those that its revisions tell of."""
    _watch(store._conn)
    chance = random.Random(7)
    for number in range(60):
        _do_anything(store, chance, number)
        touched = set(store._conn.execute("SELECT kind, entity FROM touched"))
        logged = set(store._conn.execute("SELECT kind, entity FROM revision WHERE position > (SELECT seen FROM mark)"))
        assert touched == logged
        store._conn.executescript(
            "DELETE FROM touched; UPDATE mark SET seen = (SELECT coalesce(max(position), 0) FROM revision)"
        )
        assert store.check() == []
    assert {step.action for step in store.steps()} == {"do", "undo", "redo"}


def _watch(conn: sqlite3.Connection) -> None:
    conn.executescript(
        "CREATE TEMP TABLE touched (kind, entity); CREATE TEMP TABLE mark (seen); INSERT INTO mark VALUES (0)"
    )
    for table in BY_TABLE:
        for verb, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
            conn.execute(
                f"CREATE TEMP TRIGGER {table}_{verb} AFTER {verb} ON main.{table} "
                f"BEGIN INSERT INTO touched VALUES ('{table}', {row}.id); END"
            )


def _do_anything(store: SqliteStore, chance: random.Random, number: int) -> None:
    what = chance.choice(["write", "write", "remove", "undo", "redo", "undo", "file", "fail"])
    batch = [figure(str(chance.randrange(3)), code=f"M{chance.randrange(6)}") for _ in range(3)]
    if what in ("undo", "redo"):
        if getattr(store, what + "able")():
            getattr(store, what)()
        return
    with contextlib.suppress(ZeroDivisionError), store.step(f"Step {number}"):
        if what == "file":
            store.keep_file("a", bytes([number]))
        elif what == "remove":
            store.remove(batch)
        else:
            store.write([*batch, measure(title=batch[0].raw)])
        if what == "fail":
            raise ZeroDivisionError


def test_a_flipped_byte_is_found_or_harmless(busy: SqliteStore, path: Path) -> None:
    """What the file says is either told damaged or still the same."""
    expected = _all_that_it_says(busy._conn)
    busy.close()
    whole = path.read_bytes()
    chance = random.Random(1)
    unnoticed = 0
    for _ in range(60):
        at = chance.randrange(100, len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        conn = sqlite3.connect(path, isolation_level=None)
        try:
            if not check.full(conn):
                unnoticed += 1
                assert _all_that_it_says(conn) == expected, f"byte {at}"
        finally:
            conn.close()
    assert unnoticed < 60


def test_a_flipped_byte_of_any_text_is_found(busy: SqliteStore, path: Path) -> None:
    expected = _all_that_it_says(busy._conn)
    busy.close()
    whole = path.read_bytes()
    for text in (b"Admissions", b"Import", b"ASCOF", b"Ann", b"a.csv"):
        for found in re.finditer(text, whole):
            at = found.start()
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            conn = sqlite3.connect(path, isolation_level=None)
            # A place that SQLite no longer uses may hold an old text.
            assert check.full(conn) or _all_that_it_says(conn) == expected, (text, at)
            conn.close()


def _all_that_it_says(conn: sqlite3.Connection) -> tuple[object, ...]:
    tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return tuple(
        (name, conn.execute(f'SELECT * FROM "{name}"').fetchall())
        for name in tables
        if name not in ("local", "_sqlite_migrations")
    )


def test_one_damage_is_told_once(busy: SqliteStore, path: Path) -> None:
    busy.close()
    whole = bytearray(path.read_bytes())
    told: list[list[str]] = []
    for at in range(4096, len(whole), 4096):
        path.write_bytes(whole[:at] + b"\xff" * 200 + whole[at + 200 :])
        conn = sqlite3.connect(path, isolation_level=None)
        told.append(check.full(conn))
        conn.close()
    assert any("cannot be read" in sentence for found in told for sentence in found)
    assert all(len(found) == len(set(found)) for found in told)
    assert "malformed" not in str(told)


def test_the_check_of_a_damaged_page_is_sentences_and_no_crash(busy: SqliteStore, path: Path) -> None:
    busy.close()
    whole = bytearray(path.read_bytes())
    for at in range(4096, len(whole), 4096):
        damaged = bytearray(whole)
        damaged[at : at + 200] = b"\xff" * 200
        path.write_bytes(damaged)
        try:
            store = open_store(path, author="Ann")
        except UserError:
            continue
        assert store.check()
        store.close()
