"""What a page shows of measures, and what the endpoint gives for the question shown with it."""

import csv
import io
from collections.abc import Iterator
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from beleidsgraaf.serve.texts import Texts
from site_client import Fetched, SiteClient, said

COLUMN = {"Kolom", "Column"}
"""The basis that is told in a word beside a measure, without a quote."""

Fact = tuple[str, ...]


def text(element: Element) -> str:
    """What a reader sees of an element, without any blank."""
    return "".join("".join(element.itertext()).split())


def has(element: Element, name: str) -> bool:
    """Whether an element is of a class."""
    return name in element.attrib.get("class", "").split()


def thing(href: str) -> str:
    """The type and slug in the address of a thing's page."""
    return href.partition("/doc/")[2]


def claims(passage: Element) -> Iterator[Fact]:
    """Each claim of a passage: subject or value if told, relation, basis, quote, place."""
    (words,) = (said(quote) for quote in passage.iter("blockquote"))
    where = text(next(a for caption in passage.iter("figcaption") for a in caption.iter("a")))
    for claim in passage.iter("li"):
        told = [a for a in claim.findall("a") if not has(a, "basis")]
        (basis,) = (text(a) for a in claim.findall("a") if has(a, "basis"))
        (relation,) = (text(a) for a in told if is_relation(a.attrib["href"]))
        about = [thing(a.attrib["href"]) for a in told if not is_relation(a.attrib["href"])]
        yield (*about, relation, basis, words, where)


def is_relation(href: str) -> bool:
    """Whether an address is that of a role or a property."""
    return "/def#" in href or thing(href).startswith("role/")


def shown_on_card(card: Element, theme: str) -> Iterator[Fact]:
    """The facts of a measure on the page of something else."""
    heading = next(e for e in card.iter() if e.tag in ("h3", "h4"))
    measure = thing(next(heading.iter("a")).attrib["href"])
    notes = [text(e) for e in card.findall("p")]
    passages = [f for f in card.iter("figure") if has(f, "passage")]
    in_column = any("kolom" in note or "column" in note for note in notes)
    if in_column:
        yield measure, theme, "column"
    for passage in passages:
        for claim in claims(passage):
            yield measure, theme, *claim
    if not passages and not in_column:
        yield measure, theme, ""


def shown_by(page: Fetched, kind: str) -> set[Fact]:
    """The facts on a page."""
    main = next(page.tree.iter("main"))
    if kind == "measure":
        passages = [f for f in main.iter("figure") if has(f, "passage")]
        return {claim for passage in passages for claim in claims(passage)}
    facts: set[Fact] = set()
    section = [e for e in main.iter("section") if e.attrib.get("aria-labelledby") == "measures"]
    theme = text(next(main.iter("h1")))  # the page of a theme does not say it again
    for element in (e for one in section for e in one.iter()):
        if has(element, "theme"):
            theme = text(element)
        elif element.tag == "article":
            facts |= set(shown_on_card(element, theme))
    return facts


def question_of(page: Fetched) -> str:
    """The question that is shown on a page."""
    (code,) = questions_of(page)
    return code


def questions_of(page: Fetched) -> list[str]:
    """The questions that are shown on a page, each with a link to ask it."""
    codes = ["".join(element.itertext()) for element in page.all("code")]
    found = [code for code in codes if code.startswith("# ")]  # a network has one of its own
    for code in found:
        assert any(link.endswith(urlencode({"query": code})) for link in page.links)
    return found


def answered(site: SiteClient, words: Texts, page: Fetched, kind: str) -> set[Fact]:
    """The facts that the endpoint gives for the question of a page."""
    found = site.client.post(
        "/sparql", data={"query": question_of(page)}, headers={"Accept": "text/csv"}
    )
    assert found.status_code == 200, found.text
    rows = csv.DictReader(io.StringIO(found.text))
    return {_fact(row, words, kind) for row in rows}


def _fact(row: dict[str, str], words: Texts, kind: str) -> Fact:
    said: Fact = ("",)
    if row["quote"]:
        about = row.get("thing") or row.get("actor") or row.get("part") or ""
        relation = row.get("role") or row.get("relation") or ""
        first, last = int(row["firstLine"]), int(row["lastLine"])
        lines = words("line", first=first) if first == last else ""
        lines = lines or words("lines", first=first, last=last)
        place = words("place", number=row["row"], lines=lines)
        said = (relation, row["basis"], row["quote"], place)
        said = (about.partition("/id/")[2], *said) if about else said
    elif row["basis"] in COLUMN:
        said = ("column",)
    said = tuple("".join(one.split()) for one in said)
    if kind == "measure":
        return said
    theme = "".join(row["theme"].split())
    return row["measure"].partition("/id/")[2], theme, *said
