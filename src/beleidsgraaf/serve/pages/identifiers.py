"""Identifiers that somebody else gave to a thing, with the place each was seen."""

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.contexts import IdentifierLine


def identifiers(reader: Reader, node: NamedNode) -> tuple[IdentifierLine, ...]:
    """The identifiers of a thing, those that are addresses as links."""
    lines = []
    for identifier in reader.values(node, "adms:identifier"):
        scheme = reader.related(identifier, "dct:type")
        value = reader.text(identifier, "skos:notation")
        lines.append(
            IdentifierLine(
                scheme=reader.link(scheme) if scheme else None,
                value=value,
                href=value if value.startswith(("https://", "http://")) else "",
                seen=reader.text(identifier, "dct:source"),
            )
        )
    return tuple(
        sorted(lines, key=lambda line: (line.scheme.text if line.scheme else "", line.value))
    )
