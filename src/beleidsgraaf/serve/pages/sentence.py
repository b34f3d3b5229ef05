"""The sentence about an actor that a journalist can quote, made from the data."""

from collections.abc import Sequence

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages.cards import code
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.parts import Counted

_COLLECTIVE = "Verzamelnaam:"


def sentence(reader: Reader, node: NamedNode, measures: int, has: Sequence[Counted]) -> str:
    """In how many measures of which ministries an actor occurs, and in which roles."""
    t = reader.t
    name = reader.name(node).text
    if not measures:
        return t("sentence.none", name=_capital(name))
    codes = _codes(reader, node)
    ministries = t.enumerate(codes)
    if reader.kind(node) == "ministry":
        start = t("sentence.ministry", n=measures, name=name)
        return start + (t("sentence.with", ministries=ministries) if codes else "") + "."
    group = reader.kind(node) == "actor-group"
    one = "sentence.collective" if _collective(reader, node) else "sentence.organisation"
    key = "sentence.group" if group else one
    start = t(key, n=measures, name=name if group else _capital(name))
    of = t("sentence.of", ministries=ministries) if codes else ""
    names = [t("quoted", words=_small(role.link.text)) for role in has]
    return start + of + t("sentence.roles", n=len(names), roles=t.enumerate(names)) + "."


def roles(reader: Reader, node: NamedNode) -> tuple[Counted, ...]:
    """The roles of an actor, those in the most measures first."""
    rows = reader.store.select("actor_roles", actor=node)
    return tuple(reader.counted(row.node("role"), row.number("measures")) for row in rows)


def _collective(reader: Reader, node: NamedNode) -> bool:
    """Whether the curators note first of all that a name stands for many: its verb is a plural."""
    return reader.text(node, "skos:note").startswith(_COLLECTIVE)


def _codes(reader: Reader, node: NamedNode) -> list[str]:
    found = {row.node("ministry") for row in reader.store.select("actor_ministries", actor=node)}
    return sorted(code(reader, ministry).text for ministry in found - {node})


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
