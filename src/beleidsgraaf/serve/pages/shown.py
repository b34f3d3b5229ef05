"""The questions that are shown with the page of a thing, for this thing and this reader.

Their answers are what the page shows: whoever asks one at the endpoint gets the same facts.
"""

from pyoxigraph import Literal, NamedNode

from beleidsgraaf.serve import asking
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.sparql import behind
from beleidsgraaf.serve.render.shown import Shown

_SUBJECTS = {
    "shown_actor": "actor",
    "shown_topic": "topic",
    "shown_role": "quality",
    "shown_measure": "measure",
    "shown_document": "edition",
    "shown_document_names": "edition",
    "shown_document_passages": "edition",
    "shown_thing": "thing",
    "shown_things": "class",
    "shown_home": "",
}
"""The questions, and the variable of each that stands for the subject of the page, if any."""

_WITHOUT_LABELS = (
    "shown_document",
    "shown_document_names",
    "shown_document_passages",
    "shown_thing",
)
"""Those that are the same in every language."""


def shown(reader: Reader, name: str, node: NamedNode | None = None) -> Shown:
    """The question of this name about the thing."""
    query = reader.store.queries[name]
    summary = query.summary_nl if reader.lang == "nl" else query.summary_en
    chosen: dict[str, asking.Choice] = {_SUBJECTS[name]: node} if node else {}
    if name not in _WITHOUT_LABELS:
        chosen["language"] = Literal(reader.lang)
    sparql = behind(reader, f"# {summary}\n{asking.chosen(query, chosen)}")
    return Shown(summary, sparql.text, sparql.workbench, sparql.answers)
