"""Which lists there are, by what each can be narrowed, and which queries it rests on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facet:
    """One respect in which a list can be narrowed."""

    name: str
    """The parameter of the address, and the variable of the query."""
    type: str
    """The type segment of its values."""
    legend: str
    """The key of what it is called."""
    hint: str = ""
    """The key of a sentence that explains it, where it needs one."""


@dataclass(frozen=True, slots=True)
class FacetedList:
    """A list that can be narrowed."""

    path: str
    subject: str
    """The type segment of what is listed, and the variable of the query."""
    title: str
    lead: str
    """The key of the sentence about the whole list."""
    found: str
    """The key of the sentence about a part of it."""
    counted: str
    """The key of a number of the things."""
    hint: str
    """The key of what the field for words looks in."""
    query: str
    """The stem of the query that a reader is shown."""
    number: str
    """The variable of that query with a number of each thing: its row, or its measures."""
    words: str
    """The query of the text that is searched to the letter."""
    groups: tuple[tuple[str, tuple[Facet, ...]], ...]
    """Queries, each with facets whose values must hold of the same involvement or alone."""
    sorts: tuple[tuple[str, str], ...]
    """The orders there are, each with the key of its name; the first is the usual one."""

    @property
    def facets(self) -> tuple[Facet, ...]:
        """All facets, in the order in which they are shown."""
        return tuple(facet for _, facets in self.groups for facet in facets)


_MEASURE_FACETS = "list_measure_facets"
_ROLE = Facet("role", "role", "facet.role", "facet.role.hint")
_THEME = Facet("theme", "theme", "facet.theme")
_MINISTRY = Facet("ministry", "ministry", "facet.ministry")

MEASURES = FacetedList(
    path="/measures",
    subject="measure",
    title="list.measures",
    lead="lead.measures",
    found="found.measures",
    counted="measures",
    hint="facet.q.measures",
    query="list_measures",
    number="number",
    words="list_measure_texts",
    groups=(
        (_MEASURE_FACETS, (_MINISTRY,)),
        (_MEASURE_FACETS, (_THEME,)),
        (
            "list_measure_roles",
            (Facet("organisation", "organisation", "facet.organisation"), _ROLE),
        ),
        (_MEASURE_FACETS, (Facet("instrument", "instrument-type", "facet.instrument"),)),
        (_MEASURE_FACETS, (Facet("target", "target-group", "facet.target"),)),
        (_MEASURE_FACETS, (Facet("programme", "programme", "facet.programme"),)),
    ),
    sorts=(("document", "sort.document"), ("title", "sort.title")),
)
ORGANISATIONS = FacetedList(
    path="/organisations",
    subject="organisation",
    title="list.organisations",
    lead="lead.organisations",
    found="found.organisations",
    counted="organisations",
    hint="facet.q.organisations",
    query="list_organisations",
    number="measures",
    words="list_organisation_texts",
    groups=(
        ("list_organisation_facets", (Facet("kind", "organisation-kind", "facet.kind"),)),
        (
            "list_organisation_roles",
            (Facet("role", "role", "facet.role", "facet.same-measure"), _THEME, _MINISTRY),
        ),
    ),
    sorts=(("name", "sort.name"), ("measures", "sort.measures")),
)
LISTS = (MEASURES, ORGANISATIONS)

COLUMNS = {
    "number": "column.number",
    "title": "column.title",
    "name": "column.name",
    "other_names": "column.other-names",
    "kind": "column.kind",
    "measure_count": "column.measure-count",
    "measures": "column.measures",
    "goal": "column.goal",
    "theme": "column.theme",
    "ministries": "column.ministries",
    "organisations": "column.organisations",
    "instruments": "column.instruments",
    "target_groups": "column.target-groups",
    "programmes": "column.programmes",
    "explanation": "column.explanation",
    "iri": "column.iri",
}
"""What the columns of the files are called: the keys of their headings."""
