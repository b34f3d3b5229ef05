"""What programs look for at fixed addresses."""

import datetime
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from beleidsgraaf.errors import SettingsError
from beleidsgraaf.serve import endpoint
from beleidsgraaf.serve.app import create_app
from beleidsgraaf.serve.publication import site_files
from beleidsgraaf.serve.texts import Texts
from beleidsgraaf.settings import Settings, load
from beleidsgraaf.snapshot import Snapshot
from site_client import SiteClient

MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ALTERNATE = "{http://www.w3.org/1999/xhtml}link"
TOMORROW = (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=2)).isoformat()

With = Callable[..., SiteClient]


@pytest.fixture(scope="module")
def with_settings(snapshot: Snapshot, words: dict[str, Texts]) -> With:
    """The site as an operator may set it."""

    def make(**settings: str) -> SiteClient:
        app = create_app(snapshot, Settings(query_processes=1, **settings))  # type: ignore[arg-type]  # texts all
        app.extensions[endpoint.EXTENSION].close()
        return SiteClient(app, words)

    return make


def addresses(site: SiteClient, path: str = "/sitemap.xml") -> list[tuple[str, dict[str, str]]]:
    """The paths in a sitemap, each with the path of its page in every language."""
    tree = ElementTree.fromstring(site.raw(path).data)  # noqa: S314  our own bytes
    host = "http://localhost"
    return [
        (
            url.findtext(f"{MAPS}loc", "").removeprefix(host),
            {
                link.attrib["hreflang"]: link.attrib["href"].removeprefix(host)
                for link in url.iter(ALTERNATE)
            },
        )
        for url in tree.iter(f"{MAPS}url")
    ]


def test_the_sitemap_has_every_page_in_both_languages(site: SiteClient) -> None:
    """Each page is there once, and names itself and its other language."""
    found = addresses(site)
    paths = [path for path, _ in found]
    assert len(paths) == len(set(paths)) > 1000
    for path, languages in found:
        assert set(languages) == {"nl", "en"}
        assert path in languages.values()
    for path in ("/", "/en", "/measures", "/en/doc/organisation/movisie", "/downloads", "/privacy"):
        assert path in paths
    assert {"/def", "/shapes", "/catalogue", "/toegankelijkheid", "/graph/ontology"} <= set(paths)


def test_every_page_of_the_sitemap_is_there(site: SiteClient) -> None:
    """No crawler is sent to an address that does not answer with a page of its own."""
    paths = [path for path, _ in addresses(site)]
    listed = [p for p in paths if "/doc/" not in p]
    things = [p for p in paths if "/doc/" in p]
    for path in [*listed, *things[:: max(1, len(things) // 200)]]:
        assert site.raw(path, Accept="text/html").status_code == 200, path


def test_every_page_that_others_lead_to_is_in_the_sitemap(site: SiteClient) -> None:
    """Following the links of some pages leads to no page that the sitemap does not have."""
    known = {path for path, _ in addresses(site)}
    for start in ("/", "/measures", "/doc/organisation/movisie", "/questions", "/downloads"):
        for link in site.get(start).links:
            path = link.partition("#")[0].partition("?")[0]
            is_file = "." in path.rpartition("/")[2] or path.startswith("/downloads/")
            # The answers of the endpoint are what robots are asked to leave alone.
            if path.startswith("/") and not is_file and path != "/sparql":
                assert path in known, f"{start} leads to {path}"


def test_a_large_sitemap_comes_in_parts(site: SiteClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what one sitemap may have, there is an index of sitemaps."""
    whole = {path for path, _ in addresses(site)}
    monkeypatch.setattr(site_files, "MOST", 1000)
    index = ElementTree.fromstring(site.raw("/sitemap.xml").data)  # noqa: S314  our own bytes
    parts = [e.text.removeprefix("http://localhost") for e in index.iter(f"{MAPS}loc") if e.text]
    assert len(parts) > 1
    assert {path for part in parts for path, _ in addresses(site, part)} == whole
    assert site.raw("/sitemap-999.xml").status_code == 404


def test_robots_may_read_all_but_the_endless(site: SiteClient) -> None:
    """The file names the sitemap, and keeps robots from addresses with any number of answers."""
    text = site.raw("/robots.txt").text
    assert "User-agent: *" in text
    assert "Disallow: /sparql" in text
    assert "Disallow: /\n" not in text
    assert "Sitemap: http://localhost/sitemap.xml" in text


def test_addresses_are_those_at_which_visitors_see_the_site(with_settings: With) -> None:
    """With a public address, every file speaks of that one."""
    site = with_settings(public_url="https://data.example.org/")
    assert "Sitemap: https://data.example.org/sitemap.xml" in site.raw("/robots.txt").text
    assert "<loc>https://data.example.org/measures</loc>" in site.raw("/sitemap.xml").text


def test_security_txt_says_where_to_tell_of_a_weakness(with_settings: With) -> None:
    """Contact and expiry are those of the settings, in the form of RFC 9116."""
    site = with_settings(
        public_url="https://data.example.org/",
        security_contact="mailto:security@example.org",
        security_expires=TOMORROW,
    )
    response = site.raw("/.well-known/security.txt")
    assert (response.status_code, response.content_type) == (200, "text/plain; charset=utf-8")
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert fields == {
        "Contact": "mailto:security@example.org",
        "Expires": f"{TOMORROW}T00:00:00Z",
        "Preferred-Languages": "nl, en",
        "Canonical": "https://data.example.org/.well-known/security.txt",
    }
    assert site.raw("/security.txt").location == "/.well-known/security.txt"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, "has not set security_contact"),
        ({"security_contact": "mailto:a@b.nl"}, "has not set"),
        ({"security_contact": "mailto:a@b.nl", "security_expires": "2026-01-01"}, "expired on"),
    ],
)
def test_no_security_txt_stands_that_nobody_reads(
    with_settings: With, settings: dict[str, str], told: str
) -> None:
    """Without a contact or past its date there is none, and the answer says why."""
    response = with_settings(**settings).raw("/.well-known/security.txt")
    assert response.status_code == 404
    assert told in response.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECURITY_CONTACT", "security@example.org"),
        ("SECURITY_CONTACT", "http://example.org"),
        ("SECURITY_CONTACT", "mailto:a@b.nl\nExpires: never"),
        ("SECURITY_EXPIRES", "next year"),
    ],
)
def test_a_setting_that_security_txt_cannot_hold_is_refused(name: str, value: str) -> None:
    """What is no address or no date is told when the server starts."""
    with pytest.raises(SettingsError, match=name.lower()):
        load({f"BELEIDSGRAAF_{name}": value})


@pytest.mark.parametrize("path", ["/toegankelijkheid", "/privacy"])
def test_the_pages_about_access_and_privacy_are_there(site: SiteClient, path: str) -> None:
    """Both in both languages, with the address at which a reader can tell what is wrong."""
    for page in (site.get(path), site.get(f"/en{path}")):
        assert len(page.texts("h2")) == 5
        assert "https://example.org/issues" in page.text
    assert path in site.get("/").links
