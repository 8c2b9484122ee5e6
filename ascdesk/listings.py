"""The documents of the command line as lines for a person to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ascdesk.periods import read_period, show_period

Document = dict[str, Any]


def figures(document: Document) -> Iterator[str]:
    """Yield a line for each figure."""
    for each in document["figures"]:
        said = each["value"] if each["value"] is not None else f"[{each['marker']}]"
        note = f"({each['note']})" if each["note"] else ""
        line = (_row_name(each), each["series"], each["period"], said, each["unit"], note, each["source"])
        yield "  ".join(filter(None, line))


def measures(document: Document) -> Iterator[str]:
    """Yield a line for each measure, by the name that finds it."""
    for each in document["measures"]:
        yield f"{each['framework']}:{each['code']}  {each['title']}"


def commentaries(document: Document) -> Iterator[str]:
    """Yield each commentary under its subject."""
    for each in document["commentaries"]:
        yield f"{_row_name(each) or _waiting(each)} ({each['status']})"
        yield from (f"  {line}" for line in each["text"].splitlines())


def _waiting(each: Document) -> str:
    return f"Under no measure yet: {each['file']}, {each['place']}"


def scorecard(document: Document) -> Iterator[str]:
    """Yield the tally, then the rows under their sections."""
    tally = document["tally"]
    period = read_period(document["period"])
    shown = show_period(period) if period else document["period"]
    yield f"{shown}: {tally['green']} green, {tally['amber']} amber, {tally['red']} red, {tally['none']} not rated"
    section = ""
    for row in document["rows"]:
        if row["section"] != section:
            yield from ("", row["section"])
        section = row["section"]
        judged = f"{row['rating']:6} {row['display']:>14} {row['target_display']:>12}  {row['direction']:6}"
        yield f"  {judged}  {_row_name(row)}"


def reconciliation(document: Document) -> Iterator[str]:
    """Yield both tallies and the rows that differ, each with its reason."""
    yield f"{document['agree']} agree, {document['differ']} differ."
    for name in ("published", "computed"):
        met, within, missed, none = document[f"tally_{name}"]
        yield f"  {name}: {met} met, {within} within, {missed} missed, {none} not rated"
    for row in document["rows"]:
        if not row["agrees"]:
            yield f"{_row_name(row)}: published {row['published']}, computed {row['computed']}. {row['reason']}"


def check(document: Document) -> Iterator[str]:
    """Yield whether the file is sound, and what is missing or odd."""
    yield "The file is sound." if document["sound"] else "The file is damaged:"
    if document["period"]:
        yield f"Looked at for {document['period']}: {len(document['findings'])} things to see to."
    yield from (f"  {sentence}" for sentence in document["damage"])
    for each in document["findings"]:
        yield f"  {each['concern']}: {_row_name(each)}: {each['text']}"


def history(document: Document) -> Iterator[str]:
    """Yield each step, latest first, with what it changed."""
    step = None
    for each in document["history"]:
        if (each["at"], each["step"]) != step:
            yield f"{_local(each['at'])}  {each['author']}  {each['step']}"
        step = (each["at"], each["step"])
        about = " ".join(filter(None, (each["kind"], each["code"], each["part"], each["period"])))
        note = f" ({each['note']})" if each["note"] else ""
        yield f"    {about}: {_gist(each['before'])} -> {_gist(each['after'])}{note}"


def imported(document: Document) -> Iterator[str]:
    """Yield what an import did, or would do, and what it could not take."""
    done = document["applied"]
    counts = ", ".join(f"{document[status]} {status}" for status in ("new", "changed", "unchanged", "rejected"))
    if document["changes_nothing"]:
        yield f"Nothing to import: {counts}."
    else:
        yield f"{'Imported' if done else 'It would import'}: {counts}."
    if document["measures_added"]:
        yield f"Measures {'made' if done else 'that it would make'}: {document['measures_added']}."
    if document["changes_nothing"] and document["unchanged"]:
        yield "The file has all of this already, so nothing was changed."
    for each in document["changes"]:
        if not done or each["status"] == "changed":
            about = " ".join(filter(None, (each["kind"], _row_name(each), each["period"])))
            yield f"  {each['status']}: {about}: {_gist(each['before'])} -> {_gist(each['after'])}"
    for title, problems in (("Not taken", document["problems"]), ("To be confirmed", document["notices"])):
        if problems:
            yield from ("", f"{title}:")
        for each in problems:
            yield f"  {each['place']}  “{_gist(each['text'])}”  {each['problem']} {each['remedy']}"


def _local(moment: str) -> str:
    """Return a time of the log as this computer's clock showed it, in British order."""
    return datetime.fromisoformat(moment).astimezone().strftime("%d %b %Y %H:%M:%S")


def _row_name(row: Document) -> str:
    return " ".join(filter(None, (row["code"], row["title"], f"· {row['part']}" if row["part"] else "")))


def _gist(text: str | None) -> str:
    """Return a text short enough for a line."""
    if text is None:
        return "nothing"
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
