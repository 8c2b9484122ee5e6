from pathlib import Path

from db.store import open_store


def test_what_is_half_typed_is_on_disk_and_in_no_step(file: Path) -> None:
    store = open_store(file, author="A. Officer")
    store.keep_local("text of ASCH2", "Performance")
    store.keep_local("text of ASCH2", "Performance fell")
    store.keep_local("text of ASCH3", "Gone soon")
    store.keep_local("text of ASCH3", None)
    store.close()
    store = open_store(file, author="A. Officer")
    assert store.local("text of ASCH2") == "Performance fell"
    assert store.local("text of ASCH3") is None
    assert store.steps() == []
    assert store.check() == []
    store.close()


def test_a_key_of_the_program_is_none_of_the_file_s_own(file: Path) -> None:
    store = open_store(file, author="A. Officer")
    store.keep_local("replicas", "not json")
    store.close()
    store = open_store(file, author="A. Officer")
    assert store.local("replicas") == "not json"
    store.close()
