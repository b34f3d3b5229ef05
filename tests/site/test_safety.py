"""Whatever is sent, the answer is a proper page that runs nothing and stores nothing."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_client import SiteClient

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' OR 1=1 --",
    "{{ 7*7 }}",
    "{% include '/etc/passwd' %}",
    "../../../../etc/passwd",
    "%00",
    "\u202egnp.exe",
    "a" * 3000,
    "<http://example.org/> . } DROP ALL #",
    "é€𝄞",
)
PLACES = (
    "/doc/organisation/{}",
    "/en/doc/{}/movisie",
    "/id/organisation/{}",
    "/doc/organisation/movisie.{}",
    "/questions/{}",
    "/document/{}",
    "/graph/{}",
    "/def.{}",
    "/{}",
    "/en/{}",
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_an_address_is_a_clear_page(
    site: SiteClient, place: str, text: str
) -> None:
    """Nothing of it comes back as markup, and the status says that there is no such page."""
    page = site.get(place.format(quote(text, safe="")), status=404)
    assert "<script>" not in page.html
    assert "onerror" not in page.html


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_the_form_is_shown_as_text(site: SiteClient, text: str) -> None:
    """What a visitor writes in the query form stands there as written and is no markup."""
    status = 403 if "DROP" in text else 400  # an update is refused as what it is
    page = site.get(f"/workbench?query={quote(text)}", status=status)
    assert page.texts("textarea") == [" ".join(text.split())]


@given(text=st.text(max_size=40))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_address_is_a_failure(site: SiteClient, text: str) -> None:
    """Any path gives a page or says that there is none; never a 500."""
    encoded = quote(text, safe="", errors="replace")
    for place in ("/doc/organisation/{}", "/id/{}/x", "/{}", "/workbench?query={}"):
        assert site.raw(place.format(encoded)).status_code < 500


@pytest.mark.parametrize(
    "path",
    ["/", "/en/measures", "/doc/organisation/movisie.ttl", "/id/role/executes", "/nothing", "/def"],
)
def test_every_answer_forbids_what_no_page_needs(site: SiteClient, path: str) -> None:
    """No script, no frame, no resource from elsewhere; no cookie is ever set."""
    headers = site.raw(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in headers
    assert "Set-Cookie" not in headers


def test_a_page_can_only_be_read(site: SiteClient) -> None:
    """Who writes to a page is told which methods there are."""
    response = site.client.post("/measures")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert "Dit adres kan alleen gelezen worden." in response.text


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/en/", "/en"),
        ("/measures/", "/measures"),
        ("/en/doc/organisation/movisie//", "/en/doc/organisation/movisie"),
        ("/workbench/?query=a%26b", "/workbench?query=a%26b"),
        ("/%2Fexample.org/", "/example.org"),
        ("/%5C%5Cexample.org/", "/%5C%5Cexample.org"),
        ("/a%0D%0AX-Y:%20z/", "/a%0D%0AX-Y%3A%20z"),
    ],
)
def test_a_slash_at_the_end_leads_to_the_address_without(
    site: SiteClient, path: str, expected: str
) -> None:
    """Every page has one address; with a slash too many one is sent there, and never elsewhere."""
    response = site.client.get(path)
    assert (response.status_code, response.headers["Location"]) == (308, expected)
    assert "X-Y" not in response.headers


def test_an_error_is_told_in_the_language_of_the_address(site: SiteClient) -> None:
    """The page for what is not there is Dutch, or English below /en."""
    assert site.get("/nothing", status=404).texts("h1") == ["Deze pagina is er niet"]
    assert site.get("/en/nothing", status=404).texts("h1") == ["There is no such page"]


def test_a_fault_of_ours_is_admitted_without_details(
    site: SiteClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """When a page cannot be made the visitor is told so in plain words; the log knows why."""
    monkeypatch.setattr("beleidsgraaf.serve.pages.home.home", lambda *_: 1 / 0)
    page = site.get("/?again", status=500)  # without a query the page is kept from before
    assert page.texts("h1") == ["Hier ging iets mis"]
    assert "division" not in page.html
    assert "ZeroDivisionError" in caplog.text
