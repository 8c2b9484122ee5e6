"""From returns to a plan: measures matched, entities laid beside those that are held, conflicts named."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ascdesk.defining.presets import conventions_of, targeted, with_preset
from ascdesk.errors import Problem
from ascdesk.identity import commentary_id, conventions_id, measure_of, under_measure
from ascdesk.model import (
    Commentary,
    CommentaryStatus,
    Conventions,
    Definition,
    Entity,
    EntityId,
    Figure,
    ImportedFile,
    Measure,
    Placement,
    Polarity,
    PublishedTally,
    Rule,
    Section,
    Subject,
    Target,
    TargetKind,
)
from ascdesk.periods import Period
from ascdesk.returns.figures import spot_of
from ascdesk.returns.matching import Catalogue, catalogue, grown, spelled
from ascdesk.returns.meaning import dated_lines, meant_by
from ascdesk.returns.plan import Item, Plan, Status
from ascdesk.returns.values import Return

Look = Callable[[type[Entity], Iterable[EntityId]], dict[EntityId, Entity]]
# Targets that are met from one side, and the rules that hold figures against no target.
_ONE_WAY = (TargetKind.NUMBER, TargetKind.MAINTAIN)
_WITHOUT_TARGET = (Rule.NONE, Rule.DIRECTION, Rule.EXPECTED)
_PROVENANCE = {"file": None, "place": "", "raw": ""}


@dataclass(slots=True)
class _Draft:
    """The plan so far: `measures` are to be made, `widened` to be written with more parts.

    `rules` are the presets by which new measures of a framework are rated; `rejected` are the cells that the returns
    themselves could not be read in.
    """

    known: Catalogue
    adopt: bool
    rules: dict[str, str]
    measures: dict[EntityId, Measure] = field(default_factory=dict)
    widened: dict[EntityId, tuple[Measure, Measure]] = field(default_factory=dict)
    structure: dict[EntityId, Entity] = field(default_factory=dict)
    entities: dict[EntityId, Entity] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    rejected: list[Problem] = field(default_factory=list)


def plan(
    returns: Sequence[Return],
    held: Iterable[Measure],
    look: Look,
    adopt: bool,
    preset: str = "",
    definitions: Mapping[EntityId, tuple[Definition, ...]] | None = None,
) -> Plan:
    """Say what importing the returns would do to a file that holds the measures, by `definitions` other ones before.

    `look` finds held entities of a kind by id. Without `adopt`, the lines of measures that are not held are
    problems; with it they are made, with their sections, and rated by the `preset`: if none is named, by that of
    their framework in the file, or in a framework that is new by what the returns tell.
    """
    held = list(held)
    draft = _Draft(
        catalogue(held, definitions), adopt, _rules(returns, {each.framework for each in held}, look, preset)
    )
    returns = [_in_held_units(each, draft.known) for each in returns]
    for each in returns:
        _take(each, draft)
    if adopt:
        _confirm_rules(returns, draft, look)
    _refuse_homeless(draft, look)
    items = tuple(_items(draft, look))
    return Plan(
        books=tuple(each.book for each in returns),
        items=items,
        measures=tuple(draft.measures.values()),
        structure=tuple(_missing(draft.structure.values(), look)),
        problems=(*draft.rejected, *draft.problems),
        notices=(*(notice for each in returns for notice in each.notices), *draft.notices),
        accounts=tuple(account for each in returns for account in each.accounts),
    )


def _rules(returns: Sequence[Return], established: set[str], look: Look, preset: str) -> dict[str, str]:
    """Return the preset of each framework that the returns have measures of, where there is one."""
    frameworks = dict.fromkeys(measure.framework for each in returns for measure in each.measures)
    held = look(Conventions, [conventions_id(framework) for framework in frameworks])
    rules: dict[str, str] = {}
    for framework in frameworks:
        own = held.get(conventions_id(framework))
        told = next((each.rules[framework] for each in returns if framework in each.rules), None)
        kept = own.preset if isinstance(own, Conventions) else ""
        fresh = told.preset if told and framework not in established else ""
        if name := preset or kept or fresh:
            rules[framework] = name
    return rules


def _confirm_rules(returns: Sequence[Return], draft: _Draft, look: Look) -> None:
    """Lay the conventions beside the measures that are made by them, and say which rules a return told."""
    made = dict.fromkeys(measure.framework for measure in draft.measures.values())
    for framework in made:
        if (name := draft.rules.get(framework)) and not look(Conventions, [conventions_id(framework)]):
            kept = conventions_of(name, framework, None)
            draft.structure[kept.id] = kept
            told = (each.rules[framework] for each in returns if framework in each.rules)
            draft.notices += [each.notice for each in told if each.preset == name][:1]


def _in_held_units(each: Return, known: Catalogue) -> Return:
    """Return the return as it reads in the units of the measures that it means.

    Only the file knows that 0.049 is to be a percentage; read as a plain number it would be wrong in silence.
    """
    meant = ((drafted, meant_by(drafted, each, known)) for drafted in each.measures)
    units = {drafted.id: held[1].unit for drafted, held in meant if held and held[1].unit is not drafted.unit}
    if not units:
        return each
    from ascdesk.returns.reading import interpret  # seldom needed; a window opens without it

    return interpret(each.book, each.given, units)


def _take(each: Return, draft: _Draft) -> None:
    """Take one return into the plan, its measures under the ids of those that they mean."""
    means: dict[EntityId, EntityId] = {}
    refused: dict[EntityId, int] = {}
    told_of = {measure_of(entity) for entity in each.entities} | each.headed
    aimed = targeted(entity for entity in each.entities if isinstance(entity, Target))
    made_before = set(draft.measures)
    for drafted in each.measures:
        ruled = _ruled(drafted, drafted.id in aimed, draft)
        measure = _measure(ruled, each, draft, drafted.id in told_of)
        if measure is None:
            refused[drafted.id] = 0
        else:
            means[drafted.id] = measure.id
    draft.rejected += [replace(told, measure=means.get(told.measure)) if told.measure else told
                       for told in each.problems]  # fmt: skip
    new = {drafted: draft.measures[meant] for drafted, meant in means.items() if _is_new(meant, draft, made_before)}
    draft.notices += [*_guesses(each, new), *_without_way(each, new)]
    for entity in each.structure:
        _take_structure(entity, means, draft)
    dated = dated_lines(each, draft.known) if draft.known.changes else {}
    for entity in each.entities:
        owner = measure_of(entity)
        if isinstance(entity, PublishedTally) and not means:
            continue
        if isinstance(entity, Commentary) and entity.subject is Subject.REPORT and each.measures and not means:
            draft.problems.append(_homeless(entity, "report"))
            continue
        if owner in refused:
            refused[owner] += 1
        else:
            meant = dated.get(entity.id) or (means.get(owner, owner) if owner else None)
            _take_entity(under_measure(entity, meant) if meant and meant != owner else entity, draft)
    for drafted in each.measures:
        if drafted.id in refused and (refused[drafted.id] or not draft.adopt):
            draft.problems.append(_unknown(drafted, each, refused[drafted.id], draft))


def _is_new(meant: EntityId, draft: _Draft, made_before: set[EntityId]) -> bool:
    return meant in draft.measures and meant not in made_before


def _ruled(drafted: Measure, has_target: bool, draft: _Draft) -> Measure:
    """Return a drafted measure by the rules of its framework; it is the first version of its rule."""
    name = draft.rules.get(drafted.framework)
    return replace(with_preset(name, drafted, has_target), rule_version=drafted.rule_version) if name else drafted


def _without_way(each: Return, made: Mapping[EntityId, Measure]) -> Iterable[Problem]:
    """Yield that measures which are made have a number for a target and cannot be rated, since no way is better.

    `made` are under the ids that the return gave them.
    """
    aimed = {target.measure for target in each.entities if isinstance(target, Target) and target.kind in _ONE_WAY}
    lacking = {
        drafted: measure
        for drafted, measure in made.items()
        if drafted in aimed and measure.polarity is Polarity.NONE and measure.rule not in _WITHOUT_TARGET
    }
    if not lacking:
        return
    first = next(iter(lacking))
    several = len(lacking) > 1
    yield Problem(
        each.origins.get(first, each.book.name),
        ", ".join(measure.code for measure in lacking.values()) if several else lacking[first].title,
        f"Which way is better is not said for {f'{len(lacking)} measures' if several else lacking[first].code}, so "
        f"{'they' if several else 'it'} cannot be rated.",
        "Set “Which way is better” on the Measures page.",
    )


def _guesses(each: Return, made: Collection[EntityId]) -> Iterable[Problem]:
    """Yield what was concluded of the measures that are made; what was of several, once with their codes."""
    codes = {measure.id: measure.code for measure in each.measures}
    alike: dict[tuple[str, str], list[tuple[str, Problem]]] = {}
    for measure, guess in each.guesses:
        if measure in made:
            alike.setdefault((guess.problem, guess.remedy), []).append((codes[measure], guess))
    for several in alike.values():
        first = several[0][1]
        yield replace(first, text=", ".join(code for code, _ in several)) if len(several) > 1 else first


def _measure(drafted: Measure, each: Return, draft: _Draft, says_anything: bool) -> Measure | None:
    """Return the measure that a return's measure means, made where it is adopted and anything is said of it."""
    meant = meant_by(drafted, each, draft.known)
    if meant is None:
        if not draft.adopt or _is_ambiguous(drafted, each, draft):
            return None
        if not says_anything:
            draft.notices.append(_empty(drafted, each))
            return None
        made = draft.known.free_code(drafted) if drafted.id in each.uncoded else drafted
        draft.measures[made.id] = made
        draft.known.add(made)
        return made
    held, then = meant
    if spelled(then.title) != spelled(drafted.title) and drafted.title != drafted.code:
        draft.notices.append(_reworded(drafted, then, each))
    elif drafted.id not in each.uncoded and then.code != drafted.code:
        draft.notices.append(_renumbered(drafted, then, each, draft.known.renumbered(drafted)))
    if drafted.notes and then.notes and drafted.notes != then.notes:
        draft.notices.append(_other_notes(drafted, then, each))
    if then is not held:
        return held  # what it was before is not what it lacks now
    if (wider := grown(held, drafted)) is not held and draft.adopt:
        if held.id in draft.measures:
            draft.measures[held.id] = wider
        else:
            draft.widened[held.id] = (draft.widened.get(held.id, (held, held))[0], wider)
        draft.known.add(wider)
    return held


