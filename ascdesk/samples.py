"""The samples that come with the program: an invented council, and the published figures of five reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import resources
from ascdesk.errors import UserError
from ascdesk.identity import commentary_id
from ascdesk.model import Basis, Commentary, CommentaryStatus, EntityId, Measure, Polarity, Subject
from ascdesk.periods import Period, read_period
from ascdesk.workspace import Workspace

INVENTED = "anytown"
SAMPLES = (INVENTED, "outcomes", "kent", "scorecard", "monthly", "ascof")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample: its name, title, what it shows, what it is, its period, and the returns that it is made from.

    An invented one has no returns. `settings` are what a person would set by hand for measures whose return does
    not say it: which way is better, and how they are counted.
    """

    name: str
    title: str
    shows: str
    about: str
    period: Period
    sources: tuple[Path, ...] = ()
    settings: tuple[tuple[str, Mapping[str, str]], ...] = ()
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
        commentaries=tuple(said["commentaries"]),
        sections=tuple(said["sections"]),
    )


def fill(workspace: Workspace, chosen: Sample) -> None:
    """Set an empty workspace up from a sample: its returns adopted in turn, its commentaries written."""
    if chosen.invented:
        _invent(workspace)
        return
    from ascdesk.returns.reading import read_return  # the start page names the samples and reads none

    for source in chosen.sources:
        workspace.apply(workspace.plan_import([read_return(source, period=chosen.period)], adopt=True))
    if chosen.settings:
        settled = [_settled(workspace.measure(name), settings) for name, settings in chosen.settings]
        workspace.save(settled, "Set what the return does not say")
    sections = {section.title: section.id for section in workspace.sections()}
    about_sections = [
        _commentary(Subject.SECTION, sections[each["section"]], chosen.period, each) for each in chosen.sections
    ]
    about_measures = [
        _commentary(Subject.MEASURE, workspace.measure(each["measure"]).id, chosen.period, each)
        for each in chosen.commentaries
    ]
    if written := [*about_sections, *about_measures]:
        workspace.save(written, "Write the sample’s commentaries")


def _invent(workspace: Workspace) -> None:
    from ascdesk.invented.council import steps  # neither needs the start page this

    for step in steps():
        workspace.save(step.entities, step.label)


def _settled(measure: Measure, settings: Mapping[str, str]) -> Measure:
    return replace(
        measure,
        polarity=Polarity(settings.get("polarity", measure.polarity)),
        basis=Basis(settings.get("basis", measure.basis)),
    )


def _commentary(subject: Subject, owner: EntityId, period: Period, said: Mapping[str, str]) -> Commentary:
    part = said.get("part", "")
    return Commentary(
        id=commentary_id(subject, owner, period, part),
        subject=subject,
        subject_id=owner,
        period=period,
        part=part,
        text=said["text"],
        status=CommentaryStatus(said.get("status", "draft")),
        author="ASC Desk sample",
    )
