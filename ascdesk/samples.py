"""The samples that come with the program: published figures, with commentaries written for the sample."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import resources
from ascdesk.errors import UserError
from ascdesk.identity import commentary_id
from ascdesk.model import Commentary, CommentaryStatus, EntityId, Subject
from ascdesk.periods import Period, read_period
from ascdesk.workspace import Workspace

SAMPLES = ("scorecard", "ascof")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample: its name, title, what it is, the return that it is made from, and the period it is about."""

    name: str
    title: str
    about: str
    workbook: Path
    period: Period
    commentaries: tuple[dict[str, str], ...]
    sections: tuple[dict[str, str], ...]


def sample(name: str) -> Sample:
    """Return a sample by name; UserError naming the samples if there is none of that name."""
    if name not in SAMPLES:
        raise UserError(f"There is no sample “{name}”.", f"There are: {', '.join(SAMPLES)}.")
    said: dict[str, Any] = json.loads(resources.text(f"samples/{name}.json"))
    period = read_period(said["period"])
    assert period is not None
    return Sample(
        name=name,
        title=said["title"],
        about=said["about"],
        workbook=resources.path(f"samples/{name}.xlsx"),
        period=period,
        commentaries=tuple(said["commentaries"]),
        sections=tuple(said["sections"]),
    )


def fill(workspace: Workspace, chosen: Sample) -> None:
    """Set an empty workspace up from a sample: its return adopted, its commentaries written."""
    from ascdesk.returns.reading import read_return  # the start page names the samples and reads none

    workspace.apply(workspace.plan_import([read_return(chosen.workbook, period=chosen.period)], adopt=True))
    sections = {section.title: section.id for section in workspace.sections()}
    about_sections = [
        _commentary(Subject.SECTION, sections[each["section"]], chosen.period, each) for each in chosen.sections
    ]
    about_measures = [
        _commentary(Subject.MEASURE, workspace.measure(each["measure"]).id, chosen.period, each)
        for each in chosen.commentaries
    ]
    workspace.save([*about_sections, *about_measures], "Write the sample's commentaries")


def _commentary(subject: Subject, owner: EntityId, period: Period, said: dict[str, str]) -> Commentary:
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
