"""The reference graph: what exists before any document, from concepts to help lines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from beleidsgraaf.make.pen import Pen, date, dutch
from beleidsgraaf.model import (
    Actor,
    Channel,
    Concept,
    Event,
    Identifier,
    Knowledge,
    Name,
    Programme,
    Reference,
    Scheme,
    Text,
)
from beleidsgraaf.slug import Thing

T = TypeVar("T")

CLASSES: Mapping[str, tuple[str, ...]] = {
    "actor-group": ("bg:ActorGroup",),
    "basis": ("bg:Basis",),
    "goal": ("bg:Goal",),
    "instrument-type": ("bg:InstrumentType",),
    "role": ("bg:Role", "org:Role"),
    "target-group": ("bg:TargetGroup",),
    "theme": ("bg:Theme",),
}
"""What the concepts of a scheme are besides skos:Concept."""


def reference(knowledge: Knowledge, pen: Pen) -> Iterator[Quad]:
    """All quads of the reference graph."""
    # Goals are not here: they belong to the edition that prints them.
    concepts = (c for c in knowledge.concepts if c.scheme != "goal")
    return chain(
        _each(_scheme, knowledge.schemes, pen),
        _each(concept, concepts, pen),
        _each(_actor, knowledge.actors, pen),
        _each(_event, knowledge.events, pen),
        _each(_programme, knowledge.programmes, pen),
        _each(_reference, knowledge.references, pen),
        _each(_channel, knowledge.channels, pen),
    )


def _each(
    write: Callable[[T, Pen], Iterator[Quad]], things: Iterable[T], pen: Pen
) -> Iterator[Quad]:
    return chain.from_iterable(write(thing, pen) for thing in things)


def concept(concept: Concept, pen: Pen) -> Iterator[Quad]:
    """A concept with its labels and its place in its scheme."""
    iri = pen.names.thing(concept.scheme, concept.slug)
    scheme = pen.names.thing("scheme", concept.scheme)
    yield from pen.types(iri, "skos:Concept", *CLASSES.get(concept.scheme, ()))
    yield from pen.text(iri, "skos:prefLabel", concept.label)
    yield from pen.text(iri, "skos:definition", concept.definition)
    yield from pen.note(iri, concept.note)
    yield from pen.say(iri, "skos:inScheme", scheme)
    if concept.broader:
        yield from pen.say(iri, "skos:broader", pen.names.thing(concept.scheme, concept.broader))
    else:
        yield from pen.say(iri, "skos:topConceptOf", scheme)


def _scheme(scheme: Scheme, pen: Pen) -> Iterator[Quad]:
    iri = pen.names.thing("scheme", scheme.slug)
    yield from pen.types(iri, "skos:ConceptScheme")
    for label in ("skos:prefLabel", "dct:title"):  # ours, and the one that NL-SBB looks for
        yield from pen.text(iri, label, scheme.title)
    yield from pen.text(iri, "skos:definition", scheme.definition)
    if scheme.slug != "goal":  # goals are quotations: nobody defined them
        yield from pen.say(iri, "dct:conformsTo", pen.term("skosapnl:"))


def _actor(actor: Actor, pen: Pen) -> Iterator[Quad]:
    iri = pen.thing(actor.thing)
    yield from pen.types(iri, "org:Organization")
    if actor.thing.type == "ministry":
        yield from pen.types(iri, "bg:Ministry", "org:FormalOrganization")
    if actor.kind == "alliance":
        yield from pen.types(iri, "org:OrganizationalCollaboration")
    yield from pen.text(iri, "skos:prefLabel", actor.name)
    yield from pen.say(iri, "org:classification", pen.names.thing("organisation-kind", actor.kind))
    if actor.abbreviation:
        yield from pen.say(iri, "tooiont:afkorting", Literal(actor.abbreviation))
        yield from pen.say(iri, "skos:altLabel", dutch(actor.abbreviation))
    for name in actor.names:
        yield from _name(iri, name, pen)
    for identifier in actor.identifiers:
        yield from _identifier(iri, identifier, pen)
    yield from pen.note(iri, actor.note)


def _name(iri: NamedNode, name: Name, pen: Pen) -> Iterator[Quad]:
    shown = name.kind != "match"
    return pen.say(iri, "skos:altLabel" if shown else "skos:hiddenLabel", dutch(name.name))


def _identifier(owner: NamedNode, identifier: Identifier, pen: Pen) -> Iterator[Quad]:
    iri = pen.names.thing("identifier", identifier.slug)
    yield from pen.say(owner, "adms:identifier", iri)
    if identifier.match != "none":
        match = f"skos:{identifier.match}Match"
        yield from pen.say(owner, match, NamedNode(identifier.value))
    yield from pen.types(iri, "adms:Identifier")
    yield from pen.say(iri, "skos:notation", Literal(identifier.value))
    yield from pen.say(iri, "dct:type", pen.names.thing("identifier-kind", identifier.scheme))
    yield from pen.say(iri, "dct:source", Literal(identifier.seen))
    if identifier.valid_from or identifier.valid_until:
        # An open end is written as EDTF writes it; an empty side would read as "unknown".
        period = f"{identifier.valid_from or '..'}/{identifier.valid_until or '..'}"
        yield from pen.say(iri, "dct:valid", Literal(period))


def _event(event: Event, pen: Pen) -> Iterator[Quad]:
    iri, actor = pen.names.thing("event", event.slug), pen.thing(event.actor)
    yield from pen.types(iri, "org:ChangeEvent")
    yield from pen.say(iri, "dct:date", date(event.date))
    yield from pen.say(iri, "org:originalOrganization", actor)
    yield from pen.say(iri, "org:resultingOrganization", actor)
    yield from pen.say(actor, "org:changedBy", iri)
    said = Text(
        f"{event.name_before} heet voortaan {event.name_after}.",
        f"{event.name_before} is renamed {event.name_after}.",
    )
    yield from pen.text(iri, "dct:description", said)
    yield from pen.say(iri, "dct:source", Literal(event.seen))


def _programme(programme: Programme, pen: Pen) -> Iterator[Quad]:
    iri = pen.names.thing("programme", programme.slug)
    yield from pen.types(iri, "bg:Programme")
    yield from pen.text(iri, "skos:prefLabel", programme.name)
    yield from pen.say(iri, "dct:type", pen.names.thing("programme-kind", programme.kind))
    if programme.part_of:
        yield from pen.say(iri, "dct:isPartOf", pen.names.thing("programme", programme.part_of))
    yield from pen.note(iri, programme.note)


def _reference(reference: Reference, pen: Pen) -> Iterator[Quad]:
    iri = pen.thing(Thing("reference", reference.slug))
    yield from pen.types(iri, "bg:PolicyReference")
    if reference.identifiers:
        yield from pen.types(iri, "eli:LegalResource")
    yield from pen.text(iri, "skos:prefLabel", reference.name)
    yield from pen.say(iri, "dct:type", pen.names.thing("reference-kind", reference.kind))
    for identifier in reference.identifiers:
        yield from _identifier(iri, identifier, pen)
    yield from pen.note(iri, reference.note)


def _channel(channel: Channel, pen: Pen) -> Iterator[Quad]:
    iri = pen.names.thing("channel", channel.slug)
    yield from pen.types(iri, "bg:Channel")
    yield from pen.text(iri, "skos:prefLabel", channel.name)
    yield from pen.say(iri, "dct:type", pen.names.thing("channel-kind", channel.kind))
    if channel.url:
        yield from pen.say(iri, "foaf:page", NamedNode(channel.url))
    if channel.provider:
        yield from pen.say(iri, "dct:publisher", pen.thing(channel.provider))
    if channel.seen:
        yield from pen.say(iri, "dct:source", Literal(channel.seen))
