"""The addresses of the pages, in every language."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, request
from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages import guides, home, inquiries, lists, prose, questions
from beleidsgraaf.serve.pages.actor import actor
from beleidsgraaf.serve.pages.document import MARKED, document, passage_at
from beleidsgraaf.serve.pages.evidence import evidence
from beleidsgraaf.serve.pages.measure import measure
from beleidsgraaf.serve.pages.places import KINDS, ListKind
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.pages.thing import thing
from beleidsgraaf.serve.pages.topic import topic
from beleidsgraaf.serve.render.answers import HTML, answer
from beleidsgraaf.serve.render.contexts import Page
from beleidsgraaf.serve.texts import LANGUAGES
from beleidsgraaf.slug import SLUG

ThingPage = Callable[[Site, Reader, NamedNode], Page]

_PAGES: dict[str, ThingPage] = {
    "measure": measure,
    "organisation": actor,
    "ministry": actor,
    "actor-group": actor,
    "theme": topic,
    "goal": topic,
    "programme": topic,
    "reference": topic,
    "target-group": topic,
    "instrument-type": topic,
    "channel": topic,
    "role": topic,
    "basis": topic,
    "evidence": evidence,
}
"""The page of each type of thing; any other type has the page that all things can have."""

_NARROWED = ("measure", "organisation")
"""Types whose lists have facets, and a package of their own."""


def page_of(site: Site, lang: str, node: NamedNode) -> Page:
    """The page of a thing that the graph knows."""
    reader = site.reader(lang)
    return _PAGES.get(reader.kind(node), thing)(site, reader, node)


def blueprint(site: Site, lang: str) -> Blueprint:
    """Every page that is not of one thing, in one language."""
    pages = Blueprint(
        f"pages-{lang}", __name__, url_prefix="" if lang == LANGUAGES[0] else f"/{lang}"
    )
    reader = site.reader(lang)

    def show(path: str, make: Callable[[], Page]) -> None:
        def view() -> Response:
            return _html(site, make)

        pages.add_url_rule(path, path.strip("/") or "home", view)

    show("/" if lang == LANGUAGES[0] else "", lambda: home.home(site, reader))
    for kind in KINDS:
        if kind.type in _NARROWED:
            continue
        show(kind.path, _listed(site, reader, kind))
    show("/questions", lambda: questions.questions(site, reader))
    show("/about", lambda: prose.about(site, reader))
    show("/help", lambda: guides.help_(site, reader))
    show("/api", lambda: guides.api(site, reader))
    show("/licence", lambda: prose.licence(site, reader))
    show("/toegankelijkheid", lambda: prose.accessibility(site, reader))
    show("/privacy", lambda: prose.privacy(site, reader))
    inquiries.add(site, reader, pages)
    _with_names(site, reader, pages)
    return pages


def _listed(site: Site, reader: Reader, kind: ListKind) -> Callable[[], Page]:
    return lambda: lists.things(site, reader, kind)


def _with_names(site: Site, reader: Reader, pages: Blueprint) -> None:
    """The pages that have a name in their address."""

    @pages.get("/document/<slug>")
    def document_(slug: str) -> Response:
        node = site.store.names.thing("edition", slug) if SLUG.fullmatch(slug) else abort(404)
        if not site.store.knows(node):
            abort(404)
        place, marked = request.args.get("passage", ""), request.args.get("marks") == MARKED
        target = passage_at(reader, node, place)
        if place and target is None:
            abort(404)
        return _html(site, lambda: document(site, reader, node, target, marked=marked))


def _html(site: Site, make: Callable[[], Page]) -> Response:
    def body() -> str | bytes:
        if request.query_string:  # of these there is no end
            return site.renderer(make())
        return site.once(request.path, HTML, lambda: site.renderer(make()))

    return answer(site.stamp, HTML, body, {})
