"""The page about the quality of the data: what was checked, and what is missing."""

from collections.abc import Sequence

from pyoxigraph import NamedNode

from beleidsgraaf.serve import asking
from beleidsgraaf.serve.pages.columns import cell
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.pages.sparql import behind
from beleidsgraaf.serve.quality import Count, Finding, Report, read
from beleidsgraaf.serve.render.parts import Link, Words
from beleidsgraaf.serve.render.quality import Check, Gap, QualityPage
from beleidsgraaf.serve.render.tables import Cell, Table, TableRow

PATH = "/quality"
_MOST = 100
"""Things that the page names of each gap; all of them are in the CSV."""
_GAPS = (
    ("quality_no_organisation", "quality.no-organisation", "quality.no-organisation.text"),
    ("quality_no_identifier", "quality.no-identifier", "quality.no-identifier.text"),
    ("quality_inferred_roles", "quality.inferred-roles", "quality.inferred.text"),
    ("quality_inferred_statements", "quality.inferred-statements", "quality.inferred.text"),
    ("quality_no_target_group", "quality.no-target-group", "quality.no-target-group.text"),
)
_SEVERITY = {
    "Violation": "severity.violation",
    "Warning": "severity.warning",
    "Info": "severity.info",
}


def quality(site: Site, reader: Reader) -> QualityPage:
    """How the data was checked, and what is missing in it."""
    t = reader.t
    report = read(site.snapshot, reader.lang)
    lead = t("quality.lead" if report.conforms else "quality.lead.broken")
    return QualityPage(
        frame=site.frame(reader, Words(t("quality.title")), Spot(PATH), lead),
        lead=lead,
        checks=(_shapes(reader, report), _evidence(reader, report), *_rest(reader, report)),
        gaps=tuple(_gap(site, reader, *gap) for gap in _GAPS),
    )


def _shapes(reader: Reader, report: Report) -> Check:
    t = reader.t
    broken = sum(len(f.places) for f in report.findings if f.severity == "Violation")
    others = sum(len(f.places) for f in report.findings) - broken
    told = t("quality.shapes.checked", n=report.constraints)
    kept = t("quality.shapes.broken", n=broken) if broken else t("quality.shapes.kept")
    warned = t("quality.shapes.warned", n=others) if others else ""
    return Check(
        anchor="shapes",
        title=t("quality.shapes"),
        sentence=" ".join(filter(None, (told, kept, warned))),
        see=Link(reader.address("/shapes"), t("shapes.title")),
        table=_findings(reader, report.findings, t("quality.shapes")),
    )


def _evidence(reader: Reader, report: Report) -> Check:
    t = reader.t
    wrong = len(report.misplaced)
    kept = t("quality.evidence.wrong", n=wrong) if wrong else t("quality.evidence.kept")
    return Check(
        anchor="passages",
        title=t("quality.evidence"),
        sentence=f"{t('quality.evidence.checked', n=report.passages)} {kept}",
        see=None,
        table=_findings(reader, report.misplaced, t("quality.evidence")),
    )


def _rest(reader: Reader, report: Report) -> tuple[Check, Check]:
    t = reader.t
    outside = sum(not one.ok for one in report.counts)
    within = t("quality.counts.outside", n=outside) if outside else t("quality.counts.kept")
    wrong = len(report.answered_otherwise)
    alike = t("quality.questions.wrong", n=wrong) if wrong else t("quality.questions.kept")
    return (
        Check(
            anchor="counts",
            title=t("quality.counts"),
            sentence=f"{t('quality.counts.checked', n=len(report.counts))} {within}",
            see=None,
            table=_counts(reader, report.counts),
        ),
        Check(
            anchor="questions",
            title=t("questions.title"),
            sentence=f"{t('quality.questions.checked', n=report.questions)} {alike}",
            see=Link(reader.address("/questions"), t("questions.title")),
            table=None,
        ),
    )


def _findings(reader: Reader, findings: Sequence[Finding], caption: str) -> Table | None:
    t = reader.t
    heads = tuple(Words(t(key)) for key in ("severity", "quality.what", "quality.where"))
    rows = tuple(
        TableRow(
            (
                Cell((Words(t(_SEVERITY[one.severity])),)),
                Cell((Words(one.message),)),
                Cell(tuple(p for iri in one.places for p in cell(reader, NamedNode(iri)).parts)),
            )
        )
        for one in findings
    )
    return Table(caption, heads, rows) if rows else None


def _counts(reader: Reader, counts: Sequence[Count]) -> Table:
    t = reader.t
    keys = ("quality.kind", "quality.found", "quality.least", "quality.most", "quality.within")
    rows = tuple(
        TableRow(
            (
                Cell((Words(one.name, "en"),)),
                *(
                    Cell((Words(t.number(n)),), numeric=True)
                    for n in (one.found, one.least, one.most)
                ),
                Cell((Words(t("yes" if one.ok else "no")),)),
            )
        )
        for one in counts
    )
    return Table(t("quality.counts"), tuple(Words(t(key)) for key in keys), rows, headed=True)


def _gap(site: Site, reader: Reader, name: str, title: str, text: str) -> Gap:
    t = reader.t
    query = asking.chosen(site.store.queries[name], {})
    answer = site.store.ask(query, _MOST)
    n = len(answer.rows) + answer.more
    return Gap(
        anchor=name.replace("_", "-"),
        title=t(title, n=n),
        sentence=t(text),
        things=tuple(reader.link(row.node("thing")) for row in answer.rows),
        more=answer.more,
        sparql=behind(reader, query),
    )
