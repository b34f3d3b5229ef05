"""What programs look for at fixed addresses: robots.txt, the sitemap, security.txt."""

import datetime
from collections.abc import Iterator
from functools import partial

from flask import Blueprint, Response, abort, current_app, redirect, request
from markupsafe import escape
from werkzeug.wrappers import Response as AnyResponse

from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.render.answers import answer
from beleidsgraaf.serve.texts import LANGUAGES

SECURITY_TXT = "/.well-known/security.txt"
MOST = 50_000
"""Addresses that one sitemap may have, by its protocol."""

_XML = "application/xml"
_PLAIN = "text/plain"
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LEFT_ALONE = ("/sparql", "/workbench?", "/en/workbench?")
"""Addresses with any number of pages, of which none says anything new."""

_FOR_SCRIPTS = ("/suggest", "/workbench/terms")
"""Addresses without a page."""


def blueprint(site: Site) -> Blueprint:
    """The addresses of the files; they are the same in every language."""
    files = Blueprint("site-files", __name__)
    send = partial(_send, site)

    @files.get("/robots.txt")
    def robots() -> Response:
        lines = [
            "User-agent: *",
            *(f"Disallow: {path}" for path in _LEFT_ALONE),
            f"Sitemap: {_root(site)}/sitemap.xml",
        ]
        return send(_PLAIN, "\n".join(lines) + "\n")

    @files.get("/sitemap.xml")
    def sitemap() -> Response:
        parts = _parts(site)
        return send(_XML, _urls(site, parts[0]) if len(parts) == 1 else _index(site, len(parts)))

    @files.get("/sitemap-<int:number>.xml")
    def sitemap_part(number: int) -> Response:
        parts = _parts(site)
        if not 1 <= number <= len(parts):
            abort(404)
        return send(_XML, _urls(site, parts[number - 1]))

    @files.get(SECURITY_TXT)
    def security() -> Response:
        return _security(site, datetime.datetime.now(datetime.UTC).date())

    @files.get("/security.txt")
    def security_elsewhere() -> AnyResponse:
        return redirect(SECURITY_TXT, 301)

    return files


def pages(site: Site) -> Iterator[str]:
    """The path of every page, in the language that needs no prefix."""
    suffix = f"-{LANGUAGES[0]}"
    for rule in current_app.url_map.iter_rules():
        if rule.rule in _FOR_SCRIPTS:
            continue
        if rule.endpoint.partition(".")[0].endswith(suffix) and rule.arguments <= set(
            rule.defaults or ()
        ):
            yield rule.rule
    yield from (f"/questions/{name}" for name in site.questions)
    base = site.store.names.base
    for row in site.store.select("iris"):
        path = row.text("thing").removeprefix(f"{base}id/")
        if path.startswith("edition/"):
            yield f"/document/{path.removeprefix('edition/')}"
        yield f"/doc/{path}"
    yield from (f"/graph/{name}" for name in _graphs(site))


def _graphs(site: Site) -> list[str]:
    start = site.store.names.graph("").value
    return sorted(name.removeprefix(start) for name in site.store.graph_names())


def _parts(site: Site) -> list[list[str]]:
    every = sorted(set(pages(site)))
    step = MOST // len(LANGUAGES)
    return [every[at : at + step] for at in range(0, len(every), step)]


def _urls(site: Site, paths: list[str]) -> str:
    root = escape(_root(site))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<urlset xmlns="{_SITEMAPS}" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for path in paths:
        addresses = {lang: f"{root}{escape(_in(lang, path))}" for lang in LANGUAGES}
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href="{address}"/>'
            for lang, address in addresses.items()
        )
        lines += [f"<url><loc>{one}</loc>{others}</url>" for one in addresses.values()]
    return "\n".join([*lines, "</urlset>"]) + "\n"


def _index(site: Site, count: int) -> str:
    root = escape(_root(site))
    parts = (f"<sitemap><loc>{root}/sitemap-{n}.xml</loc></sitemap>" for n in range(1, count + 1))
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{_SITEMAPS}">'
    return "\n".join([head, *parts, "</sitemapindex>"]) + "\n"


def _in(lang: str, path: str) -> str:
    return path if lang == LANGUAGES[0] else f"/{lang}{path}".rstrip("/")


def _security(site: Site, today: datetime.date) -> Response:
    """Where to tell of a weakness (RFC 9116); 404 with the reason where nobody would read it."""
    settings = site.settings
    why = ""
    if not (settings.security_contact and settings.security_expires):
        why = "The operator of this site has not set security_contact and security_expires."
    elif datetime.date.fromisoformat(settings.security_expires) <= today:
        why = f"What stood here expired on {settings.security_expires}; the operator must renew it."
    if why:
        return Response(f"404 Not Found\n{why}\n", 404, content_type=f"{_PLAIN}; charset=utf-8")
    lines = [
        f"Contact: {settings.security_contact}",
        f"Expires: {settings.security_expires}T00:00:00Z",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {_root(site)}{SECURITY_TXT}",
    ]
    return Response("\n".join(lines) + "\n", content_type=f"{_PLAIN}; charset=utf-8")


def _root(site: Site) -> str:
    """The address of the site, without a slash at its end."""
    return (site.settings.public_url or request.url_root).rstrip("/")


def _send(site: Site, media: str, body: str) -> Response:
    return answer(site.stamp, media, lambda: body, {})
