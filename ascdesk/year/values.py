"""What becomes of each measure when a financial year starts, before anything of it is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ascdesk.defined import DESCRIBED
from ascdesk.model import Measure, Target
from ascdesk.periods import Period


class Fate(StrEnum):
    """What becomes of a measure; to renumber one is to change nothing but its code."""

    KEEP = "keep"
    CHANGE = "change"
    RETIRE = "retire"


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of one measure when a year starts.

    `measure` is as it is until then, `now` as it shall be from the year on; `comparable` tells whether its figures
    compare with those before, `reason` says why, or why it is retired. `targets` are what is set for the new year,
    `last_targets` those of the year before, which stand beside and are never carried over by themselves.
    """

    measure: Measure
    fate: Fate
    now: Measure
    comparable: bool = True
    reason: str = ""
    targets: tuple[Target, ...] = ()
    last_targets: tuple[Target, ...] = ()

    @property
    def redefines(self) -> bool:
        """Whether the measure is another from the year on, or no longer compares with what it was."""
        return self.fate is Fate.CHANGE and (bool(self._differing()) or not self.comparable)

    @property
    def renumbers(self) -> bool:
        """Whether nothing changes but the code."""
        return self.fate is Fate.CHANGE and self._differing() == ["code"]

    def _differing(self) -> list[str]:
        """Return what is another; how often a rule was changed and changed back while that was prepared is nothing."""
        fields = (name for name in DESCRIBED if name != "rule_version")
        return [name for name in fields if getattr(self.now, name) != getattr(self.measure, name)]


@dataclass(frozen=True, slots=True)
class NewYear:
    """A financial year that is to start, and what becomes of each measure in it."""

    year: Period
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody must answer about a measure before its year can start."""

    measure: Measure
    text: str
