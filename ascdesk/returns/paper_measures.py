"""From the pages of a paper to a return: measures, targets, printed directions and commentaries.

A paper's charts do not come along in its text, so it gives no figures; none is made of its sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ascdesk.defining.presets import FLOOR
from ascdesk.identity import commentary_id, file_id, judgement_id, target_id
from ascdesk.model import (
    Commentary,
    Entity,
    EntityId,
    ImportedFile,
    Measure,
    PublishedJudgement,
    Subject,
    Target,
    TargetKind,
    Unit,
)
from ascdesk.periods import Period, show_period
from ascdesk.returns import ruling
from ascdesk.returns.ledger import Ledger
from ascdesk.returns.line import GIVE_PERIOD
from ascdesk.returns.paper import Label, Lines, Page, Paper, Stretch, take_apart
from ascdesk.returns.paper_drafting import drafted
from ascdesk.returns.paper_notes import Notes, SetTarget, is_note, read_notes
from ascdesk.returns.paper_title import Told, framework, title_line, told_period
from ascdesk.returns.unplaced import Unplaced
from ascdesk.returns.values import Book, Cell, Return, RulesTold, Taken

_NO_PERIOD = "The paper does not say which period it is for."
_COMPARE = "Compare it with the paper."


@dataclass(slots=True)
class _Reading:
    """A paper while it is read."""

    framework: str
    period: Period | None
    file: EntityId
    ledger: Ledger
    units: Mapping[EntityId, Unit]
    measures: dict[EntityId, Measure] = field(default_factory=dict)
    origins: dict[EntityId, str] = field(default_factory=dict)
    entities: list[Entity] = field(default_factory=list)
    rules: dict[str, RulesTold] = field(default_factory=dict)

    def take_all(self, cells: Sequence[Cell], taken: Taken) -> None:
        """Account for lines."""
        for cell in cells:
            self.ledger.take(cell, taken)


def read_paper(book: Book, lines: Lines, given: Period | None, units: Mapping[EntityId, Unit]) -> Return:
    """Return what a paper says; `given` is its period where a person said it, `units` those of held measures."""
    paper, digest, ledger = take_apart(lines), book.sha256, Ledger(lines)
    told = Told(given) if given else told_period(paper, book.name)
    kept = ImportedFile(id=file_id(digest), name=book.name, sha256=digest, size=len(book.content))
    read = _Reading(framework(paper), told.period, kept.id, ledger, units)
    _read_front(paper, told, read)
    unplaced = Unplaced(read.framework, read.period, read.file, ledger)
    following = [page.code for page in paper.pages[1:]] + [""]
    read.entities += unplaced.take(paper.front.stretches[1:], "", paper.pages[0].code)
    for page, after in zip(paper.pages, following, strict=True):
        read.entities += unplaced.take(_read_page(page, read), page.code, after)
    _account_for_the_rest(paper, read)
    return Return(
        book=book,
        given=given,
        framework=read.framework,
        period=read.period,
        measures=tuple(read.measures.values()),
        structure=(kept,),
        entities=tuple(read.entities),
        problems=tuple(ledger.problems),
        notices=tuple(ledger.notices),
        accounts=tuple(ledger.accounts.items()),
        origins=read.origins,
        uncoded=frozenset(),
        headed=frozenset(read.measures),
        rules=read.rules,
    )


def _read_front(paper: Paper, told: Told, read: _Reading) -> None:
    """Take the title, and say what was concluded from it and what stands beside it unread."""
    title, ledger = title_line(paper), read.ledger
    first = paper.pages[0].heading[0]
    if title is not None:
        ledger.take(title, Taken.TITLE)
    if told.period is not None and told.by:
        said = f"The paper was taken to be for {show_period(told.period)}: {told.by}."
        ledger.confirm(title or first, said, "If it is for another period, import it again and say which.")
    front = [cell for cell in paper.front.stretches[0].cells if cell is not title]
    read.take_all(front, Taken.FRONT)
    if front:
        others = f", nor were {len(front) - 1:,} more lines" if len(front) > 1 else ""
        said = f"It stands above the first measure and was not taken{others}."
        ledger.confirm(front[0], said, "Look whether anything there should be entered by hand.")
    said = "The text of a paper has no charts, so no figure was taken from it."
    ledger.confirm(first, said, "Import the figures from a table, or type them.")


def _read_page(page: Page, read: _Reading) -> list[Stretch]:
    """Read the measure of a page; return the stretches that belong to no heading."""
    commentary = next((each for each in page.stretches if each.label is Label.COMMENTARY), None)
    own, orphans = _divided(page.stretches, commentary)
    ledger = read.ledger
    notes = read_notes([cell for stretch in own for cell in stretch.cells])
    measure = drafted(page, notes, commentary, read.framework, read.period, read.units, ledger)
    read.measures[measure.id] = _joined(read.measures.get(measure.id), measure, page, read)
    read.origins.setdefault(measure.id, read.ledger.sheet.place(page.heading[0]))
    _account(page, own, notes, read)
    if floored := next((target for target in notes.targets if target.threshold is not None), None):
        read.rules.setdefault(read.framework, ruling.told(FLOOR, floored.cell, ledger))
    read.entities += _targets(measure, notes.targets, read)
    read.entities += _directions(measure, notes, read)
    if commentary is not None:
        read.entities += _commentary(measure, commentary, read)
    return orphans


def _joined(first: Measure | None, measure: Measure, page: Page, read: _Reading) -> Measure:
    """Return the measure of a page, with what an earlier page of the same heading said of it."""
    if first is None:
        return measure
    said = "This heading stands in the paper twice; the notes below both were put together."
    read.ledger.confirm(page.heading[0], said, _COMPARE)
    return replace(
        first,
        notes="\n".join(filter(None, (first.notes, measure.notes))),
        tags=tuple(dict.fromkeys((*first.tags, *measure.tags))),
        series=tuple(dict.fromkeys((*first.series, *measure.series))),
        lag_months=first.lag_months or measure.lag_months,
    )


def _divided(stretches: Sequence[Stretch], commentary: Stretch | None) -> tuple[list[Stretch], list[Stretch]]:
    """Return the stretches of notes of a page's measure, and those that must be of another whose heading is lost.

    Notes below the commentary are the measure's own only if it has none above, and no other commentary follows.
    """
    if commentary is None:
        return list(stretches), []
    at = next(place for place, stretch in enumerate(stretches) if stretch is commentary)
    above, below = list(stretches[:at]), list(stretches[at + 1 :])
    noted = any(stretch.cells for stretch in above)
    if not noted and all(stretch.label is Label.NOTES for stretch in below):
        return [*above, *below], []
    return above, below


def _account(page: Page, own: Sequence[Stretch], notes: Notes, read: _Reading) -> None:
    """Account for the lines of a page but those of its commentary, and ask about the doubtful ones."""
    ledger = read.ledger
    read.take_all(page.heading, Taken.MEASURE)
    if len(page.heading) > 1:
        said = f"The heading was read over {len(page.heading)} lines as “{page.title}”."
        ledger.confirm(page.heading[0], said, "Change the measure’s title where that is wrong.")
    read.take_all([stretch.head for stretch in own if stretch.head], Taken.HEADING)
    read.take_all(notes.tags, Taken.TAG)
    read.take_all([target.cell for target in notes.targets], Taken.TARGET)
    read.take_all(notes.said, Taken.NOTE)
    for cell in notes.unread:
        ledger.confirm(cell, "It could not be read, and was kept as a technical note.", "Set by hand what it says.")
    if notes.broken:
        ledger.confirm(notes.broken[0], f"The notes of {page.code} break off; they were kept as they stand.", _COMPARE)


def _targets(measure: Measure, targets: Sequence[SetTarget], read: _Reading) -> Iterator[Target]:
    for said in targets:
        own = (read.period.financial_year,) if read.period else ()
        years = said.years or own
        if not years:
            read.ledger.refuse(said.cell, "The paper does not say which year its target is for.", GIVE_PERIOD)
        if said.unclear:
            read.ledger.confirm(
                said.cell, f"{said.value:f} was taken as the target, though it holds other numbers too.", _COMPARE
            )
        for year in years:
            yield Target(
                id=target_id(measure.id, year),
                measure=measure.id,
                year=year,
                kind=TargetKind.NUMBER,
                value=said.value,
                threshold=said.threshold,
                raw=said.cell.text,
                file=read.file,
                place=read.ledger.sheet.place(said.cell),
            )


def _directions(measure: Measure, notes: Notes, read: _Reading) -> Iterator[PublishedJudgement]:
    """Yield what the paper prints of the direction of travel: its words, of which nothing is concluded."""
    if not notes.directions:
        return
    if read.period is None:
        for cell in notes.directions:
            read.ledger.refuse(cell, _NO_PERIOD, GIVE_PERIOD)
        return
    read.take_all(notes.directions, Taken.JUDGEMENT)
    words = " ".join(cell.text for cell in notes.directions)
    yield PublishedJudgement(
        id=judgement_id("published", measure.id, read.period),
        measure=measure.id,
        period=read.period,
        wording=words,
        raw=words,
        file=read.file,
        place=read.ledger.sheet.place(notes.directions[0]),
    )


def _commentary(measure: Measure, stretch: Stretch, read: _Reading) -> Iterator[Commentary]:
    if stretch.head:
        read.ledger.take(stretch.head, Taken.HEADING)
    if not stretch.cells:
        return
    if read.period is None:
        for cell in stretch.cells:
            read.ledger.refuse(cell, _NO_PERIOD, GIVE_PERIOD)
        return
    read.take_all(stretch.cells[:1], Taken.COMMENTARY)
    read.take_all(stretch.cells[1:], Taken.PARAGRAPH)
    for cell in stretch.cells[1:]:
        if is_note(cell.text):
            said = f"It reads like a technical note, and stands in the commentary of {measure.code}."
            read.ledger.confirm(cell, said, "If a heading was lost above it, move it to its measure.")
    yield Commentary(
        id=commentary_id(Subject.MEASURE, measure.id, read.period),
        subject=Subject.MEASURE,
        subject_id=measure.id,
        period=read.period,
        text=stretch.text,
        file=read.file,
        place=read.ledger.sheet.place(stretch.head or stretch.cells[0]),
    )


def _account_for_the_rest(paper: Paper, read: _Reading) -> None:
    """Account for page numbers and the like, and ask about lines that only look like headings."""
    read.take_all(paper.furniture, Taken.FURNITURE)
    bare = [cell for cell in paper.furniture if cell.text.isdecimal()]
    if bare:
        others = f", and {len(bare) - 1:,} more like it" if len(bare) > 1 else ""
        said = f"A line with only a number was taken for a page number{others}."
        read.ledger.confirm(bare[0], said, "If it says something of a measure, enter it by hand.")
    for cell in paper.doubtful:
        if read.ledger.accounts.get(read.ledger.sheet.place(cell)) is not Taken.FRONT:
            said = "It looks like the heading of a measure, and was kept as part of the text in which it stands."
            read.ledger.confirm(cell, said, "If it is a heading, make its measure, and move what belongs to it there.")
