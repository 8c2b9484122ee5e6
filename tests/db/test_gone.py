"""A file that is deleted, moved or replaced while it is open: nothing is said to be kept that nobody would find."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ascdesk.errors import UserError
from ascdesk.model import Figure
from db.errors import user_errors
from db.store import SqliteStore, create, open_store
from tests.db.samples import figure, figures

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody move or delete a file that is open")
MOVED = "“Scorecard.ascdesk” is no longer where it was opened: it was moved or deleted while open."


def _move(path: Path) -> None:
    path.rename(path.with_name("Moved.ascdesk"))


def _replace(path: Path) -> None:
    other = path.with_name("Other.ascdesk")
    create(other, author="Bob").close()
    other.replace(path)


def _write(store: SqliteStore, value: str = "2") -> None:
    with store.step("Type"):
        store.write([figure(value)])


@pytest.fixture(params=[Path.unlink, _move, _replace], ids=["deleted", "moved", "replaced"])
def gone(store: SqliteStore, path: Path, request: pytest.FixtureRequest) -> SqliteStore:
    _write(store, "1")
    assert store.in_place()
    lose: Callable[[Path], object] = request.param
    lose(path)
    return store


def test_every_way_of_writing_is_refused(gone: SqliteStore) -> None:
    for write in (lambda: _write(gone), gone.undo, lambda: gone.keep_local("half typed", "words")):
        with pytest.raises(UserError) as error:
            write()
        assert error.value.problem == MOVED
        assert error.value.remedy.startswith("Nothing more can be kept in it. Use File, Save a copy")
    assert not gone.in_place()


def test_what_is_there_can_be_read_and_saved_as_a_copy(gone: SqliteStore, path: Path) -> None:
    with pytest.raises(UserError):
        _write(gone)
    assert [each.raw for each in gone.read(Figure)] == ["1"]
    copy = path.with_name("Copy.ascdesk")
    gone.copy_to(copy)
    again = open_store(copy, author="Ann")
    assert ([each.raw for each in again.read(Figure)], again.check()) == (["1"], [])
    _write(again)
    again.close()


def test_a_long_step_is_not_kept_where_the_file_goes_meanwhile(store: SqliteStore, path: Path) -> None:
    def import_while_it_goes() -> None:
        with store.step("Import"):
            store.write(figures(10))
            _move(path)

    with pytest.raises(UserError, match="moved or deleted"):
        import_while_it_goes()
    assert store.read(Figure) == []


def test_a_folder_that_is_gone_is_told_apart(tmp_path: Path) -> None:
    folder = tmp_path / "Drive"
    folder.mkdir()
    store = create(folder / "Scorecard.ascdesk", author="Ann")
    folder.rename(tmp_path / "Elsewhere")
    with pytest.raises(UserError, match="its folder was moved or deleted, or its drive is gone"):
        _write(store)
    (tmp_path / "Elsewhere").rename(folder)
    _write(store)
    store.close()


def test_a_file_that_is_put_back_can_be_written_again(store: SqliteStore, path: Path) -> None:
    _move(path)
    with pytest.raises(UserError):
        _write(store)
    path.with_name("Moved.ascdesk").rename(path)
    _write(store)
    assert len(store.read(Figure)) == 1


def test_where_sqlite_itself_notices_it_is_not_called_read_only(path: Path) -> None:
    noticed = sqlite3.OperationalError("attempt to write a readonly database")
    noticed.sqlite_errorcode = sqlite3.SQLITE_READONLY_DBMOVED
    path.touch()
    with pytest.raises(UserError, match="moved or deleted while open"), user_errors(path):
        raise noticed


def test_closing_leaves_the_journal_of_whoever_took_the_place(store: SqliteStore, path: Path) -> None:
    _write(store)
    _replace(path)
    other = open_store(path, author="Bob")
    _write(other)
    journal = path.with_name(path.name + "-journal")
    store.close()
    assert journal.exists()
    other.close()
    assert not journal.exists()


def test_nothing_lies_about_once_a_deleted_file_is_closed(store: SqliteStore, path: Path) -> None:
    _write(store)
    path.unlink()
    store.close()
    assert list(path.parent.iterdir()) == []
