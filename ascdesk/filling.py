"""Setting an empty file up from a sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ascdesk.defining.measures import changed
from ascdesk.identity import commentary_id
from ascdesk.model import Commentary, CommentaryStatus, EntityId, Measure, Subject
from ascdesk.periods import Period
from ascdesk.samples import Sample
from ascdesk.workspace import Workspace


def fill(workspace: Workspace, chosen: Sample) -> None:
    """Set an empty workspace up from a sample: its returns adopted in turn, its commentaries written."""
    if chosen.invented:
        _invent(workspace)
        return
    from ascdesk.returns.reading import read_return  # the start page names the samples and reads none

    presets = dict(chosen.presets)
    for source in chosen.sources:
        read = read_return(source, period=chosen.period)
        workspace.apply(workspace.plan_import([read], adopt=True, preset=presets.get(source.name, "")))
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
    """Return a measure as it would be set by hand before anything was judged by it."""
    settled = measure
    for field, typed in settings.items():
        settled = changed(settled, field, typed)
    return replace(settled, rule_version=measure.rule_version)


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
