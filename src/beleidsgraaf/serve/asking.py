"""Questions with a choice in them: a term chosen takes the place of the term written in the file.

A query that offers a choice names it in its head (``#+ parameter: theme theme``: the variable and
the kind of value) and has one line ``VALUES ?theme { theme:tijdige-signalering }``. So the file is
a whole question as it stands, and what is shown to a reader is what is asked, to the letter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from beleidsgraaf.queries import Query

Choice = NamedNode | Literal

WORD = "word"
"""The kind of a parameter that is any word; the other kinds are types of things."""

_HEAD = re.compile(r"(?P<name>[a-z]\w*) (?P<kind>[a-z-]+)")
_ANY_WORD = re.compile(r"[^\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{1,100}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a question, the kind of value it takes and the one it has by itself."""

    name: str
    kind: str
    default: Choice


def parameters(query: Query) -> tuple[Parameter, ...]:
    """The choices that a question offers; ValueError where a file promises one it has not."""
    found = []
    for line in query.parameters:
        head = _HEAD.fullmatch(line)
        if head is None:
            raise ValueError(f"{query.name}: {line!r} is not the name and kind of a parameter")
        written = _written(query.text, head["name"])
        found.append(Parameter(head["name"], head["kind"], _term(query.text, written["term"])))
    return tuple(found)


def is_word(text: str) -> bool:
    """Whether a text may be asked for: one line, not long, no backslash."""
    return _ANY_WORD.fullmatch(text) is not None


def chosen(query: Query, choices: Mapping[str, Choice]) -> str:
    """The question without its head, with these terms in place of those written in the file."""
    text = "".join(
        line for line in query.text.splitlines(keepends=True) if not line.startswith("#+")
    )
    for name, term in choices.items():
        place = _written(text, name)
        text = text[: place.start("term")] + spelled(term) + text[place.end("term") :]
    return text


def labelled(text: str, query: Query, lang: str) -> str:
    """The text of a question with its labels in this language, as far as all things have them."""
    for name in query.labels:
        dutch = f'LANG(?{name}) = "nl"'
        if dutch not in text:
            raise ValueError(f"{query.name} has no Dutch label ?{name}")
        text = text.replace(dutch, f"LANG(?{name}) = {Literal(lang)}")
    return text


def spelled(term: Choice) -> str:
    """A term as SPARQL writes it, on one line, with no quote that another language could end on."""
    if isinstance(term, NamedNode):
        return str(NamedNode(term.value))  # made anew: an IRI that is none stops here
    return str(term).replace("'", "\\'")


def _written(text: str, name: str) -> re.Match[str]:
    places = list(re.finditer(rf"VALUES \?{name} {{ (?P<term>\S[^{{}}\n]*?) }}", text))
    if len(places) != 1:
        raise ValueError(f"VALUES ?{name} must stand in the question once, on a line")
    return places[0]


def _term(text: str, written: str) -> Choice:
    """The one term that a file has in a VALUES: a text in quotes, or a prefixed name."""
    if written.startswith('"'):
        return Literal(written.strip('"'))
    prefix, _, local = written.partition(":")
    namespace = re.search(rf"^PREFIX {prefix}: <(.+)>$", text, re.MULTILINE)
    if namespace is None:
        raise ValueError(f"{written} has no prefix that the question declares")
    return NamedNode(namespace[1] + local)
