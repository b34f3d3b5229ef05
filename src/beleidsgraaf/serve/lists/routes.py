"""The addresses of the lists and of their files, in every language."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, request

from beleidsgraaf.serve.lists import choice
from beleidsgraaf.serve.lists.files import FILES, Table
from beleidsgraaf.serve.lists.index import Index, build
from beleidsgraaf.serve.lists.kinds import LISTS
from beleidsgraaf.serve.lists.listing import Listing
from beleidsgraaf.serve.lists.page import page
from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.render.answers import HTML, answer
from beleidsgraaf.serve.texts import LANGUAGES


def install(site: Site) -> list[Blueprint]:
    """Every list in every language, over one index of each that is made here."""
    indexes = [build(site.store, of, LANGUAGES) for of in LISTS]
    return [_blueprint(site, indexes, lang) for lang in LANGUAGES]


def _blueprint(site: Site, indexes: Sequence[Index], lang: str) -> Blueprint:
    prefix = "" if lang == LANGUAGES[0] else f"/{lang}"
    lists = Blueprint(f"lists-{lang}", __name__, url_prefix=prefix)
    for index in indexes:
        _add(site, lists, Listing(site.reader(lang), index))
    return lists


def _add(site: Site, lists: Blueprint, listing: Listing) -> None:
    of = listing.of

    def shown() -> Response:
        asked = choice.read(of, request.args.items(multi=True))
        made = page(site, listing, asked)
        return answer(site.stamp, HTML, lambda: site.renderer(made), {})

    def file(suffix: str) -> Response:
        media, _, make = FILES.get(suffix) or abort(404)
        asked = choice.read(of, request.args.items(multi=True))
        name = f"beleidsgraaf-{of.path.strip('/')}.{suffix}"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Access-Control-Allow-Origin": "*",
        }
        return answer(site.stamp, media, lambda: make(_table(site, listing, asked)), headers)

    lists.add_url_rule(of.path, of.subject, shown)
    lists.add_url_rule(f"{of.path}.<suffix>", f"{of.subject}-file", file)


def _table(site: Site, listing: Listing, asked: choice.Choice) -> Table:
    public = site.settings.public_url.rstrip("/")
    lines = [listing.line(node) for node in listing.listed(asked)]
    about = {
        "list": public + listing.reader.address(asked.address()),
        "version": site.snapshot.id,
    }
    return Table(listing, lines, about)
