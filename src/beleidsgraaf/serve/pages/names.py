"""What properties and classes are called on the pages."""

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.parts import Link, Words


def property_name(reader: Reader, predicate: NamedNode) -> Words:
    """What a property or class is called: our own word, the ontology's, or its short IRI."""
    key = f"term:{reader.short(predicate)}"
    if key in reader.t.messages:
        return Words(reader.t(key))
    return reader.name(predicate)


def property_link(reader: Reader, node: NamedNode) -> Link:
    """A property, class or role under the name that ``property_name`` gives."""
    name = property_name(reader, node)
    return Link(reader.href(node), name.text, name.lang)