def _empty(drafted: Measure, each: Return) -> Problem:
    return Problem(
        each.origins.get(drafted.id, ""),
        drafted.title,
        "No value of it could be taken, so no measure was made of it.",
        "Mend its values in the return, and import it again.",
    )


def _reworded(drafted: Measure, held: Measure, each: Return) -> Problem:
    return Problem(
        each.origins.get(drafted.id, ""),
        drafted.title,
        f"By its code it was taken for {held.code} “{held.title}”.",
        "Look whether that is the same measure.",
    )


def _renumbered(drafted: Measure, held: Measure, each: Return, became: str) -> Problem:
    return Problem(
        each.origins.get(drafted.id, ""),
        drafted.code,
        f"{drafted.code} is not its code in this period; it was taken for {held.code} “{held.title}”.",
        became or "Look whether that is the same measure.",
    )


def _other_notes(drafted: Measure, held: Measure, each: Return) -> Problem:
    return Problem(
        each.origins.get(drafted.id, ""),
        drafted.notes,
        f"The technical notes of {held.code} read otherwise here, and those were kept.",
        "Copy from the return what is new in them.",
    )


def _refuse_homeless(draft: _Draft, look: Look) -> None:
    """Refuse what is said of sections that the file does not have and that are not made."""
    said = [
        entity
        for entity in draft.entities.values()
        if isinstance(entity, Commentary) and entity.subject is Subject.SECTION
    ]
    held = look(Section, {entity.subject_id for entity in said}) if said else {}
    for entity in said:
        if entity.subject_id not in held and entity.subject_id not in draft.structure:
            del draft.entities[entity.id]
            draft.problems.append(_homeless(entity, "section"))


