"""The scripts enhance what works without them; their weight is bounded."""

import gzip
import json
from collections.abc import Callable

import pytest

from beleidsgraaf.serve import assets
from beleidsgraaf.snapshot import Snapshot
from site_client import SiteClient

MOST = {
    "built/search.js": 3,
    "built/workbench.js": 137,
    "built/yasgui.js": 287,
    "built/yasgui.css": 10,
}
"""Kilobytes that a script may have, compressed: 140 for all of the workbench, 300 for Yasgui."""


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
@pytest.mark.parametrize("name", MOST)
def test_a_script_weighs_no_more_than_promised(site: SiteClient, name: str) -> None:
    """Measured as it travels; who reads no gzip gets the same, unpacked."""
    for coding in ("gzip", "gzip;q=0"):
        with site.raw(f"/static/{name}", Accept_Encoding=coding) as response:
            body = response.data
        assert response.mimetype in ("text/javascript", "text/css")
        assert "Accept-Encoding" in response.headers["Vary"]
        if coding == "gzip":
            assert response.headers["Content-Encoding"] == "gzip"
            assert 0 < len(body) <= MOST[name] * 1000
            body = gzip.decompress(body)
        assert body == (assets.FOLDER / name).read_bytes()


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
    assert set(assets.SCRIPTS) <= set(MOST), "a script has no bound"


def test_yasgui_has_a_policy_of_its_own_and_no_other_page_has(site: SiteClient) -> None:
    """Styles in elements and icons in the style sheet are allowed there; scripts are not."""
    policies = {
        path: dict(rule.split(" ", 1) for rule in found.split("; "))
        for path in ("/about", "/workbench", "/yasgui", "/en/yasgui")
        for found in (site.raw(path).headers["Content-Security-Policy"],)
    }
    assert policies["/about"] == policies["/workbench"]
    assert policies["/yasgui"] == policies["/en/yasgui"]
    others = policies["/yasgui"].items() - policies["/about"].items()
    assert {name for name, _ in others} == {"style-src", "style-src-attr", "img-src"}
    assert policies["/yasgui"]["script-src"] == policies["/yasgui"]["connect-src"] == "'self'"


def test_what_completes_is_what_the_data_uses(site: SiteClient) -> None:
    """Each class and property with its name, meaning and number; each question with its query."""
    response = site.raw("/workbench/terms")
    said = json.loads(response.data)
    (measure,) = [one for one in said["classes"] if one["term"] == "bg:Measure"]
    assert measure["label"] == "maatregel"
    assert measure["n"] == 56
    assert measure["meaning"].startswith("Wat een of meer ministeries")
    assert said["properties"][0]["n"] >= said["properties"][-1]["n"] > 0
    assert said["prefixes"]["bg"].endswith("/def#")
    links = site.get("/workbench").links
    assert said["examples"]
    assert set(said["examples"]) <= set(links)
    assert json.loads(site.raw("/en/workbench/terms").data)["classes"] != said["classes"]
    again = site.raw("/workbench/terms", If_None_Match=response.headers["ETag"])
    assert again.status_code == 304
    assert "/workbench/terms" not in site.raw("/sitemap.xml").text


def test_without_scripts_yasgui_says_so_and_leads_to_the_form(
    serve: Callable[[Snapshot], SiteClient], snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address answers all the same, and promises nothing."""
    plain = {n: a for n, a in assets.addresses().items() if not n.startswith("built/")}
    monkeypatch.setattr(assets, "addresses", lambda: plain)
    served = serve(snapshot)
    page = served.get("/yasgui")
    assert "niet gebouwd" in page.text
    assert "/workbench" in page.links
    assert "data-terms" not in served.get("/workbench").html
