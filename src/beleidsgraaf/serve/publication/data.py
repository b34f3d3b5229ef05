"""The catalogue, the numbers and the shapes, each in every form."""

from functools import cache

from flask import Blueprint, abort
from werkzeug.wrappers import Response as AnyResponse

from beleidsgraaf.serve.linked_data import Resource, represent
from beleidsgraaf.serve.pages import numbers
from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.publication import pages, shapes
from beleidsgraaf.serve.texts import LANGUAGES


def blueprint(site: Site, lang: str) -> Blueprint:
    """The documents about the data as a whole, in one language."""
    prefix = "" if lang == LANGUAGES[0] else f"/{lang}"
    documents = Blueprint(f"documents-{lang}", __name__, url_prefix=prefix)
    reader = site.reader(lang)
    said = cache(lambda: numbers.described(site))
    read = cache(lambda: shapes.read(site.snapshot))

    @documents.get("/catalogue", defaults={"suffix": ""})
    @documents.get("/catalogue.<suffix>")
    def catalogue(suffix: str) -> AnyResponse:
        triples = site.store.graph(site.store.names.graph("catalogue")) or abort(404)
        found = Resource(
            "/catalogue", lambda: pages.catalogue(site, reader, triples), lambda: triples
        )
        return represent(site, found, prefix, suffix)

    @documents.get("/.well-known/void", defaults={"suffix": ""})
    @documents.get("/.well-known/void.<suffix>")
    def void(suffix: str) -> AnyResponse:
        triples = said() or abort(404)
        found = Resource(
            "/.well-known/void", lambda: pages.void(site, reader, triples), lambda: triples
        )
        return represent(site, found, prefix, suffix)

    @documents.get("/shapes", defaults={"suffix": ""})
    @documents.get("/shapes.<suffix>")
    def rules(suffix: str) -> AnyResponse:
        files = read() or abort(404)
        found = Resource(
            "/shapes", lambda: shapes.page(site, reader, files), lambda: shapes.triples(site, files)
        )
        return represent(site, found, prefix, suffix)

    return documents
