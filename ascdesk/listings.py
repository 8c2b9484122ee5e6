"""The documents of the command line as lines for a person to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from ascdesk.characters import gist
from ascdesk.checking.findings import Concern
from ascdesk.days import show_day
from ascdesk.differences import with_parts
from ascdesk.judging.values import RATING_WORDS
from ascdesk.model import Rating, Unit
from ascdesk.periods import read_period, show_period

Document = dict[str, Any]

# A figure as it is shown says these units itself.
_SAID_UNITS = {Unit.PERCENT.value, Unit.POUNDS.value, Unit.POUNDS_MILLION.value}
_KINDS = {
    "publishedjudgement": "published judgement",
    "publishedtally": "published count",
    "ratingoverride": "rating by hand",
    "supportingfigure": "supporting figure",
    "importedfile": "imported file",
}
_NAMED = {"measure", "section", "action", "placement"}


def figures(document: Document) -> Iterator[str]:
    """Yield a line for each figure."""
    for each in document["figures"]:
        said = with_parts(each["display"] or "no figure", each["numerator"], each["denominator"])
        unit = "" if each["value"] is None or each["unit"] in _SAID_UNITS else each["unit"]
        note = f"({each['note']})" if each["note"] else ""
        category = " ".join(filter(None, (each["dimension"], each["category"])))
        line = (_row_name(each), each["series"], category, each["period"], said, unit, note, each["source"])
        yield "  ".join(filter(None, line))


def measures(document: Document) -> Iterator[str]:
    """Yield a line for each measure, by the name that finds it."""
    for each in document["measures"]:
        yield f"{each['framework']}:{each['code']}  {each['title']}"


def calendar(document: Document) -> Iterator[str]:
    """Yield each period with the day that it closes, and who locked it."""
    for each in document["calendar"]:
        period = read_period(each["period"])
        shown = show_period(period) if period else each["period"]
        closes = f"closes on {show_day(date.fromisoformat(each['closes']))}" if each["closes"] else ""
        locked = f"locked by {each['by']}: {each['reason']}" if each["locked"] else each["words"] or "open"
        yield f"{shown}: {'; '.join(filter(None, (closes, locked)))}"
    if not document["calendar"]:
        yield "No period has a day to close yet, and none is locked."


def commentaries(document: Document) -> Iterator[str]:
    """Yield each commentary under its subject."""
    for each in document["commentaries"]:
        yield f"{_row_name(each) or _waiting(each)} ({each['status']})"
        yield from (f"  {line}" for line in each["text"].splitlines())


def _waiting(each: Document) -> str:
    return f"Under no measure yet: {each['file']}, {each['place']}"


def scorecard(document: Document) -> Iterator[str]:
    """Yield the tally, then the rows under their sections."""
    tally = document["tally"] | document["tally_base"]
    period = read_period(document["period"])
    shown = show_period(period) if period else document["period"]
    counts = f"{tally['green']} Green, {tally['amber']} Amber, {tally['red']} Red of {tally['rated']} rated"
    by_hand = f", {tally['overridden']} by hand" if tally["overridden"] else ""
    not_due = f" ({tally['not_due']} of them not due)" if tally["not_due"] else ""
    yield f"{shown}: {counts}{by_hand}; {tally['none']} not rated{not_due}"
    section = ""
    for row in document["rows"]:
        if row["section"] != section:
            yield from ("", row["section"])
        section = row["section"]
        direction = "" if row["direction"] == "none" else row["direction_words"]
        rating = RATING_WORDS[Rating(row["rating"])]
        judged = f"{rating:9} {row['display']:>14} {row['target_display']:>12}  {direction:6}"
        note = f" ({row['period_reason']})" if row["period_reason"] else ""
        yield f"  {judged}  {_row_name(row)}{note}"


def check(document: Document) -> Iterator[str]:
    """Yield whether the file is sound, and what is missing or odd."""
    yield "The file is sound." if document["sound"] else "The file is damaged:"
    yield from (f"  {sentence}" for sentence in document["damage"])
    if document["period"]:
        period = read_period(document["period"])
        shown = show_period(period) if period else document["period"]
        odd = Concern.ODD_FIGURE.value
        elsewhere = sum(
            each["concern"] == odd and each["period"] != document["period"] for each in document["findings"]
        )
        count = len(document["findings"]) - elsewhere
        beside = f" Beside it: {elsewhere} odd {'figure' if elsewhere == 1 else 'figures'}." if elsewhere else ""
        yield f"Looked at for {shown}: {count or 'no'} {'thing' if count == 1 else 'things'} to see to.{beside}"
    for each in document["findings"]:
        piece = " ".join(filter(None, (each["series"], each["dimension"], each["category"])))
        name = f"{_row_name(each)}{f' · {piece}' if piece else ''}"
        if each["period"] != document["period"]:
            name += f", {each['period']}"
        told = f" Explained by {each['person']}: {each['explained']}" if each["explained"] else ""
        told = f" Flagged by {each['person']}." if each["concern"] == "flag" and each["person"] else told
        yield f"  {each['concern']}: {name}: {each['text']}{told}"


def history(document: Document) -> Iterator[str]:
    """Yield each step, latest first, with what it changed."""
    step = None
    for each in document["history"]:
        if (each["at"], each["step"]) != step:
            yield f"{_local(each['at'])}  {each['author']}  {each['step']}"
        step = (each["at"], each["step"])
        said = (_kind(each), each["code"], each["part"], each["series"], each["name"], each["period"])
        note = f" ({each['note']})" if each["note"] else ""
        yield f"    {' '.join(filter(None, said))}: {_change(each)}{note}"


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
    if document["flags"]:
        yield f"Flags {'put' if done else 'that it would put'} on figures that could not be taken: {document['flags']}."
    if document["changes_nothing"] and document["unchanged"]:
        yield "The file has all of this already, so nothing was changed."
    for each in document["changes"]:
        if not done or each["status"] == "changed":
            about = " ".join(filter(None, (_kind(each), _row_name(each), each["name"], each["period"])))
            yield f"  {each['status']}: {about}: {_change(each)}"
    for title, problems in (("Not taken", document["problems"]), ("To be confirmed", document["notices"])):
        if problems:
            yield from ("", f"{title}:")
        for each in problems:
            yield f"  {each['place']}  “{_gist(each['text'])}”  {each['problem']} {each['remedy']}"


def _kind(each: Document) -> str:
    """Return what kind of thing a change is about, in words."""
    kind: str = each["kind"]
    return _KINDS.get(kind, kind)


def _change(each: Document) -> str:
    """Return what became what: what is shown of it where that changed, and the fields that did."""
    shown = (each["before_display"], each["after_display"])
    held = (each["before"], each["after"])
    said = [f"{field['field']}: {_become(field['before'], field['after'])}" for field in each["fields"]]
    if None in shown or shown[0] != shown[1]:
        # A name is a field as well, and a note stands behind the line.
        named = each["kind"] in _NAMED and None not in shown
        said = said if named else [_become(*shown), *said]
    elif held[0] != held[1]:  # they differ where they are rounded off
        said = [_become(*held), *said]
    return "; ".join(words for words in said if not words.startswith("note: ")) or "changed"


def _become(before: str | None, after: str | None) -> str:
    return f"{_gist(before)} → {_gist(after)}"


def _local(moment: str) -> str:
    """Return a time of the log as this computer's clock showed it, in British order."""
    return datetime.fromisoformat(moment).astimezone().strftime("%d %b %Y %H:%M:%S")


def _row_name(row: Document) -> str:
    return " ".join(filter(None, (row["code"], row["title"], f"· {row['part']}" if row["part"] else "")))


def _gist(text: str | None) -> str:
    """Return a text short enough for a line."""
    if not text:
        return "nothing"
    return gist(text)
