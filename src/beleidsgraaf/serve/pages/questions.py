"""The competency questions, by section."""

from beleidsgraaf.queries import Query
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.render.contexts import QuestionsPage
from beleidsgraaf.serve.render.parts import Link, Words

SECTION = "/questions"
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
    return Link(reader.address(f"{SECTION}/{query.name}"), summary(reader, query))


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


def questions(site: Site, reader: Reader) -> QuestionsPage:
    """All questions that the graph was made to answer."""
    title = Words(reader.t("questions.title"))
    lead = reader.t("questions.lead", n=len(site.questions))
    return QuestionsPage(
        frame=site.frame(reader, title, Spot(SECTION, section=SECTION), lead),
        lead=lead,
        sections=by_section(site, reader),
    )
