"""What goes wrong and is not a bug: sentences for a person, and problems with their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # known by name only: the window opens without them
    from ascdesk.model import EntityId
    from ascdesk.periods import Period


class UserError(Exception):
    """Something a person can put right; shown as *problem* and *remedy*, never as a traceback.

    `choices` are the texts that could be typed instead of a refused one, where those are known.
    """

    def __init__(self, problem: str, remedy: str = "", *, choices: tuple[str, ...] = ()) -> None:
        super().__init__(f"{problem} {remedy}".strip())
        self.problem = problem
        self.remedy = remedy
        self.choices = choices


class Cancelled(Exception):  # noqa: N818 - it is no error
    """The person asked for a long piece of work to stop; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be taken as it stands, with where it stands and what to do about it.

    Where it was to be a figure, the rest says which; `measure` is None where that is not known.
    """

    place: str
    text: str
    problem: str
    remedy: str
    measure: EntityId | None = None
    period: Period | None = None
    part: str = ""
    series: str = ""
    dimension: str = ""
    category: str = ""
