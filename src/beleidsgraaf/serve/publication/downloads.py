"""The files that people take along, of every version at hand, at addresses that stay."""

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.http import quote_etag
from werkzeug.wrappers import Response as AnyResponse

from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.publication.archive import FOLDER, Archive, File, Release
from beleidsgraaf.serve.publication.pages import downloads
from beleidsgraaf.serve.publication.ranges import Unsatisfiable, wanted
from beleidsgraaf.serve.render.answers import HTML, answer
from beleidsgraaf.serve.texts import LANGUAGES

_PIECE = 1 << 16
_TABLES = "csv-metadata.json"
_FOR_EVER = "public, max-age=31536000, immutable"
_EXPOSED = "Content-Length, Content-Range, ETag, Link, Repr-Digest"


def files(archive: Archive) -> Blueprint:
    """The addresses of the files: of the latest version, of a version by its number or id."""
    taken = Blueprint("downloads", __name__, url_prefix=f"/{FOLDER}")

    @taken.get("/<name>")
    def latest(name: str) -> AnyResponse:
        file = archive.current.file(name)
        if file:
            return _send(archive.current, file, "no-cache")
        release = archive.release(name) or abort(404)
        return redirect(f"/{FOLDER}#v-{release.id[:16]}", 302)

    @taken.get("/<key>/<name>")
    def of_version(key: str, name: str) -> AnyResponse:
        release = archive.release(key) or abort(404)
        file = release.file(name) or abort(404)
        return _send(release, file, _FOR_EVER if key == release.id else "no-cache")

    return taken


def page(site: Site, archive: Archive, lang: str) -> Blueprint:
    """The page that lists every version with its files, in one language."""
    prefix = "" if lang == LANGUAGES[0] else f"/{lang}"
    shown = Blueprint(f"downloads-{lang}", __name__, url_prefix=prefix)

    @shown.get(f"/{FOLDER}")
    def listed() -> Response:
        releases = archive.releases()
        # Versions come and go beside the one that is served.
        stamp = "-".join((site.stamp, *(release.id[:8] for release in releases)))
        make = lambda: site.renderer(downloads(site, site.reader(lang), releases))  # noqa: E731
        return answer(stamp, HTML, make, {})

    return shown


def _send(release: Release, file: File, caching: str) -> Response:
    """The file, or the part of it that is asked for, or 304, or 416."""
    tag = file.sha256[:32]
    headers = {
        "ETag": quote_etag(tag),
        "Cache-Control": caching,
        "Accept-Ranges": "bytes",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": _EXPOSED,
        "Repr-Digest": f"sha-256=:{base64.b64encode(bytes.fromhex(file.sha256)).decode()}:",
        "Link": _links(release, file),
    }
    if request.if_none_match.contains(tag):
        return Response(status=304, headers=headers)
    try:
        part = wanted(request.headers.get("Range", ""), file.bytes) if _is_same(tag) else None
    except Unsatisfiable:
        headers["Content-Range"] = f"bytes */{file.bytes}"
        return Response(status=416, headers=headers)
    return _body(file, part, headers)


def _is_same(tag: str) -> bool:
    """Whether a part of this file fits the part that the client has."""
    return "If-Range" not in request.headers or request.headers["If-Range"] == quote_etag(tag)


def _body(file: File, part: range | None, headers: Mapping[str, str]) -> Response:
    span = part if part is not None else range(file.bytes)
    response = Response(
        _pieces(file.path, span),
        206 if part is not None else 200,
        headers=dict(headers),
        content_type=file.media + ("; charset=utf-8" if file.media.startswith("text/") else ""),
        direct_passthrough=True,
    )
    response.headers["Content-Length"] = str(len(span))
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    if part is not None:
        response.headers["Content-Range"] = f"bytes {part[0]}-{part[-1]}/{file.bytes}"
    return response


def _pieces(path: Path, span: range) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(span.start)
        left = len(span)
        while left and (piece := file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece


def _links(release: Release, file: File) -> str:
    links = [
        f'</{FOLDER}/{release.id}/{file.name}>; rel="canonical"',
        '</catalogue>; rel="describedby"',
    ]
    if file.name.endswith(".csv"):
        # Beside the table as it was asked for: metadata about another address does not count.
        # And first: the csvw package warns of every link that it meets before this one.
        links.insert(0, f'<{_TABLES}>; rel="describedby"; type="application/csvm+json"')
    return ", ".join(links)
