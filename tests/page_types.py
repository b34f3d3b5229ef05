"""An address for every type of page that the site has."""

import re

from flask import Flask

from beleidsgraaf.serve.pages import routes
from beleidsgraaf.serve.texts import LANGUAGES
from beleidsgraaf.snapshot import Snapshot

_OTHER_THINGS = ("involvement", "row", "statement", "identifier")
"""Types without a page of their own that stand for all that have the general one."""

_QUERY = "SELECT%20*%20%7B%20%3Fs%20a%20%3Fclass%20%7D%20LIMIT%2020"
SAMPLES = {
    "/": ("",),
    "/measures": ("/measures", "/measures?q=zzzzzz"),
    "/organisations": ("/organisations", "/organisations?q=movisie"),
    "/search": ("/search", "/search?q=seksueel", "/search?q=zzzzzzzz"),
    "/figures/<name>": ("/figures/ministries-themes", "/figures/sets"),
    "/questions/<name>": ("/questions/cq10-instruments-per-theme",),
    "/document/<slug>": ("/document/seksueel-geweld-2021",),
    "/workbench": ("/workbench", f"/workbench?query={_QUERY}", "/workbench?query=SELEC"),
    "/graph/<name>": ("/graph/provenance",),
}
"""Addresses of pages whose rule has a parameter, or that have more than one state."""

_FILES = (
    "/downloads/<name>",
    "/downloads/<key>/<name>",
    "/static/<path:filename>",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-<int:number>.xml",
    "/.well-known/security.txt",
    "/security.txt",
    "/suggest",
    "/workbench/read",
    "/workbench/terms",
    "/id/<kind>/<slug>",
)
"""Rules that never answer with a page."""
_THINGS = "/doc/<kind>/<name>"
MISSING = "/nowhere"


def addresses(app: Flask, snapshot: Snapshot) -> list[str]:
    """An address for every page type there is, without language; KeyError for one unknown."""
    found = [MISSING]
    for rule in app.url_map.iter_rules():
        path = rule.rule
        if path.startswith(tuple(f"/{lang}" for lang in LANGUAGES[1:])) or path in _FILES:
            continue
        if path == _THINGS:
            graph = snapshot.read("graph.nq.gz").decode()
            shown = (*routes._PAGES, *_OTHER_THINGS)
            found += [f"/doc/{kind}/{_first(graph, kind)}" for kind in shown]
        elif not path.endswith("<suffix>"):
            found += SAMPLES[path] if path in SAMPLES or "<" in path else [path]
    return found


def _first(graph: str, kind: str) -> str:
    """The slug of some thing of a type."""
    found = re.search(rf"/id/{kind}/([a-z0-9-]+)> ", graph)
    assert found, kind
    return found[1]
