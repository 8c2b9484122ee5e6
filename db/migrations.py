"""The tables, one migration a version.

A migration never looks at the classes of today: what it made once it makes for ever. A test compares the
tables that all of them make with the classes. Each is carried out once, in a transaction with the record that it
was. With a new one come another `schema.VERSION` and `schema.FINGERPRINT`, and a file that the program of before
wrote in `tests/data/files`.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from db import schema

MIGRATIONS = Migrations("ascdesk")
_TYPES: dict[str, type] = {"": str, "int": int, "blob": bytes}

_LOG = {
    "step": "position:int replica id label action of? author device at",
    "revision": """position:int rev_id replica seq:int entity kind about parents payload? step author at row_hash
        chain_hash""",
    "blob": "sha256 content:blob",
    "local": "key value?",
}
_ENTITIES = {
    "measure": """id framework code title aim unit unit_label decimals:int polarity basis frequency
        lag_months:int parts series tags notes owner author rule rule_version:int direction_base baseline?""",
    "section": "id framework title parent? position:int narrative:int",
    "placement": "id section measure position:int",
    "figure": """id measure period part series dimension category value? numerator? denominator? marker? flags
        raw note file? place""",
    "target": """id measure year part series dimension category kind value? low? high? numerator? threshold?
        tolerance? tolerance_unit? profile base? rationale raw file? place""",
    "comparator": """id measure name year? part series value? marker? rank:int? out_of:int? tie:int
        rank_before:int? out_of_before:int? raw file? place""",
    "published_judgement": """id measure period part series rating? movement? wording base? rank_movement?
        raw file? place""",
    "published_tally": "id framework period label count:int? position:int file? place",
    "rating_override": "id measure period part series rating reason person",
    "commentary": "id subject subject_id period part text status author remark file? place",
    "action": "id subject subject_id text owner due? done:int",
    "supporting_figure": "id subject subject_id label period part value unit raw file? place",
    "population": "id area age_band year estimate source",
    "publication": "id report period title published_at person content_hash files",
    "imported_file": "id name sha256 size:int",
}
_INDEXES = {
    "revision": ("kind entity", "about", "step"),
    "step": ("of",),
    "placement": ("section", "measure"),
    "figure": ("measure", "period"),
    "target": ("measure", "year"),
    "comparator": ("measure",),
    "published_judgement": ("measure", "period"),
    "rating_override": ("measure", "period"),
    "commentary": ("subject_id", "period"),
    "action": ("subject_id",),
    "supporting_figure": ("subject_id", "period"),
    "population": ("year",),
}
_APPEND_ONLY = """
CREATE TRIGGER revision_never_{verb}d BEFORE {verb} ON revision
BEGIN SELECT RAISE(ABORT, 'revisions are never changed or removed'); END
"""


def bring_up_to_date(conn: sqlite3.Connection) -> None:
    """Make the tables of a new file, or those that an older one lacks."""
    # Plugins of other programs on the machine have no business in our file.
    MIGRATIONS.apply(Database(conn, execute_plugins=False))


@MIGRATIONS()
def version_1(db: Database) -> None:
    """Make the log, the blobs, what is local, and one table for every kind of entity."""
    for name, columns in _LOG.items():
        _make_table(db, name, columns)
    for name, columns in _ENTITIES.items():
        _make_table(db, name, columns)
    for name, indexes in _INDEXES.items():
        for index in indexes:
            db.table(name).create_index(index.split())
    db.table("revision").create_index(["rev_id"], unique=True)
    db.table("revision").create_index(["replica", "seq"], unique=True)
    db.table("step").create_index(["id"], unique=True)
    for verb in ("update", "delete"):
        db.execute(_APPEND_ONLY.format(verb=verb))
    db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@MIGRATIONS()
def version_2(db: Database) -> None:
    """Add what a measure's ratings and directions depend on, a printed difference, and a report's conventions."""
    _add_columns(
        db,
        "measure",
        "parts_count_once:int tolerance? tolerance_unit? course same_within? significance unrated_because",
        {"parts_count_once": 0, "course": "evenly", "significance": "none", "unrated_because": ""},
    )
    # What an imported report prints between its latest figure and its comparator, to be worked out again.
    _add_columns(db, "published_judgement", "difference?", {})
    _make_table(db, "conventions", "id framework preset wording significance_level small_below:int")
    db.table("conventions").create_index(["framework"])
    db.execute("PRAGMA user_version = 2")


_DESCRIBED = """framework code title aim unit unit_label decimals:int polarity basis frequency lag_months:int parts
    series tags notes owner author rule rule_version:int direction_base baseline? parts_count_once:int tolerance?
    tolerance_unit? course same_within? significance unrated_because population_area population_band"""
_CELL = "measure period part series dimension category"


@MIGRATIONS()
def version_3(db: Database) -> None:
    """Add what changes from a period on, reasons of revisions, and what is said of figures, periods and rules."""
    _add_columns(
        db, "measure", "population_area population_band first? last? retired_because",
        {"population_area": "", "population_band": "", "retired_because": ""},
    )  # fmt: skip
    _add_columns(db, "figure", "why", {"why": ""})
    _add_columns(db, "target", "start? approver", {"approver": ""})
    _make_table(db, "definition", f"id measure until comparable:int reason {_DESCRIBED}")
    _make_table(db, "explanation", f"id {_CELL} check said reason person")
    _make_table(db, "follow_up", f"id {_CELL} text person")
    _make_table(db, "reporting_period", "id period closes? locked:int reason person")
    _make_table(db, "relation", "id framework left sign right reason")
    _make_table(db, "saved_view", "id page name content")
    for name in ("explanation", "follow_up"):
        db.table(name).create_index(["measure"])
        db.table(name).create_index(["period"])
    db.table("definition").create_index(["measure"])
    # What is typed is shown and judged by a measure's figures of some periods, and held against its target of a year:
    # by one of the two alone, SQLite looks at thousands.
    for name, when in (("figure", "period"), ("target", "year")):
        db.execute(f"DROP INDEX idx_{name}_measure")
        db.table(name).create_index(["measure", when])
    db.execute("PRAGMA user_version = 3")


def _make_table(db: Database, name: str, columns: str) -> None:
    """Make a table of columns written as `name`, `name:int` or `name:blob`; `?` at the end lets in NULL.

    The first column is the key. No entity refers to another by a foreign key: an import or a merge may bring
    a figure before its measure.
    """
    types, compulsory = _read(columns)
    foreign = [("step", "step", "id")] if name == "revision" else None
    db.table(name).create(types, pk=next(iter(types)), not_null=compulsory, foreign_keys=foreign, strict=True)


def _add_columns(db: Database, name: str, columns: str, defaults: dict[str, str | int]) -> None:
    """Add columns, written as for a table, to one that is there; its rows get the defaults, or else NULL.

    The defaults are those of the class's fields: revisions of before lack the fields, and are read with these.
    """
    types, compulsory = _read(columns)
    if compulsory != defaults.keys():
        raise ValueError(f"one default for each column that is never NULL: {compulsory ^ defaults.keys()}")
    for column, type_ in types.items():
        db.table(name).add_column(column, type_, not_null_default=defaults.get(column))


def _read(columns: str) -> tuple[dict[str, type], set[str]]:
    """Return the types of written columns, and which of them let in no NULL."""
    parts = [column.removesuffix("?").partition(":") for column in columns.split()]
    compulsory = {column.partition(":")[0] for column in columns.split() if not column.endswith("?")}
    return {part[0]: _TYPES[part[2]] for part in parts}, compulsory
