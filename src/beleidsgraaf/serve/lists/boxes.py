"""The form that narrows a list, with how many there are under each further choice."""

from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest

from pyoxigraph import NamedNode

from beleidsgraaf.serve.lists.choice import Choice, node
from beleidsgraaf.serve.lists.contexts import Box, Form, Option
from beleidsgraaf.serve.lists.kinds import Facet
from beleidsgraaf.serve.lists.listing import Listing
from beleidsgraaf.serve.pages.cards import code
from beleidsgraaf.serve.render.parts import Words

_FIRST = 8
_MOST = 200
"""Values of one facet that a page has; what is beyond can be reached by an address."""


def form(listing: Listing, choice: Choice) -> Form:
    """The form as the choice fills it in."""
    t = listing.reader.t
    counts = listing.index.counts(choice)
    return Form(
        action=listing.reader.address(listing.of.path),
        q=" ".join(choice.words),
        q_hint=t(listing.of.hint),
        sorts=tuple((name, t(key), name == choice.sort) for name, key in listing.of.sorts),
        boxes=tuple(
            _box(listing, facet, choice.values.get(facet.name, ()), counts[facet.name])
            for facet in listing.of.facets
        ),
    )


def _box(
    listing: Listing, facet: Facet, values: Sequence[str], found: Mapping[NamedNode, int]
) -> Box:
    t = listing.reader.t
    options = _options(listing, facet, values, found)
    shown = max(_FIRST, sum(option.chosen for option in options))
    if len(options) <= shown + 2:
        shown = len(options)
    rest = options[shown:]
    return Box(
        name=facet.name,
        legend=t(facet.legend),
        hint=t(facet.hint) if facet.hint else "",
        options=options[:shown],
        more=rest,
        others=t("facet.more", n=len(rest)) if rest else "",
    )


def _options(
    listing: Listing, facet: Facet, values: Sequence[str], found: Mapping[NamedNode, int]
) -> tuple[Option, ...]:
    """The values: those chosen first, then the most frequent; none that would give nothing."""
    reader = listing.reader
    chosen = set(_known(listing, facet, values))
    counts = {**dict.fromkeys(chosen, 0), **found}
    offered = chosen | {*nlargest(_MOST, found, key=found.__getitem__)}
    ordered = sorted(
        offered, key=lambda v: (v not in chosen, -counts[v], reader.name(v).text.casefold())
    )
    options = []
    for value in ordered:
        thing = reader.thing(value)
        slug = thing.slug if thing else ""
        options.append(
            Option(
                id=f"{facet.name}-{slug}",
                value=slug,
                name=called(listing, facet, value),
                n=reader.t.number(counts[value]),
                chosen=value in chosen,
            )
        )
    return tuple(options)


def _known(listing: Listing, facet: Facet, values: Iterable[str]) -> list[NamedNode]:
    store = listing.reader.store
    made = (node(store.names, facet.type, value) for value in values)
    return [one for one in made if one is not None and store.knows(one)]


def called(listing: Listing, facet: Facet, value: NamedNode) -> Words:
    """What a value of a facet is called: a ministry by its printed code."""
    if facet.name != "ministry":
        return listing.reader.name(value)
    return Words(code(listing.reader, value).text)