def _homeless(entity: Commentary, subject: str) -> Problem:
    return Problem(
        entity.place,
        entity.text,
        f"This file has no such {subject}, so what is said of it was not taken.",
        "Import it so that measures and sections which are not here yet are made.",
    )


def _is_ambiguous(drafted: Measure, each: Return, draft: _Draft) -> bool:
    """Tell whether its framework holds several of its title; one more, at every import, would be no help."""
    own = [one for one in draft.known.namesakes(drafted) if one.framework == drafted.framework]
    return drafted.id in each.uncoded and len(own) > 1


def _take_structure(entity: Entity, means: dict[EntityId, EntityId], draft: _Draft) -> None:
    if isinstance(entity, Placement):
        if entity.measure not in means or not draft.adopt:
            return
        entity = under_measure(entity, means[entity.measure])
    if draft.adopt or isinstance(entity, ImportedFile):
        draft.structure.setdefault(entity.id, entity)


def _take_entity(entity: Entity, draft: _Draft) -> None:
    """Take an entity up; a second cell for the same thing must say the same."""
    first = draft.entities.setdefault(entity.id, entity)
    if first is not entity and not same(first, entity):
        told = Problem(
            getattr(entity, "place", ""),
            getattr(entity, "raw", "") or getattr(entity, "text", ""),
            f"{_spot(getattr(first, 'place', ''))} gives another value for the same measure and period.",
            "Look which of the two is right, and take the other out; the first was taken.",
        )
        draft.problems.append(replace(told, **spot_of(entity).names) if isinstance(entity, Figure) else told)


def _spot(place: str) -> str:
    """Return a place as a sentence begins with it: a cell, or the line of a text."""
    return place.capitalize() if place.startswith("line ") else f"The cell {place}"


