"""The page about quality: the report in plain words, and every gap with its places."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import pytest

from beleidsgraaf.snapshot import Snapshot
from site_client import SiteClient


@pytest.fixture(scope="module")
def report(snapshot: Snapshot) -> dict[str, list[dict[str, object]]]:
    """The report that the snapshot has."""
    found = json.loads(snapshot.read("report.json"))
    assert isinstance(found, dict)
    return found


def test_the_report_is_told_in_words(
    site: SiteClient, report: dict[str, list[dict[str, object]]]
) -> None:
    """How many rules, passages, numbers and questions there were, and that all is well."""
    text = site.get("/quality").text
    assert f"{report['constraints']} regels" in text
    assert f"{report['passages']} vindplaatsen zijn teken voor teken teruggelezen" in text
    assert f"{len(report['counts'])} aantallen" in text
    assert f"{len(report['questions'])} vragen" in text
    assert "Geen regel is gebroken." in text
    assert "Alle antwoorden zijn gelijk." in text


def test_every_warning_stands_on_the_page(
    site: SiteClient, report: dict[str, list[dict[str, object]]]
) -> None:
    """Each message once, in the reader's language."""
    for lang, path in (("nl", "/quality"), ("en", "/en/quality")):
        cells = site.get(path).texts("td")
        for message in {str(line[f"message_{lang}"]) for line in report["shapes"]}:
            assert cells.count(message) == 1


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_gap_has_the_things_that_its_sparql_finds(site: SiteClient, prefix: str) -> None:
    """The number in the heading, the links below it and the answer are the same things."""
    page = site.get(f"{prefix}/quality")
    gaps = [s for s in page.all("section") if s.find(".//pre") is not None]
    assert len(gaps) == 5
    for gap in gaps:
        query = "".join("".join(pre.itertext()) for pre in gap.iter("pre"))
        answer = site.raw(f"/sparql?{urlencode({'query': query, 'format': 'csv'})}")
        things = [row["thing"] for row in csv.DictReader(io.StringIO(answer.text))]
        (listed,) = [ul for ul in gap.iter("ul") if ul.attrib.get("class") == "plain"]
        links = [a.attrib["href"] for a in listed.iter("a")]
        assert links == [f"{prefix}/doc/{iri.partition('/id/')[2]}" for iri in things]
        heading = "".join(next(gap.iter("h3")).itertext())
        assert heading.split("\u00a0")[0].split()[0] == str(len(things))


def test_the_gaps_are_those_of_the_questions(site: SiteClient, snapshot: Snapshot) -> None:
    """What two of the competency questions ask has the same answer here."""
    text = site.get("/quality").text
    for name, words in (
        ("cq18-no-organisation-named", "maatregelen noemen geen organisatie"),
        ("cq19-no-target-group", "maatregelen zonder doelgroep"),
    ):
        rows = list(csv.reader(io.StringIO(snapshot.read(f"answers/{name}.csv").decode())))
        assert f"{len(rows) - 1} {words}" in text.replace("\u00a0", " ")


def test_what_is_wrong_is_said(
    changed: Callable[[Mapping[str, bytes]], SiteClient], snapshot: Snapshot
) -> None:
    """A snapshot that does not conform says so at once, and where."""
    report = json.loads(snapshot.read("report.json"))
    movisie = f"{snapshot.base_iri}id/organisation/movisie"
    report["conforms"] = False
    report["shapes"].append(
        {
            "severity": "Violation",
            "focus": movisie,
            "message_nl": "Een organisatie heeft <b>één</b> naam.",
            "message_en": "An organisation has one name.",
        }
    )
    evidence = f"{snapshot.base_iri}id/evidence/x-1-2"
    report["evidence"].append(
        {"evidence": evidence, "message_nl": "Staat er niet.", "message_en": "Is not there."}
    )
    report["counts"][0]["ok"] = False
    report["questions"][0]["ok"] = False
    page = changed({"report.json": json.dumps(report).encode()}).get("/quality")
    assert "Deze gegevens voldoen niet aan alle eisen." in page.text
    assert "1 ding breekt een regel." in page.text
    assert "Een organisatie heeft <b>één</b> naam." in page.text
    assert "/doc/organisation/movisie" in page.links
    assert "1 staat er niet zo." in page.text
    assert "1 valt erbuiten." in page.text
    assert "1 antwoord wijkt af." in page.text
