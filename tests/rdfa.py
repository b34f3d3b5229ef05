"""Reads the triples that a page holds as RDFa, as far as our pages use it."""

from xml.etree.ElementTree import Element

from pyoxigraph import Literal, NamedNode, Triple


def triples(tree: Element) -> set[Triple]:
    """What the page says: a subject is in ``about``, a predicate in ``property``."""
    found: set[Triple] = set()
    body = tree.find("body")  # the head tells of the page itself, in terms of Open Graph
    assert body is not None
    _read(body, None, tree.attrib["lang"], found)
    return found


def _read(element: Element, subject: NamedNode | None, lang: str, found: set[Triple]) -> None:
    attributes = element.attrib
    lang = attributes.get("lang", lang)
    if "about" in attributes:
        subject = NamedNode(attributes["about"])
    if "property" in attributes:
        assert subject is not None, "a property stands in no subject"
        found.add(Triple(subject, NamedNode(attributes["property"]), _object(element, lang)))
    for child in element:
        _read(child, subject, lang, found)


def _object(element: Element, lang: str) -> NamedNode | Literal:
    attributes = element.attrib
    text = "".join(element.itertext())
    if "datatype" in attributes:
        return Literal(text, datatype=NamedNode(attributes["datatype"]))
    if "resource" in attributes:
        return NamedNode(attributes["resource"])
    return Literal(text, language=lang)
