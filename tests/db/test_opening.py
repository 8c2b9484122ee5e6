import os
import shutil
import sqlite3
import struct
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from ascdesk.errors import UserError
from ascdesk.model import Figure
from db import connection, migrations, schema
from db.store import SqliteStore, create, open_store
from tests.db.samples import child, figure, figures, said_by_child


def refused(path: Path, sentence: str) -> None:
    """Open the file, which has to be refused with the sentence and left as it is."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(UserError, match=sentence) as error:
        open_store(path, author="Ann")
    assert error.value.remedy
    assert (path.read_bytes() if path.is_file() else None) == before


def put_number(path: Path, at: int, number: int) -> None:
    content = bytearray(path.read_bytes())
    content[at : at + 4] = struct.pack(">I", number)
    path.write_bytes(content)


def only_file_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_an_open_file_is_locked_durable_and_strict(store: SqliteStore) -> None:
    pragmas = {
        name: store._conn.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "locking_mode", "foreign_keys", "application_id", "user_version")
    }
    assert pragmas == {
        "journal_mode": "truncate",
        "synchronous": 3,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "application_id": schema.APPLICATION_ID,
        "user_version": schema.VERSION,
    }
    tables = store._conn.execute("PRAGMA table_list").fetchall()
    assert all(strict for _, name, *_, strict in tables if not name.startswith(("sqlite_", "_sqlite_")))
    types = {type_ for (type_,) in store._conn.execute("SELECT type FROM pragma_table_info('figure')")}
    assert types == {"TEXT"}


def test_what_was_written_is_there_after_reopening_and_nothing_lies_beside(store: SqliteStore, path: Path) -> None:
    with store.step("Type"):
        store.write(figures(10))
    store.close()
    assert only_file_in(path.parent) == [path.name]
    again = open_store(path, author="Ann")
    assert len(again.read(Figure)) == 10
    assert again.path == path
    again.close()


def test_the_fingerprint_is_that_of_a_new_file(store: SqliteStore) -> None:
    assert schema.fingerprint(store._conn) == schema.FINGERPRINT


def test_create_never_writes_over_a_file(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        create(path, author="Ann")
    assert path.read_text() == "mine"
    assert only_file_in(path.parent) == [path.name]


def test_create_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="folder is not there"):
        create(tmp_path / "no" / "a.ascdesk", author="Ann")


def test_a_second_window_is_refused_at_once(store: SqliteStore, path: Path) -> None:
    refusal = "open in another window or command"
    for _ in range(2):  # the first must not have unlocked it
        with pytest.raises(UserError, match=refusal):
            open_store(path, author="Ann")
        code = (
            "from db.store import open_store\nfrom ascdesk.errors import UserError\n"
            "try: open_store(P, author='Bob')\nexcept UserError as error: print(error.problem)"
        )
        assert refusal in said_by_child(code, path)
    store.close()
    open_store(path, author="Ann").close()


def test_what_is_no_file_of_ours_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    conn = sqlite3.connect(other)
    conn.execute("CREATE TABLE t (x)")
    conn.close()
    refused(other, "not an ASC Desk file")
    refused(tmp_path / "gone.ascdesk", "is not there")
    refused(tmp_path, "is a folder")
    for name, content, sentence in (
        ("empty", b"", "is empty"),
        ("short", b"SQLite format 3\x00", "not an ASC Desk file"),
        ("text", b"code,value\n" * 100, "not an ASC Desk file"),
    ):
        (tmp_path / name).write_bytes(content)
        refused(tmp_path / name, sentence)


def test_a_newer_file_is_left_byte_for_byte(store: SqliteStore, path: Path) -> None:
    store.close()
    put_number(path, 60, schema.VERSION + 1)
    refused(path, "newer version")
    assert only_file_in(path.parent) == [path.name]


def test_a_file_that_was_cut_short_is_refused(store: SqliteStore, path: Path) -> None:
    store.close()
    path.write_bytes(path.read_bytes()[:-4096])
    refused(path, "its end is missing")


def test_damage_at_the_end_of_the_log_is_seen_at_opening(store: SqliteStore, path: Path) -> None:
    with store.step("Type"):
        store.write([figure("1", note="marvellous")])
    store.close()
    content = path.read_bytes()
    path.write_bytes(content.replace(b"marvellous", b"marvelLous"))
    refused(path, "end of its log")


def test_a_foreign_trigger_is_refused(store: SqliteStore, path: Path) -> None:
    store.close()
    conn = sqlite3.connect(path)
    conn.execute("CREATE TRIGGER mine AFTER INSERT ON figure BEGIN DELETE FROM figure; END")
    conn.close()
    refused(path, "tables are not those")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can become somebody without rights")
@pytest.mark.parametrize("what", ["file", "folder", "unreadable"])
def test_a_read_only_place_is_refused(store: SqliteStore, path: Path, what: str) -> None:
    store.close()
    path.chmod(0o644 if what == "folder" else 0o444 if what == "file" else 0)
    path.parent.chmod(0o777 if what == "file" else 0o755)
    for parent in list(path.parents)[1:3]:
        parent.chmod(0o755)
    code = (
        "from db.store import open_store\nfrom ascdesk.errors import UserError\nimport os, encodings.idna\n"
        "os.setuid(65534)\ntry: open_store(P, author='Bob')\nexcept UserError as error: print(error.problem)"
    )
    assert "read-only" in said_by_child(code, path)


def replicas(store: SqliteStore) -> set[str]:
    return {replica for (replica,) in store._conn.execute("SELECT DISTINCT replica FROM revision")}


def type_one(path: Path, value: str) -> tuple[set[str], list[str]]:
    store = open_store(path, author="Ann")
    with store.step(value):
        store.write([figure(value)])
    found = replicas(store), store.check()
    store.close()
    return found


def test_a_moved_file_is_a_new_replica_and_one_that_stays_is_not(store: SqliteStore, path: Path) -> None:
    store.close()
    assert type_one(path, "1") == (first := type_one(path, "2"))
    moved = path.rename(path.with_name("Moved.ascdesk"))
    second, problems = type_one(moved, "3")
    assert len(second) == 2
    assert first[0] < second
    assert problems == []


def test_another_machine_is_a_new_replica(store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.close()
    first, _ = type_one(path, "1")
    monkeypatch.setattr("platform.node", lambda: "another-laptop")
    second, _ = type_one(path, "2")
    assert len(second - first) == 1


def test_a_copy_is_whole_and_a_new_replica_even_in_the_old_place(store: SqliteStore, path: Path) -> None:
    with store.step("Type"):
        store.write([figure("1")])
        store.keep_file("a.csv", b"1")
    copy = path.with_name("Copy.ascdesk")
    store.copy_to(copy)
    with pytest.raises(UserError, match="exists already"):
        store.copy_to(copy)
    with pytest.raises(RuntimeError, match="within a step"), store.step("No"):
        store.copy_to(path.with_name("No.ascdesk"))
    with store.step("Lost with the restoring"):
        store.write([figure("2")])
    store.close()
    assert only_file_in(path.parent) == ["Copy.ascdesk", path.name]
    shutil.move(copy, path)
    found, problems = type_one(path, "3")
    assert (len(found), problems) == (2, [])


def test_a_damaged_file_gives_no_copy(store: SqliteStore, path: Path) -> None:
    with store.step("Type"):
        store.write([figure("1")])
    store._conn.execute("UPDATE figure SET value = '2'")
    with pytest.raises(UserError, match="copy is not whole"):
        store.copy_to(path.with_name("Copy.ascdesk"))
    assert only_file_in(path.parent) == [path.name, path.name + "-journal"]


@pytest.fixture
def following(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """Pretend that this program is of the next version."""
    version = schema.VERSION + 1
    following = Migrations("ascdesk")
    for each in migrations.MIGRATIONS.pending(Database(memory=True)):
        following(name=each.name)(each.fn)

    @following(name=f"version_{version}")
    def add_an_index(db: Database) -> None:
        db.table("population").create_index(["area"])
        db.execute(f"PRAGMA user_version = {version}")

    monkeypatch.setattr(migrations, "MIGRATIONS", following)
    monkeypatch.setattr(schema, "VERSION", version)
    monkeypatch.setattr(schema, "FINGERPRINT", schema.fingerprint(connection.OpenMemory().conn))
    return following


def test_an_older_file_is_copied_and_then_brought_up_to_date(
    store: SqliteStore, path: Path, request: pytest.FixtureRequest
) -> None:
    with store.step("Type"):
        store.write([figure("1")])
    store.close()
    before = path.read_bytes()
    request.getfixturevalue("following")
    migrated = open_store(path, author="Ann")
    assert [found.raw for found in migrated.read(Figure)] == ["1"]
    assert migrated.check() == []
    migrated.undo()
    migrated.close()
    copy = path.with_name(f"Scorecard.before-v{schema.VERSION}.ascdesk")
    assert only_file_in(path.parent) == [path.name, copy.name]
    assert int.from_bytes(copy.read_bytes()[60:64]) == schema.VERSION - 1
    path.write_bytes(before)
    open_store(path, author="Ann").close()
    assert path.with_name(f"Scorecard.before-v{schema.VERSION}-2.ascdesk").exists()


def test_a_migration_that_fails_leaves_the_older_file(
    store: SqliteStore, path: Path, following: Migrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    @following()
    def drop_and_fail(db: Database) -> None:
        db.execute("DROP TABLE figure")
        raise ZeroDivisionError

    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    store.close()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            open_store(path, author="Ann")
    conn = sqlite3.connect(path)
    assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert conn.execute("SELECT count(*) FROM figure").fetchall() == [(0,)]
    conn.close()


def test_a_file_killed_in_mid_step_is_examined_as_a_whole(
    store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    code = (
        "import os\nfrom db.store import open_store\nfrom tests.db.samples import figures\n"
        "store = open_store(P, author='Ann')\nstore._conn.execute('PRAGMA cache_size = 5')\n"
        "with store.step('Import'):\n  store.write(figures(500))\n  os.kill(os.getpid(), 9)"
    )
    process = child(code, path)
    process.communicate(timeout=60)
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    monkeypatch.setattr("db.check.full", lambda _conn: ["Something is wrong."])
    with pytest.raises(UserError, match="Something is wrong"):
        open_store(path, author="Ann")
    monkeypatch.undo()
    again = open_store(path, author="Ann")
    assert again.read(Figure) == []
    assert again.check() == []
    again.close()


def test_ruined_pages_are_seen_at_once_where_a_file_is_not_large(store: SqliteStore, path: Path) -> None:
    with store.step("Type"):
        store.write(figures(400))
    assert store.first_damage() == ""
    store.close()
    content = bytearray(path.read_bytes())
    middle = len(content) // 8192 * 4096
    for page in range(middle, middle + 4 * 4096, 4096):
        content[page : page + 400] = b"x" * 400
    path.write_bytes(content)
    again = open_store(path, author="Ann")
    assert again.first_damage() == "A part of it cannot be read as it was written."
    again.close()
