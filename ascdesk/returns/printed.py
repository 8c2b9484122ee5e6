"""What a report printed beside a figure: its rating, its arrow, how its rank moved, and its difference."""

from __future__ import annotations

from collections.abc import Iterator

from ascdesk.identity import judgement_id
from ascdesk.judgements import Judgement, PrintedDirection, read_combined, read_direction
from ascdesk.model import Measure, Movement, PublishedJudgement
from ascdesk.readings import Unreadable
from ascdesk.returns.compared import published
from ascdesk.returns.differences import printed_differences
from ascdesk.returns.heads import Role
from ascdesk.returns.line import Cells, Reader
from ascdesk.returns.values import Cell, Taken
from ascdesk.wording import Rank, read_rank, read_rank_before, read_stacked_ranks


def judgement(reader: Reader, measure: Measure, part: str, cells: Cells) -> Iterator[PublishedJudgement]:
    """Yield the line's published judgement, if it prints one."""
    printed = [cell for role in (Role.RATING, Role.DIRECTION) for _, cell in cells.get(role, ())]
    differences = list(printed_differences(reader, cells))
    if printed and reader.period is None:
        for cell in printed:
            reader.ledger.ask_period(cell, "")
        return
    rated = _rated(reader, cells)
    direction = _direction(reader, cells)
    rank_movement = _rank_movement(cells)
    if reader.period is None or (not printed and rank_movement is None and not differences):
        return
    first = printed[0] if printed else differences[0][0] if differences else cells[Role.RANK_BEFORE][0][1]
    yield PublishedJudgement(
        id=judgement_id("published", measure.id, reader.period, part),
        measure=measure.id,
        period=reader.period,
        part=part,
        rating=rated.rating,
        movement=(direction.movement if direction else None) or rated.movement,
        wording=direction.wording if direction else "",
        base=rated.base,
        rank_movement=rank_movement,
        difference=differences[0][1] if differences else None,
        raw=" · ".join(cell.text for cell in printed),
        file=reader.file,
        place=reader.ledger.sheet.place(first),
    )


def _rated(reader: Reader, cells: Cells) -> Judgement:
    for _, cell in cells.get(Role.RATING, ()):
        if (read := read_combined(cell.text)) is not None:
            _account(reader, cell, read)
            return read
        reader.ledger.take(cell, Taken.BLANK)
    return Judgement()


def _account(reader: Reader, cell: Cell, read: Judgement) -> None:
    """Account for a rating: what is left of it is a problem, a damaged arrow is to be confirmed."""
    if read.unreadable:
        reader.ledger.refuse(
            cell,
            f"“{read.unreadable}” is no rating letter that is known.",
            "Look it up in the report, and give G, A or R.",
        )
        return
    reader.ledger.take(cell, Taken.JUDGEMENT)
    if not read.certain:
        seen = f"It was taken to point {read.movement}" if read.movement else "It was not taken for a movement"
        reader.ledger.confirm(cell, f"The arrow “{read.arrow}” is damaged. {seen}.", "Compare it with the report.")


def _direction(reader: Reader, cells: Cells) -> PrintedDirection | None:
    for _, cell in cells.get(Role.DIRECTION, ()):
        read = read_direction(cell.text)
        if isinstance(read, Unreadable):
            reader.ledger.refuse(cell, read.problem, read.remedy)
            continue
        reader.ledger.take(cell, Taken.JUDGEMENT)
        return read
    return None


def _rank_movement(cells: Cells) -> Movement | None:
    """Return how the rank moved, nearer to the first being up; an arrow alone is taken as printed."""
    for _, cell in cells.get(Role.RANK_BEFORE, ()):
        before = read_rank_before(cell.text)
        if not isinstance(before, Rank):
            arrow = read_combined(cell.text)
            return arrow.movement if arrow else None
        now = next((_rank(other) for _, other in cells.get(Role.RANK, ())), None)
        if isinstance(now, Rank):
            return _moved(before.rank, now.rank)
    return None


def _rank(cell: Cell) -> Rank | Unreadable | None:
    """Return the rank in a cell: of several, that of the published data, which is the one that moved."""
    stacked = dict(read_stacked_ranks(cell.text))
    return stacked.get(published(stacked)) or read_rank(cell.text)


def _moved(before: int, now: int) -> Movement:
    if before == now:
        return Movement.LEVEL
    return Movement.UP if now < before else Movement.DOWN
