from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import SqliteStore, create


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Scorecard.ascdesk"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    store = create(path, author="Ann")
    yield store
    store.close()
