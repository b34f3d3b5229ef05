"""The competency questions, and the form in which anybody asks their own."""

from urllib.parse import urlencode

from pyoxigraph import Literal

from beleidsgraaf.queries import Query
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.render.contexts import QuestionPage, QuestionsPage, WorkbenchPage
from beleidsgraaf.serve.render.parts import Link, Words

FORMATS = (("csv", "CSV"), ("tsv", "TSV"), ("json", "JSON"), ("xml", "XML"))
"""The forms of an answer: the endpoint's ``format=``, and its name."""

_ENDPOINT = "/sparql"
_WORKBENCH = "/workbench"
_SECTION = "/questions"
_SECTIONS = {
    "simple": "section.simple",
    "aggregate": "section.aggregate",
    "path": "section.path",
    "negation": "section.negation",
    "text": "section.text",
    "role": "section.role",
    "reference": "section.reference",
    "provenance": "section.provenance",
}


def summary(reader: Reader, query: Query) -> str:
    """The question in the reader's language."""
    return query.summary_nl if reader.lang == "nl" else query.summary_en


def question_link(reader: Reader, query: Query) -> Link:
    """The question, leading to its page."""
    return Link(reader.address(f"{_SECTION}/{query.name}"), summary(reader, query))


def by_section(site: Site, reader: Reader) -> tuple[tuple[Words, tuple[Link, ...]], ...]:
    """The questions under the sections that their heads name, in the order of their names."""
    sections: dict[str, list[Link]] = {}
    for query in site.questions.values():
        sections.setdefault(query.section, []).append(question_link(reader, query))
    return tuple(
        (_section_name(reader, section), tuple(links)) for section, links in sections.items()
    )


def _section_name(reader: Reader, section: str) -> Words:
    key = _SECTIONS.get(section)
    return Words(reader.t(key)) if key else Words(section, "en")


def shown(query: Query) -> str:
    """The query without the head that our own programs read."""
    lines = query.text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#+"))


def questions(site: Site, reader: Reader) -> QuestionsPage:
    """All questions that the graph was made to answer."""
    title = Words(reader.t("questions.title"))
    lead = reader.t("questions.lead", n=len(site.questions))
    return QuestionsPage(
        frame=site.frame(reader, title, Spot(_SECTION, section=_SECTION), lead),
        lead=lead,
        sections=by_section(site, reader),
    )


def question(site: Site, reader: Reader, query: Query) -> QuestionPage:
    """One question with its SPARQL, to run or to change."""
    t = reader.t
    above = (Link(reader.address(_SECTION), t("questions.title")),)
    spot = Spot(f"{_SECTION}/{query.name}", section=_SECTION, crumbs=above)
    return QuestionPage(
        frame=site.frame(reader, Words(summary(reader, query)), spot),
        why=reader.words(Literal(query.why, language="nl")) if query.why else None,
        sparql=shown(query),
        action=_ENDPOINT,
        workbench=f"{reader.address(_WORKBENCH)}?{urlencode({'query': shown(query)})}",
        formats=FORMATS,
    )


def workbench(site: Site, reader: Reader, sparql: str) -> WorkbenchPage:
    """The form with a query in it, and the questions as examples beside it."""
    t = reader.t
    spot = Spot(_WORKBENCH, section=_WORKBENCH)
    first = next(iter(site.questions.values()), None)
    return WorkbenchPage(
        frame=site.frame(reader, Words(t("workbench.title")), spot),
        sparql=sparql or (shown(first) if first else ""),
        action=_ENDPOINT,
        formats=FORMATS,
        sections=by_section(site, reader),
    )
