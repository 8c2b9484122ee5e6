import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ascdesk.errors import UserError
from ascdesk.model import Figure
from db.store import SqliteStore, create, open_store
from tests.db.samples import child, figures, said_by_child

WRITER = """
from dataclasses import replace
from db.store import open_store
from tests.db.samples import figures
store = open_store(P, author="Ann")
number = len(store.steps())
while True:
    number += 1
    with store.step(str(number)):
        store.write(figures(300, str(number)))
    print(number, flush=True)
"""


def test_what_was_saved_survives_a_kill_and_nothing_of_a_step_that_was_not(store: SqliteStore, path: Path) -> None:
    store.close()
    chance = random.Random(3)
    in_mid_step = 0
    for _ in range(6):
        writer = child(WRITER, path)
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.12))
        writer.kill()
        out, _ = writer.communicate(timeout=60)
        in_mid_step += path.with_name(path.name + "-journal").stat().st_size > 0
        again = open_store(path, author="Ann")
        steps = again.steps()
        saved = int(out.split()[-1]) if out.split() else 1
        # One more may have been kept in the moment before it could say so.
        assert len(steps) >= saved
        assert {found.raw for found in again.read(Figure)} == {steps[0].label}
        assert len(again.read(Figure)) == 300
        assert again.check() == []
        again.close()
    assert in_mid_step


FILLER = """
from db.store import open_store
from tests.db.samples import figures
from ascdesk.errors import UserError
store = open_store(P, author="Ann")
LIMIT
try:
    with store.step("Too much"):
        store.write(figures(20_000))
except UserError as error:
    print(error.problem)
print(len(store.steps()), store.check())
store.close()
"""


def test_a_limit_on_the_size_of_files_loses_nothing(store: SqliteStore, path: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows has no such limit")
    with store.step("Type"):
        store.write(figures(10))
    store.close()
    # Python cuts its bytecode short under the limit and keeps it, which would break every later start.
    whole = "import resource, sys; sys.dont_write_bytecode = True"
    limit = f"{whole}; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))"
    problem, state = said_by_child(FILLER.replace("LIMIT", limit), path).splitlines()
    assert "the disk is full" in problem
    assert state == "1 []"
    again = open_store(path, author="Ann")
    assert len(again.read(Figure)) == 10
    again.close()


@pytest.fixture
def small_disk(tmp_path: Path):
    place = tmp_path / "small"
    place.mkdir()
    mounted = sys.platform == "linux" and os.geteuid() == 0
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    if not mounted or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_loses_nothing(small_disk: Path) -> None:
    path = small_disk / "a.ascdesk"
    store = create(path, author="Ann")
    with store.step("Type"):
        store.write(figures(10))
    with pytest.raises(UserError, match="disk is full"), store.step("Too much"):
        store.write(figures(20_000))
    with store.step("Go on"):
        store.write(figures(12))
    assert store.check() == []
    rest = small_disk / "rest"
    rest.write_bytes(b"x" * (os.statvfs(small_disk).f_bavail * 4096 - 100_000))
    with pytest.raises(UserError, match="disk is full"):
        store.copy_to(small_disk / "copy.ascdesk")
    with pytest.raises(UserError, match="disk is full"):
        create(small_disk / "new.ascdesk", author="Ann")
    store.close()
    assert sorted(each.name for each in small_disk.iterdir()) == ["a.ascdesk", "rest"]
    again = open_store(path, author="Ann")
    assert len(again.read(Figure)) == 12
    again.close()
