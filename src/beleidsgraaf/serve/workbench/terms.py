"""What the editor completes with: prefixes, classes and properties, and the questions to try."""

import json
from typing import Any

from pyoxigraph import NamedNode

from beleidsgraaf.serve import asking
from beleidsgraaf.serve.pages import numbers
from beleidsgraaf.serve.pages.names import property_name
from beleidsgraaf.serve.pages.questions import question_link
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.record import in_words
from beleidsgraaf.serve.pages.site import Site


def terms(site: Site, reader: Reader) -> str:
    """As JSON: each term with its name, meaning and number in the data, the most used first."""
    names = reader.store.names
    said = {
        "base": names.base,
        "prefixes": names.prefixes(),
        "classes": [_term(reader, *one) for one in numbers.used(site, "class", "entities")],
        "properties": [_term(reader, *one) for one in numbers.used(site, "property", "triples")],
        "examples": {
            question_link(reader, query).href: asking.chosen(query, {})
            for query in site.questions.values()
        },
    }
    return json.dumps(said, ensure_ascii=False)


def _term(reader: Reader, node: NamedNode, n: int) -> dict[str, Any]:
    name = property_name(reader, node)
    meaning = in_words(reader, reader.store.about(node), "skos:definition")
    return {
        "term": reader.short(node),
        "label": name.text if name.text != reader.short(node) else "",
        "lang": name.lang,
        "meaning": meaning.text if meaning else "",
        "n": n,
    }
