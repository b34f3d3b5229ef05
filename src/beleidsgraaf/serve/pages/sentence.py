"""The sentence about an actor that a journalist can quote, made from the data."""

from collections import Counter
from collections.abc import Sequence

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages.cards import code
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.parts import Counted
from beleidsgraaf.serve.store import Row

_COLLECTIVE = "Verzamelnaam:"


def sentence(reader: Reader, node: NamedNode, rows: Sequence[Row]) -> str:
    """In how many measures of which ministries an actor occurs, and in which roles."""
    t = reader.t
    name = reader.name(node).text
    measures = {row.node("measure") for row in rows}
    if not measures:
        return t("sentence.none", name=_capital(name))
    codes = _codes(reader, measures, node)
    ministries = t.enumerate(codes)
    if reader.kind(node) == "ministry":
        start = t("sentence.ministry", n=len(measures), name=name)
        return start + (t("sentence.with", ministries=ministries) if codes else "") + "."
    group = reader.kind(node) == "actor-group"
    one = "sentence.collective" if _collective(reader, node) else "sentence.organisation"
    key = "sentence.group" if group else one
    start = t(key, n=len(measures), name=name if group else _capital(name))
    of = t("sentence.of", ministries=ministries) if codes else ""
    names = [t("quoted", words=_small(role.link.text)) for role in roles(reader, rows)]
    return start + of + t("sentence.roles", n=len(names), roles=t.enumerate(names)) + "."


def roles(reader: Reader, rows: Sequence[Row]) -> tuple[Counted, ...]:
    """The roles in rows of ?role ?measure, those in the most measures first."""
    pairs = {(row.node("role"), row.node("measure")) for row in rows}
    counts = Counter(role for role, _ in pairs)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].value))
    return tuple(reader.counted(role, n) for role, n in ordered)


def _collective(reader: Reader, node: NamedNode) -> bool:
    """Whether the curators note first of all that a name stands for many: its verb is a plural."""
    return reader.text(node, "skos:note").startswith(_COLLECTIVE)


def _codes(reader: Reader, measures: set[NamedNode], besides: NamedNode) -> list[str]:
    found = {m for measure in measures for m in reader.values(measure, "bg:cooperatingMinistry")}
    return sorted(code(reader, ministry).text for ministry in found - {besides})


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
