"""What a list shows is what its query gives, whatever was chosen."""

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from beleidsgraaf.serve.lists.choice import PAGE_SIZE, Choice, read
from beleidsgraaf.serve.lists.kinds import LISTS, MEASURES, FacetedList
from beleidsgraaf.serve.lists.listing import Listing
from beleidsgraaf.serve.lists.page import sparql
from site_client import SiteClient

Listings = dict[tuple[FacetedList, str], Listing]

WORDS = ("slacht", "de", "é", "csg", "$limit", '"', "\\", "rutgers", "van", "(", "'")


def values(listing: Listing) -> dict[str, list[str]]:
    """Every value that each facet of a list has, and one that it has not."""
    whole = Choice(listing.of, {}, sort=listing.of.sorts[0][0])
    return {
        name: [*(node.value.rpartition("/")[2] for node in counts), "unheard-of"]
        for name, counts in listing.index.counts(whole).items()
    }


@st.composite
def choices(draw: st.DrawFn, listing: Listing) -> Choice:
    """A choice that the form of this list can make."""
    offered = values(listing)
    names = draw(st.sets(st.sampled_from(sorted(offered)), max_size=4))
    pairs = [
        (name, value)
        for name in sorted(names)
        for value in draw(st.lists(st.sampled_from(offered[name]), min_size=1, max_size=3))
    ]
    pairs.append(("q", " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=2)))))
    pairs.append(("sort", draw(st.sampled_from([name for name, _ in listing.of.sorts]))))
    return read(listing.of, pairs)


def answered(listing: Listing, text: str) -> list[NamedNode]:
    """What the engine gives for a query of this list."""
    return [row.node(listing.of.subject) for row in listing.reader.store.solve(text)]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("of", LISTS, ids=lambda of: of.subject)
@given(data=st.data())
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_query_gives_the_list(
    listings: Listings, of: FacetedList, lang: str, data: st.DataObject
) -> None:
    """The same things, in the same order, as many as are told; and so page by page."""
    listing = listings[of, lang]
    choice = data.draw(choices(listing))
    found = listing.listed(choice)
    assert answered(listing, sparql(listing, choice, paged=False)) == found
    assert listing.index.count(choice) == len(found)
    assert answered(listing, sparql(listing, choice, paged=True)) == found[:PAGE_SIZE]


@pytest.mark.parametrize("of", LISTS, ids=lambda of: of.subject)
@given(data=st.data())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_count_is_what_the_value_would_give(
    listings: Listings, of: FacetedList, data: st.DataObject
) -> None:
    """Beside each value stands how many there are with it alone in its facet."""
    listing = listings[of, "nl"]
    choice = data.draw(choices(listing))
    facet = data.draw(st.sampled_from(of.facets))
    counts = listing.index.counts(choice)[facet.name]
    for value in values(listing)[facet.name]:
        picked = choice.without(facet.name)
        alone = Choice(
            of, {**picked.values, facet.name: (value,)}, words=choice.words, sort=choice.sort
        )
        node = listing.reader.store.names.thing(facet.type, value)
        assert listing.index.count(alone) == counts.get(node, 0)


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_an_address_tells_the_whole_choice(data: st.DataObject) -> None:
    """What is read from the address of a choice is the choice itself, and has the same address."""
    names = [facet.name for facet in MEASURES.facets] + ["q", "sort", "page", "other"]
    text = st.text(max_size=12)
    pairs: list[tuple[str, str]] = data.draw(
        st.lists(st.tuples(st.sampled_from(names[:-2] + names[-1:]), text), max_size=6)
    )
    choice = read(MEASURES, pairs)
    again = read(MEASURES, choice.pairs())
    assert (again.values, again.words, again.sort) == (choice.values, choice.words, choice.sort)
    assert again.address() == choice.address()


@pytest.mark.parametrize(
    "address",
    [
        "/measures",
        "/measures?page=2",
        "/measures?ministry=VWS&ministry=ocw&role=executes&sort=title",
        "/measures?organisation=rutgers&q=seksu",
        "/measures?theme=%3Cscript%3E",
        "/en/organisations?role=executes&theme=nothing-such&theme=stoppen-en-duurzaam-oplossen",
        "/organisations?sort=measures&q=%22",
    ],
)
def test_the_query_on_the_page_gives_the_page(site: SiteClient, address: str) -> None:
    """The query as it stands on the page, asked at the endpoint, gives what the page lists."""
    page = site.get(address)
    (code,) = page.all("code")
    answer: Any = site.raw(
        f"/sparql?query={quote(''.join(code.itertext()))}", Accept="application/sparql-results+json"
    )
    assert answer.status_code == 200, answer.text
    subject = "organisation" if "organisations" in address else "measure"
    solutions = answer.get_json(force=True)["results"]["bindings"]
    lists = [ol for ol in page.all("ol") if ol.attrib.get("class") == "found-items"]
    shown = [next(item.iter("a")).attrib["href"].rpartition("/")[2] for ol in lists for item in ol]
    assert [one[subject]["value"].rpartition("/")[2] for one in solutions] == shown