def _unknown(drafted: Measure, each: Return, values: int, draft: _Draft) -> Problem:
    place = each.origins.get(drafted.id, "")
    coded = drafted.id not in each.uncoded
    name = f"{drafted.code} {drafted.title}" if coded and drafted.title != drafted.code else drafted.title
    lost = {0: "", 1: ", so its value was not taken"}.get(values, f", so its {values} values were not taken")
    became = draft.known.renumbered(drafted) if coded else ""
    meant = draft.known.of_code(drafted.code) if coded else draft.known.namesakes(drafted)
    if len(meant) > 1:
        which = ", ".join(f"“{one.framework}:{one.code}”" for one in meant)
        what = "code" if coded else "name"
        return Problem(
            place,
            name,
            f"This file has {len(meant)} measures of this {what} ({which}){lost}.",
            "Say which in a column headed Code, and in one headed Framework where the code does not tell.",
        )
    return Problem(
        place,
        name,
        f"This file has no such measure{lost}.{_hint(drafted, meant, draft)}",
        became or "Correct the name in the return, or import it so that measures which are not here yet are made.",
    )


def _hint(drafted: Measure, of_code: Sequence[Measure], draft: _Draft) -> str:
    """Return which measure may be meant: the one of its code, or else the one of the most similar title."""
    if of_code:
        return f" Its code is that of “{of_code[0].title}” here."
    alike = draft.known.suggestion(drafted.title)
    return f" Is it “{alike}”?" if alike else ""


def same(one: Entity, other: Entity) -> bool:
    """Tell whether two entities say the same, wherever they came from."""
    return _bare(one) == _bare(other)


def _bare(entity: Entity) -> Entity:
    if isinstance(entity, Commentary):
        return replace(entity, file=None, place="", status=CommentaryStatus.DRAFT)
    return replace(entity, **{k: v for k, v in _PROVENANCE.items() if hasattr(entity, k)})  # type: ignore[arg-type]


def _items(draft: _Draft, look: Look) -> Iterable[Item]:
    by_kind: dict[type[Entity], list[EntityId]] = {}
    for entity in draft.entities.values():
        by_kind.setdefault(type(entity), []).append(entity.id)
    held = {key: entity for kind, keys in by_kind.items() for key, entity in look(kind, keys).items()}
    for before, wider in draft.widened.values():
        yield Item(Status.CHANGED, wider, before)
    attached = _attached(draft, held, look)
    for entity in draft.entities.values():
        before_ = held.get(entity.id) or attached.get(entity.id)
        if entity.id in attached and before_ is not None:
            yield Item(Status.UNCHANGED, entity, before_)
        elif before_ is None:
            yield Item(Status.NEW, entity, None)
        elif same(before_, entity):
            yield Item(Status.UNCHANGED, entity, before_)
        elif isinstance(before_, Commentary) and isinstance(entity, Commentary) and before_.author:
            draft.notices.append(_written(entity, before_))
            yield Item(Status.UNCHANGED, entity, before_)
        else:
            yield Item(Status.CHANGED, entity, before_)


def _attached(draft: _Draft, held: dict[EntityId, Entity], look: Look) -> dict[EntityId, Commentary]:
    """Return the texts under no heading that a person has given to a measure since, as the measure has them now."""
    waiting = [
        entity
        for entity in draft.entities.values()
        if isinstance(entity, Commentary) and entity.subject is Subject.UNPLACED and entity.id not in held
    ]
    if not waiting:
        return {}
    keys = [
        commentary_id(Subject.MEASURE, measure.id, period, part)
        for period in {each.period for each in waiting}
        for measure in draft.known.by_code.values()
        for part in ("", *measure.parts)
    ]
    given = {
        (each.period, text): each
        for each in look(Commentary, keys).values()
        if isinstance(each, Commentary)
        for text in (each.text, f"{each.file} {each.place}")
    }
    found = ((each, _given(each, given)) for each in waiting)
    return {each.id: owned for each, owned in found if owned is not None}


def _given(unplaced: Commentary, given: dict[tuple[Period, str], Commentary]) -> Commentary | None:
    origin = f"{unplaced.file} {unplaced.place}"
    return given.get((unplaced.period, unplaced.text)) or given.get((unplaced.period, origin))


def _written(entity: Commentary, held: Commentary) -> Problem:
    return Problem(
        entity.place,
        entity.text,
        f"{held.author} has written a commentary here, and it was kept.",
        "Copy from the return what should be added to it.",
    )


def _missing(structure: Iterable[Entity], look: Look) -> Iterable[Entity]:
    """Yield what of the sections, placements, files and conventions is not held yet."""
    for kind in (ImportedFile, Section, Placement, Conventions):
        wanted = [entity for entity in structure if isinstance(entity, kind)]
        held = look(kind, [entity.id for entity in wanted])
        yield from (entity for entity in wanted if entity.id not in held)
