"""The scripts enhance what works without them; their weight is bounded."""

import json
from collections.abc import Callable

import pytest

from beleidsgraaf.serve import assets
from beleidsgraaf.snapshot import Snapshot
from site_client import SiteClient

MOST = {"built/search.js": 3}
"""Kilobytes that a script may have, compressed."""


@pytest.fixture
def built() -> None:
    """The scripts are there, or the test is skipped."""
    if lacking := assets.without(assets.addresses()):
        pytest.skip(f"NO SCRIPTS: {lacking} `make scripts` builds them.")


@pytest.mark.usefixtures("built")
def test_every_page_loads_our_own_script_and_no_other(site: SiteClient) -> None:
    """Its address says which one it is, so that it can be kept for a year."""
    (script,) = [e for e in site.get("/about").all("script") if "src" in e.attrib]
    assert script.attrib["src"].startswith("/static/built/search.js?")
    assert script.attrib["type"] == "module"


@pytest.mark.usefixtures("built")
def test_the_search_field_says_where_suggestions_are(site: SiteClient) -> None:
    """In the language of the page."""
    page = site.get("/en/search")
    fields = [e.attrib for e in page.all("input") if "data-suggest" in e.attrib]
    assert [field["data-suggest"] for field in fields] == ["/en/suggest"] * 2
    assert json.loads(fields[0]["data-suggest-words"])["found.one"] == "{n} suggestion"


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("name", assets.SCRIPTS)
def test_a_script_weighs_no_more_than_promised(site: SiteClient, name: str) -> None:
    """Measured as it travels; who reads no gzip gets the same, unpacked."""
    packed = site.raw(f"/static/{name}", Accept_Encoding="gzip")
    plain = site.raw(f"/static/{name}", Accept_Encoding="gzip;q=0")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert 0 < len(packed.data) <= MOST[name] * 1000
    assert "Content-Encoding" not in plain.headers
    assert len(plain.data) > len(packed.data)
    for response in (packed, plain):
        assert response.mimetype == "text/javascript"
        assert "Accept-Encoding" in response.headers["Vary"]
        response.close()


def test_without_scripts_nothing_is_promised_and_the_log_says_so(
    serve: Callable[[Snapshot], SiteClient], snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page loads no script that is not there, and is the same page otherwise."""
    plain = {n: a for n, a in assets.addresses().items() if not n.startswith("built/")}
    monkeypatch.setattr(assets, "addresses", lambda: plain)
    page = serve(snapshot).get("/about")
    assert not [e for e in page.all("script") if "src" in e.attrib]
    assert not [e for e in page.all("input") if "data-suggest" in e.attrib]
    lacking = assets.without(plain)
    assert "npm" in lacking
    assert "\n" not in lacking
    assert assets.without(dict.fromkeys(assets.SCRIPTS, "")) == ""
