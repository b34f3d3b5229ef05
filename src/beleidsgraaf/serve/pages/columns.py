"""The columns of an answer under words, and its terms as a reader wants to see them."""

from pyoxigraph import Literal, NamedNode

from beleidsgraaf.serve.pages.names import property_link
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.parts import Words
from beleidsgraaf.serve.render.tables import Cell, Table, TableRow
from beleidsgraaf.serve.store import Answer, Term
from beleidsgraaf.vocab import curie

_NUMBERS = tuple(curie(f"xsd:{name}") for name in ("integer", "decimal", "double"))
_BOOLEAN = curie("xsd:boolean")
_NAMES = {
    "number": "answer.number",
    "measure": "answer.measure",
    "activity": "answer.activity",
    "goal": "answer.goal",
    "channel": "answer.channel",
    "name": "answer.name",
    "kind": "answer.kind",
    "address": "answer.address",
    "provider": "answer.provider",
    "organisation": "answer.organisation",
    "property": "answer.property",
    "scheme": "answer.scheme",
    "title": "answer.title",
    "titleEn": "answer.titleEn",
    "concepts": "answer.concepts",
    "tops": "answer.tops",
    "campaign": "answer.campaign",
    "ministry": "answer.ministry",
    "code": "answer.code",
    "measures": "answer.measures",
    "one": "answer.one",
    "other": "answer.other",
    "theme": "answer.theme",
    "instrument": "answer.instrument",
    "printed": "answer.printed",
    "otherForm": "answer.otherForm",
    "reason": "answer.reason",
    "role": "answer.role",
    "label": "answer.label",
    "labelEn": "answer.labelEn",
    "involvements": "answer.involvements",
    "actors": "answer.actors",
    "between": "answer.between",
    "alliance": "answer.alliance",
    "member": "answer.member",
    "together": "answer.together",
    "programme": "answer.programme",
    "part": "answer.part",
    "explanation": "answer.explanation",
    "cell": "answer.cell",
    "text": "answer.text",
    "researcher": "answer.researcher",
    "commissioner": "answer.commissioner",
    "receiver": "answer.receiver",
    "receiverBasis": "answer.receiverBasis",
    "funder": "answer.funder",
    "funderBasis": "answer.funderBasis",
    "quote": "answer.quote",
    "basis": "answer.basis",
    "reference": "answer.reference",
    "seen": "answer.seen",
    "match": "answer.match",
    "iri": "answer.iri",
    "valid": "answer.valid",
    "date": "answer.date",
    "description": "answer.description",
    "firstLine": "answer.firstLine",
    "lastLine": "answer.lastLine",
    "start": "answer.start",
    "end": "answer.end",
    "edition": "answer.edition",
    "line": "answer.line",
    "mended": "answer.mended",
    "probably": "answer.probably",
    "sha256": "answer.sha256",
    "version": "answer.version",
    "issued": "answer.issued",
    "modified": "answer.modified",
    "rows": "answer.rows",
    "step": "answer.step",
    "after": "answer.after",
    "used": "answer.used",
    "made": "answer.made",
    "value": "answer.value",
    "subject": "answer.subject",
    "object": "answer.object",
    "row": "answer.row",
    "firstPage": "answer.firstPage",
    "lastPage": "answer.lastPage",
    "verbatim": "answer.verbatim",
    "confidence": "answer.confidence",
}
"""What a variable is called: the key of its words."""


def answered(reader: Reader, answer: Answer, caption: str) -> Table:
    """The answer as a table: things by name, leading to their pages; numbers plain."""
    return Table(
        caption=caption,
        heads=tuple(column(reader, variable) for variable in answer.variables),
        rows=tuple(
            TableRow(tuple(cell(reader, row.term(v)) for v in answer.variables), f"row-{number}")
            for number, row in enumerate(answer.rows, 1)
        ),
        more=answer.more,
    )


def column(reader: Reader, variable: str) -> Words:
    """What a column is called; a variable that we have no word for keeps its own name."""
    key = _NAMES.get(variable)
    return Words(reader.t(key)) if key else Words(variable, "en")


def cell(reader: Reader, term: Term | None) -> Cell:
    """A term as it stands in a table."""
    match term:
        case NamedNode():
            link = property_link(reader, term)
            return Cell((link if link.href else Words(link.text, link.lang),))
        case Literal() if term.datatype in _NUMBERS:
            return Cell((Words(term.value),), numeric=True)
        case Literal() if term.datatype == _BOOLEAN:
            return Cell((Words(reader.t("yes" if term.value == "true" else "no")),))
        case Literal():
            return Cell((reader.words(term) or Words(""),))
        case _:
            return Cell((Words(""),))
