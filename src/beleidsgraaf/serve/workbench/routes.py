"""The address of the workbench, in every language; the endpoint answers, with all its limits."""

from urllib.parse import urlencode
from wsgiref.types import WSGIEnvironment as Environ

from flask import Blueprint, Response, current_app, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from beleidsgraaf.errors import QueryError, QuerySyntaxError, TooManyQueriesError
from beleidsgraaf.serve import endpoint, eventloop, later
from beleidsgraaf.serve.endpoint import request as protocol
from beleidsgraaf.serve.endpoint.service import Endpoint
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.pages.sparql import ENDPOINT
from beleidsgraaf.serve.policy import HEADER
from beleidsgraaf.serve.render.answers import HTML, answer
from beleidsgraaf.serve.response import Response as Answered
from beleidsgraaf.serve.texts import LANGUAGES
from beleidsgraaf.serve.workbench import answers, yasgui
from beleidsgraaf.serve.workbench.page import HERE, PATH, READ, TERMS, address, workbench
from beleidsgraaf.serve.workbench.terms import terms

JSON = "application/json"
_UNHEARD = ("HTTP_IF_NONE_MATCH", "HTTP_ACCEPT_ENCODING")
"""What a browser says of the page, and not of the answer on it."""


def blueprint(site: Site, lang: str) -> Blueprint:
    """The workbench in one language."""
    prefix = "" if lang == LANGUAGES[0] else f"/{lang}"
    pages = Blueprint(f"workbench-{lang}", __name__, url_prefix=prefix)
    reader = site.reader(lang)

    @pages.after_request
    def varied(response: Response) -> Response:
        response.vary.add("Accept")  # it is also what a browser gets at the endpoint's address
        return response

    @pages.get(PATH)
    def asked() -> AnyResponse:
        sparql = request.args.get("query", "").replace("\r\n", "\n")  # as forms send lines
        form = request.args.get("format", HERE)
        if sparql.strip() and form != HERE:
            return redirect(f"{ENDPOINT}?{urlencode({'query': sparql, 'format': form})}", 303)
        if not sparql.strip():
            page = workbench(site, reader, "", None)
            return answer(site.stamp, HTML, lambda: site.renderer(page), {})
        return _answered(site, reader, sparql)

    @pages.get(READ)
    def read() -> Response:
        sparql = request.args.get("query", "")
        response = jsonify(_mistake(reader, sparql) if sparql.strip() else {})
        response.headers["Cache-Control"] = "no-store"
        return response

    if prefix:
        pages.add_url_rule(ENDPOINT, "endpoint", lambda: _to_the_endpoint(prefix))
    _kept(site, reader, pages)
    return pages


def _to_the_endpoint(prefix: str) -> AnyResponse:
    """There is one endpoint for all languages; who wants a page gets the one in its language."""
    path = f"{prefix}{PATH}" if "html" in request.headers.get("Accept", "") else ENDPOINT
    asked = request.query_string.decode("ascii", "replace")
    answer = redirect(path + (f"?{asked}" if asked else ""), 307)
    answer.vary.add("Accept")
    return answer


def _kept(site: Site, reader: Reader, pages: Blueprint) -> None:
    """What is the same at each visit: the page of Yasgui, and what both editors complete with."""

    @pages.get(yasgui.PATH)
    def other() -> Response:
        def body() -> bytes:
            return site.once(request.path, HTML, lambda: site.renderer(yasgui.yasgui(site, reader)))

        return answer(site.stamp, HTML, body, {HEADER: yasgui.POLICY})

    @pages.get(TERMS)
    def completions() -> Response:
        def body() -> bytes:
            return site.once(request.path, JSON, lambda: terms(site, reader))

        return answer(site.stamp, JSON, body, {})


def _answered(site: Site, reader: Reader, sparql: str) -> Response:
    """The page with the endpoint's answer, or with its refusal and the status of that."""
    host = (site.settings.public_url or request.host_url).rstrip("/")
    try:
        found = _ask(sparql)
    except QueryError as error:
        page = workbench(site, reader, sparql, answers.refusal(reader, sparql, error))
        response = _passing(site.renderer(page), error.http_status)
        if isinstance(error, TooManyQueriesError):
            response.headers["Retry-After"] = str(error.retry_after)
        return response
    made = answers.result(reader, sparql, found, host + address(reader, sparql))
    page = workbench(site, reader, sparql, made)
    if not found.tag:
        return _passing(site.renderer(page), 200)
    return answer(site.stamp, HTML, lambda: site.renderer(page), {})


def _ask(sparql: str) -> Answered:
    """The endpoint's response to a query, asked for as any client asks."""
    service: Endpoint = current_app.extensions[endpoint.EXTENSION]
    environ = {name: value for name, value in request.environ.items() if name not in _UNHEARD}
    environ |= {
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": urlencode({"query": sparql}),
        "HTTP_ACCEPT": f"{answers.BINDINGS}, {answers.GRAPH}",
    }
    asked = protocol.read(environ, service.settings.query_length << 10)
    if asked is None:
        raise QueryError("There is no query.")
    return eventloop.wait_for(_response(service, asked, environ))


async def _response(service: Endpoint, asked: protocol.Asked, environ: Environ) -> Answered:
    return await later.known(service.respond(asked, environ))


def _mistake(reader: Reader, sparql: str) -> dict[str, str | int]:
    """What the endpoint would say is wrong with the text of a query, and where; else nothing.

    What it says for another reason, say that it is busy, is no news while somebody writes.
    """
    service: Endpoint = current_app.extensions[endpoint.EXTENSION]
    try:
        eventloop.wait_for(service.read(sparql, request.environ))
    except QuerySyntaxError as error:
        found = answers.refusal(reader, sparql, error)
        told = f"{found.said}. {found.reason.text}"
        return {"line": error.line, "column": error.column, "said": told}
    except QueryError:
        pass
    return {}


def _passing(body: str, status: int) -> Response:
    """A page that may be another one when it is asked for again."""
    response = Response(body, status, content_type=f"{HTML}; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
