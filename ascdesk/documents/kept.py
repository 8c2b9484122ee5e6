"""Figures and commentaries as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from ascdesk.defined import as_defined, by_measure
from ascdesk.documents.values import Document, number
from ascdesk.holding import source_text
from ascdesk.model import (
    Commentary,
    Definition,
    EntityId,
    Figure,
    ImportedFile,
    Measure,
    Subject,
)
from ascdesk.scorecard import show_figure
from ascdesk.workspace import Workspace


def figures(workspace: Workspace, held: Iterable[Figure]) -> Document:
    """Return the document of figures."""
    measures, definitions = measures_and_before(workspace)
    files = workspace.imported_files()
    return {
        "figures": [
            _figure(each, as_defined(measures[each.measure], definitions.get(each.measure, ()), each.period), files)
            for each in held
            if each.measure in measures
        ]
    }


def measures_and_before(workspace: Workspace) -> tuple[dict[EntityId, Measure], dict[EntityId, tuple[Definition, ...]]]:
    """Return every measure as it is defined now, and how they were defined before."""
    return {measure.id: measure for measure in workspace.measures()}, by_measure(workspace.definitions())


def _figure(figure: Figure, measure: Measure, files: dict[EntityId, ImportedFile]) -> Document:
    return {
        "framework": measure.framework,
        "code": measure.code,
        "title": measure.title,
        "part": figure.part,
        "series": figure.series,
        "dimension": figure.dimension,
        "category": figure.category,
        "period": str(figure.period),
        "value": number(figure.value),
        "display": show_figure(measure, figure),
        "unit": measure.unit.value,
        "numerator": number(figure.numerator),
        "denominator": number(figure.denominator),
        "marker": figure.marker.value if figure.marker else None,
        "flags": [flag.value for flag in figure.flags],
        "raw": figure.raw,
        "note": figure.note,
        "source": source_text(figure, files),
    }


def commentaries(workspace: Workspace, held: Iterable[Commentary]) -> Document:
    """Return the document of commentaries."""
    now, definitions = measures_and_before(workspace)
    held = tuple(held)
    by_id = {
        (key, period): as_defined(measure, definitions.get(key, ()), period)
        for period in {each.period for each in held}
        for key, measure in now.items()
    }
    sections = {section.id: section.title for section in workspace.sections()}
    files = workspace.imported_files()
    return {
        "commentaries": [
            {
                "subject": each.subject.value,
                "framework": by_id[each.subject_id, each.period].framework if each.subject_id in now else "",
                "code": by_id[each.subject_id, each.period].code if each.subject_id in now else "",
                "title": by_id[each.subject_id, each.period].title
                if each.subject_id in now
                else ""
                if each.subject is Subject.UNPLACED
                else sections.get(each.subject_id, each.subject_id),
                "part": each.part,
                "period": str(each.period),
                "status": each.status.value,
                "author": each.author,
                "text": each.text,
                "file": files[each.file].name if each.file in files else "",
                "place": each.place,
            }
            for each in held
        ]
    }
