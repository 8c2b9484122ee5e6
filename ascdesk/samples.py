"""The samples that come with the program: an invented council, and the published figures of five reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import resources
from ascdesk.errors import UserError
from ascdesk.periods import Period, read_period

INVENTED = "anytown"
SAMPLES = (INVENTED, "outcomes", "kent", "scorecard", "monthly", "ascof")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample: its name, title, what it shows, what it is, its period, and the returns that it is made from.

    An invented one has no returns. `settings` are what a person would set by hand for measures whose return does
    not say it: which way is better, how they are counted and rated. `presets` are by the name of a source that does
    not say how it rates.
    """

    name: str
    title: str
    shows: str
    about: str
    period: Period
    sources: tuple[Path, ...] = ()
    settings: tuple[tuple[str, Mapping[str, str]], ...] = ()
    presets: tuple[tuple[str, str], ...] = ()
    commentaries: tuple[Mapping[str, str], ...] = ()
    sections: tuple[Mapping[str, str], ...] = ()

    @property
    def invented(self) -> bool:
        """Whether every figure of it is invented."""
        return not self.sources


def sample(name: str) -> Sample:
    """Return a sample by name; UserError naming the samples if there is none of that name."""
    if name not in SAMPLES:
        raise UserError(f"There is no sample “{name}”.", f"There are: {', '.join(SAMPLES)}.")
    said: dict[str, Any] = json.loads(resources.text(f"samples/{name}.json"))
    period = read_period(said["period"])
    assert period is not None
    chosen = Sample(name=name, title=said["title"], shows=said["shows"], about=said["about"], period=period)
    if name == INVENTED:
        return chosen
    return replace(
        chosen,
        sources=tuple(resources.path(f"samples/{source}") for source in said["sources"]),
        settings=tuple(said.get("settings", {}).items()),
        presets=tuple(said.get("presets", {}).items()),
        commentaries=tuple(said["commentaries"]),
        sections=tuple(said["sections"]),
    )
