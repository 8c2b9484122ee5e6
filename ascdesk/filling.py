"""Setting an empty file up from a sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ascdesk.identity import commentary_id
from ascdesk.model import Basis, Commentary, CommentaryStatus, EntityId, Measure, Polarity, Subject
from ascdesk.periods import Period
from ascdesk.samples import Sample
from ascdesk.workspace import Workspace


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
