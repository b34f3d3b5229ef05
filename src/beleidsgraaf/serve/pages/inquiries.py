"""The addresses of what is counted, asked and checked: figures, questions, data quality."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, request

from beleidsgraaf.serve.pages import asked, figures, quality
from beleidsgraaf.serve.pages.figure_kinds import KINDS
from beleidsgraaf.serve.pages.questions import SECTION
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.render.answers import HTML, answer
from beleidsgraaf.serve.render.contexts import Page


def add(site: Site, reader: Reader, pages: Blueprint) -> None:
    """These pages, in the reader's language, among the others."""

    @pages.get(figures.PATH)
    def all_figures() -> Response:
        return _kept(site, lambda: figures.figures(site, reader))

    @pages.get(f"{figures.PATH}/<name>")
    def figure(name: str) -> Response:
        kind = KINDS.get(name) or abort(404)
        return _kept(site, lambda: figures.figure(site, reader, kind))

    @pages.get(quality.PATH)
    def data_quality() -> Response:
        return _kept(site, lambda: quality.quality(site, reader))

    @pages.get(f"{SECTION}/<name>")
    def question(name: str) -> Response:
        query = site.questions.get(name) or abort(404)
        chosen = asked.choices(reader, query, request.args)
        if chosen is None:
            abort(400)
        host = (site.settings.public_url or request.host_url).rstrip("/")
        return _html(site, lambda: asked.question(site, reader, query, chosen, host))


def _html(site: Site, make: Callable[[], Page]) -> Response:
    return answer(site.stamp, HTML, lambda: site.renderer(make()), {})


def _kept(site: Site, make: Callable[[], Page]) -> Response:
    """A page that is the same for everybody, made at the first visit."""

    def body() -> bytes:
        return site.once(request.path, HTML, lambda: site.renderer(make()))

    return answer(site.stamp, HTML, body, {})
