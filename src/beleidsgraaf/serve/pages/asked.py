"""The page of one question: what a reader can choose in it, and the answer."""

from collections.abc import Mapping
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from beleidsgraaf.queries import Query
from beleidsgraaf.serve import asking
from beleidsgraaf.serve.asking import Choice, Parameter
from beleidsgraaf.serve.pages import barred
from beleidsgraaf.serve.pages.code import codes
from beleidsgraaf.serve.pages.columns import answered
from beleidsgraaf.serve.pages.figure_kinds import KINDS, slug
from beleidsgraaf.serve.pages.figures import PATH as FIGURES
from beleidsgraaf.serve.pages.places import BY_TYPE
from beleidsgraaf.serve.pages.questions import SECTION, summary
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.record import natural
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.pages.sparql import ENDPOINT, behind
from beleidsgraaf.serve.render.parts import Link, Words
from beleidsgraaf.serve.render.questions import Field, Option, QuestionPage
from beleidsgraaf.serve.render.tables import Figure
from beleidsgraaf.serve.store import Answer
from beleidsgraaf.slug import SLUG

_ROWS = 200
"""Rows of an answer on a page; all of them are in the CSV."""
_OPTIONS = 500
"""Things that a field offers; any other can be asked for by its address."""
_CLASSES = {kind.type: kind.class_ for kind in BY_TYPE.values()} | {"row": "bg:SourceRow"}
_FIELDS = {
    "organisation": "field.organisation",
    "ministry": "field.ministry",
    "theme": "field.theme",
    "target-group": "field.target-group",
    "instrument-type": "field.instrument-type",
    "actor-group": "field.actor-group",
    "role": "field.role",
    "row": "field.row",
    "word": "field.word",
}
"""What a choice is called, by the kind of value: the key of its words."""


def choices(reader: Reader, query: Query, asked: Mapping[str, str]) -> dict[str, Choice] | None:
    """The terms that an address asks for, besides those written; None where one cannot be."""
    found: dict[str, Choice] = {}
    for parameter in asking.parameters(query):
        text = asked.get(parameter.name, "").strip()
        term = _chosen(reader, parameter, text) if text else parameter.default
        if term is None:
            return None
        if term != parameter.default:
            found[parameter.name] = term
    return found


def _chosen(reader: Reader, parameter: Parameter, text: str) -> Choice | None:
    if parameter.kind == asking.WORD:
        return Literal(text) if asking.is_word(text) else None
    if not SLUG.fullmatch(text):
        return None
    node = reader.store.names.thing(parameter.kind, text)
    return node if reader.store.knows(node) else None


def question(
    site: Site, reader: Reader, query: Query, chosen: Mapping[str, Choice], host: str
) -> QuestionPage:
    """A question with its answer; ``host`` is where visitors see this site."""
    text = asking.labelled(asking.chosen(query, chosen), query, reader.lang)
    answer = site.store.ask(text, _ROWS)
    title = _title(reader, query, chosen)
    path = _path(reader, query, chosen)
    above = (Link(reader.address(SECTION), reader.t("questions.title")),)
    return QuestionPage(
        frame=site.frame(reader, Words(title), Spot(path, section=SECTION, crumbs=above)),
        why="" if chosen else query.why_nl if reader.lang == "nl" else query.why_en,
        action=reader.address(f"{SECTION}/{query.name}"),
        fields=tuple(_field(reader, p, chosen) for p in asking.parameters(query)),
        figure=_figure(reader, query, answer, title),
        see=_see(reader, query),
        count=reader.t("question.rows", n=len(answer.rows) + answer.more),
        table=answered(reader, answer, title),
        share=host + reader.address(path),
        sparql=behind(reader, text),
        codes=codes(text, host + ENDPOINT),
    )


def _path(reader: Reader, query: Query, chosen: Mapping[str, Choice]) -> str:
    path = f"{SECTION}/{query.name}"
    asked = {name: _value(reader, term) for name, term in chosen.items()}
    return f"{path}?{urlencode(asked)}" if asked else path


def _value(reader: Reader, term: Choice) -> str:
    return slug(reader, term) if isinstance(term, NamedNode) else term.value


def _title(reader: Reader, query: Query, chosen: Mapping[str, Choice]) -> str:
    """The question as its head has it, or with the names of what was chosen."""
    if not chosen:
        return summary(reader, query)
    title = query.form_nl if reader.lang == "nl" else query.form_en
    for parameter in asking.parameters(query):
        term = chosen.get(parameter.name, parameter.default)
        name = reader.name(term).text if isinstance(term, NamedNode) else term.value
        title = title.replace(f"{{{parameter.name}}}", name)
    return title


def _field(reader: Reader, parameter: Parameter, chosen: Mapping[str, Choice]) -> Field:
    term = chosen.get(parameter.name, parameter.default)
    label = reader.t(_FIELDS[parameter.kind])
    if parameter.kind == asking.WORD:
        return Field(parameter.name, label, (), term.value)
    options = []
    for row in reader.store.select("things", **{"class": reader.term(_CLASSES[parameter.kind])}):
        thing = row.node("thing")
        if reader.kind(thing) == parameter.kind:
            name = reader.name(thing)
            options.append(Option(slug(reader, thing), name.text, name.lang, thing == term))
    ordered = sorted(dict.fromkeys(options), key=lambda option: natural(option.text))
    return Field(parameter.name, label, tuple(ordered[:_OPTIONS]), _value(reader, term))


def _figure(reader: Reader, query: Query, answer: Answer, title: str) -> Figure | None:
    """A bar for each row, leading to the row, where the question says that this is apt."""
    kind, *names = query.figure.split()[:3] or [""]
    if kind != "bars" or not answer.rows:
        return None
    name, number = names
    rows = [(reader.literal(row, name), row.number(number)) for row in answer.rows]
    return barred.figure(reader, title, rows)


def _see(reader: Reader, query: Query) -> Link | None:
    """The figure with a page of its own that shows this answer."""
    kind, _, name = query.figure.partition(" ")
    if kind != "page":
        return None
    return Link(reader.address(f"{FIGURES}/{name}"), reader.t(KINDS[name].title))
