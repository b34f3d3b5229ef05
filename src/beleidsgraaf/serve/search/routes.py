"""The addresses of the search, in every language."""

import json
from concurrent.futures import Future

from flask import Blueprint, Response, request

from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.render.answers import HTML, answer
from beleidsgraaf.serve.search import page
from beleidsgraaf.serve.search.index import Index
from beleidsgraaf.serve.texts import LANGUAGES


def install(site: Site, making: Future[Index]) -> list[Blueprint]:
    """The search in every language, over one index; who searches before it is made waits for it."""
    return [_blueprint(site, making, lang) for lang in LANGUAGES]


def _blueprint(site: Site, making: Future[Index], lang: str) -> Blueprint:
    prefix = "" if lang == LANGUAGES[0] else f"/{lang}"
    pages = Blueprint(f"search-{lang}", __name__, url_prefix=prefix)
    reader = site.reader(lang)

    @pages.get(page.PATH)
    def search() -> Response:
        given = request.args
        asked = page.read(given.get("q", ""), given.get("kind", ""), given.get("page", ""))
        made = page.search(site, reader, making.result(), asked)
        return answer(site.stamp, HTML, lambda: site.renderer(made), {})

    @pages.get("/suggest")
    def suggest() -> Response:
        found = page.suggestions(reader, making.result(), request.args.get("q", ""))
        body = json.dumps({"suggestions": found}, ensure_ascii=False)
        return answer(site.stamp, "application/json", lambda: body, {})

    return pages
