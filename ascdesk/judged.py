"""How what an open file holds is judged, checked, drawn and reported: everything else that changes nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from ascdesk.charts.redefining import of_one_unit
from ascdesk.charts.series import build as chart_of
from ascdesk.charts.series import values_before
from ascdesk.charts.values import Chart, Split
from ascdesk.checking.findings import Around as CheckedAround
from ascdesk.checking.findings import Finding, findings
from ascdesk.checking.past import looked_back
from ascdesk.checking.values import Oddity
from ascdesk.days import show_day
from ascdesk.defined import as_defined, by_measure
from ascdesk.defining.presets import ruled
from ascdesk.defining.relations import named_with
from ascdesk.gathering import holdings
from ascdesk.holding import Held, source_text
from ascdesk.model import (
    Conventions,
    EntityId,
    Figure,
    Flag,
    Measure,
    Population,
    Publication,
    Subject,
)
from ascdesk.periods import Period, PeriodKind
from ascdesk.rebasing import Based, Rebasing, rebased, with_ratings
from ascdesk.reconciling import Known, Reconciliation, reconcile
from ascdesk.reports.contents import CommentaryLine, Contents, figure_line
from ascdesk.scorecard import Row, Scorecard, build, with_rows
from ascdesk.sheet import concerns, sheet_lines
from ascdesk.trying import Trial, tried


class Judged(Held):
    """One open file, to be read with what is worked out from it."""

    def scorecard(self, period: Period) -> Scorecard:
        """Return the judged rows of a period and their tally."""
        return build(period, holdings(self._store, period))

    def rows(self, measure: Measure, period: Period) -> tuple[Row, ...]:
        """Return the judged rows of one measure in a period, as they stand in the scorecard."""
        return build(period, holdings(self._store, period, (measure.id,))).rows

    def judge_again(self, card: Scorecard, touched: Collection[EntityId]) -> Scorecard:
        """Return a scorecard with the rows of some measures judged anew."""
        anew = build(card.period, holdings(self._store, card.period, touched)).rows
        return with_rows(card, anew) or self.scorecard(card.period)

    def findings(self, card: Scorecard) -> tuple[Finding, ...]:
        """Return what is missing or odd in a judged period, and what is flagged; explained ones too."""
        shown = tuple({row.measure.id: row.measure for row in card.rows})
        around = CheckedAround(
            figures=self.figures_in(looked_back(card.period), shown),
            comparators=self.comparators(),
            measures=self.measures(),
            follow_ups=self.follow_ups(),
        )
        return findings(card, self.explanations((card.period,)), self.relations(), around)

    def oddities(self, figure: Figure) -> tuple[Oddity, ...]:
        """Return what is odd about one figure, explained or not, with the rules across measures that name it."""
        together = named_with([figure.measure], self.relations())
        rows = build(figure.period, holdings(self._store, figure.period, together)).rows
        figures = self.figures_in(looked_back(figure.period), together)
        told = self.explanations((figure.period,), (figure.measure,))
        own = (figure.measure, figure.part, figure.series, figure.dimension, figure.category)
        for line in sheet_lines(rows, figures, told, self.relations()):
            if (line.measure.id, line.row.part, line.series, line.dimension, line.category) == own:
                return concerns(line, figure.period)
        return ()

    def try_preset(self, name: str, framework: str, period: Period) -> Trial:
        """Say what rating a framework by a preset would change in a period; nothing is written."""
        known = [each for each in self.measures() if each.framework == framework]
        held = self._store.read(Conventions, framework=framework)
        made = ruled(name, framework, known, self.targets(), held[0] if held else None)
        own = holdings(self._store, period, [each.id for each in known])
        return tried(made, known, period, own, bool(self._store.read(Publication, period=period)))

    def try_rebasing(self, made: Collection[Population], gone: Collection[Population] = ()) -> Rebasing:
        """Say which figures and ratings other estimates of the people would move; nothing is written."""
        definitions = by_measure(self.definitions())
        held = Based(self.measures(), definitions, self.figures(), self.populations(), self.calendar())
        return with_ratings(rebased(held, made, gone), lambda period, only: holdings(self._store, period, only))

    def reconcile(self, period: Period) -> Reconciliation:
        """Lay what imported reports printed for a period beside what is computed from their figures."""
        known = Known({each.id: each for each in self.measures(period)}, self.comparators())
        return reconcile(self.scorecard(period), self.published_tally(period), known)

    def chart(
        self,
        measure: Measure,
        part: str = "",
        kind: PeriodKind | None = None,
        split: Split | None = None,
        usual: PeriodKind | None = None,
    ) -> Chart:
        """Return what a chart of a measure and part shows, by the kind of period and split that are wished for.

        Without a kind it is by the usual one, where the measure is kept in it.
        """
        figures, definitions, note = self._store.read(Figure, measure=measure.id), self.definitions(measure), ""
        if definitions:
            now = self._look(Measure, [measure.id]).get(measure.id)
            figures, note = of_one_unit(measure, now if isinstance(now, Measure) else measure, definitions, figures)
        revised = {each.id for each in figures if Flag.REVISED in each.flags}
        before = values_before(self._store.history(measure=measure.id), revised) if revised else {}
        beside = self.targets(measure), self.comparators(measure)
        drawn = chart_of(measure, part, figures, *beside, kind, split, before, usual, definitions)
        return replace(drawn, notes=(*drawn.notes, note)) if note else drawn

    def contents(self, period: Period) -> Contents:
        """Return what a report of a period contains."""
        measures, definitions = {each.id: each for each in self.measures()}, by_measure(self.definitions())
        files = self.imported_files()
        judged = self.scorecard(period)
        frameworks = dict.fromkeys(row.measure.framework for row in judged.rows)
        lines = [
            figure_line(
                as_defined(measures[figure.measure], definitions.get(figure.measure, ()), figure.period),
                figure,
                source_text(figure, files),
            )
            for figure in self.figures()
            if figure.measure in measures
        ]
        was = f" (as it was on {show_day(self.day)})" if self.day else ""
        return Contents(
            title=f"{', '.join(frameworks) or self.path.stem}{was}",
            period=period,
            scorecard=judged,
            figures=tuple(sorted(lines, key=lambda line: (line.framework, line.code, line.part, line.period))),
            commentaries=self._other_commentaries(period),
            made_at=self._clock(),
            file_name=self.path.name,
            as_at=self.day,
        )

    def _other_commentaries(self, period: Period) -> tuple[CommentaryLine, ...]:
        """Return what is said about sections and whole reports, under their titles."""
        titles = {section.id: section.title for section in self.sections()}
        return tuple(
            CommentaryLine(
                subject=each.subject,
                about="Under no heading" if each.subject is Subject.UNPLACED
                else titles.get(each.subject_id, each.subject_id),
                text=each.text, status=each.status.value, author=each.author, remark=each.remark,
            )
            for each in self.commentaries(period)
            if each.subject is not Subject.MEASURE
        )  # fmt: skip

    def export(self, report: str, period: Period, out: Path) -> Path:
        """Write a report into a file whose ending says the format; UserError if that cannot be."""
        from ascdesk.reports.files import write

        write(report, self.contents(period), out)
        return out
