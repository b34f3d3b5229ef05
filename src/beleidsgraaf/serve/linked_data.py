"""Every IRI of ours answers: with a page for people, with triples for programs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, request
from pyoxigraph import NamedNode, Triple
from werkzeug.exceptions import Gone, NotAcceptable
from werkzeug.wrappers import Response as AnyResponse

from beleidsgraaf.serve import negotiate
from beleidsgraaf.serve.pages import ontology
from beleidsgraaf.serve.pages.routes import page_of
from beleidsgraaf.serve.pages.site import FORMS, Site
from beleidsgraaf.serve.render import rdf
from beleidsgraaf.serve.render.answers import HTML, answer
from beleidsgraaf.serve.render.contexts import Page
from beleidsgraaf.serve.texts import LANGUAGES
from beleidsgraaf.slug import SLUG

_SUFFIXES = {"html": HTML} | {suffix: media for suffix, (media, _) in FORMS.items()}
_OFFERED = (HTML, *rdf.FORMATS, "application/json", "application/xml", "text/xml", "text/plain")
_SAME = {
    "application/json": "application/ld+json",
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
    "text/plain": "application/n-triples",
}
"""What a client that asks for a more general type is given."""


class Withdrawn(Gone):
    """A thing that had a page; its IRI is never used for anything else."""

    def __init__(self, successor: str) -> None:
        super().__init__()
        self.successor = successor
        """Path of the thing that took its place, or nothing."""


@dataclass(frozen=True, slots=True)
class Resource:
    """Something with an IRI, as it can be had in every form."""

    path: str
    """Without language and suffix."""
    page: Callable[[], Page]
    triples: Callable[[], Sequence[Triple]]


def blueprint(site: Site, lang: str) -> Blueprint:
    """The addresses of things, terms and named graphs, in one language."""
    prefix = "" if lang == LANGUAGES[0] else f"/{lang}"
    data = Blueprint(f"data-{lang}", __name__, url_prefix=prefix)

    @data.get("/id/<kind>/<slug>")
    def identity(kind: str, slug: str) -> AnyResponse:
        _node(site, kind, slug)
        response = redirect(f"{prefix}/doc/{kind}/{slug}", 303)
        base = site.settings.public_url.rstrip("/")
        response.headers.update(_BROAD)
        response.headers["Link"] = f'<{base}/doc/{kind}/{slug}>; rel="describedby"'
        return response

    @data.get("/doc/<kind>/<name>")
    def description(kind: str, name: str) -> AnyResponse:
        slug, _, suffix = name.partition(".")
        node = _node(site, kind, slug)
        found = Resource(
            f"/doc/{kind}/{slug}",
            lambda: page_of(site, lang, node),
            lambda: site.store.construct("description", thing=node),
        )
        return represent(site, found, prefix, suffix)

    @data.get("/def", defaults={"suffix": ""})
    @data.get("/def.<suffix>")
    def definitions(suffix: str) -> AnyResponse:
        graph = site.store.names.graph("ontology")
        found = Resource(
            "/def",
            lambda: ontology.ontology(site, site.reader(lang)),
            lambda: site.store.graph(graph),
        )
        return represent(site, found, prefix, suffix)

    @data.get("/graph/<name>")
    def named_graph(name: str) -> AnyResponse:
        slug, _, suffix = name.partition(".")
        graph = site.store.names.graph(slug) if SLUG.fullmatch(slug) else abort(404)
        triples = site.store.graph(graph) or abort(404)
        found = Resource(
            f"/graph/{slug}",
            lambda: ontology.graph(site, site.reader(lang), slug),
            lambda: triples,
        )
        return represent(site, found, prefix, suffix)

    return data


_BROAD = {"Access-Control-Allow-Origin": "*"}
"""Programs in other people's pages may follow our IRIs too."""


def _node(site: Site, kind: str, slug: str) -> NamedNode:
    """The IRI, if the graph knows it; 410 if it was withdrawn, 404 if it never was."""
    path = f"{kind}/{slug}"
    if path in site.withdrawn:
        raise Withdrawn(site.withdrawn[path])
    if not (SLUG.fullmatch(kind) and SLUG.fullmatch(slug)):
        abort(404)
    node = site.store.names.thing(kind, slug)
    return node if site.store.knows(node) else abort(404)


def represent(site: Site, found: Resource, prefix: str, suffix: str) -> AnyResponse:
    """The resource in the form that the suffix names, or else that the client likes best."""
    if suffix == "html":
        return redirect(f"{prefix}{found.path}", 301)
    if suffix and suffix not in _SUFFIXES:
        abort(404)
    media = (
        _SUFFIXES[suffix] if suffix else negotiate.choose(request.headers.get("Accept"), _OFFERED)
    )
    if media is None:
        raise NotAcceptable
    media = _SAME.get(media, media)
    headers = {"Link": _links(site, found.path, media), **_BROAD}
    if not suffix:
        headers["Vary"] = "Accept"

    def body() -> bytes:
        return site.once(f"{prefix}{found.path}", media, lambda: _body(site, found, media))

    return answer(site.stamp, media, body, headers)


def _body(site: Site, found: Resource, media: str) -> str | bytes:
    if media == HTML:
        return site.renderer(found.page())
    prefixes = site.store.names.prefixes()
    return rdf.write(found.triples(), media, prefixes)


def _links(site: Site, path: str, media: str) -> str:
    """The Link header: the address of the description, and its other forms."""
    base = site.settings.public_url.rstrip("/")
    links = [f'<{base}{path}>; rel="canonical"']
    if media == HTML:  # a program that holds the page finds its data here
        links.append(f'<{base}{path}.ttl>; rel="describedby"; type="text/turtle"')
    links += [
        f'<{base}{path}.{suffix}>; rel="alternate"; type="{other}"'
        for suffix, (other, _) in FORMS.items()
        if other != media
    ]
    if media != HTML:
        links.append(f'<{base}{path}>; rel="alternate"; type="{HTML}"')
    return ", ".join(links)
