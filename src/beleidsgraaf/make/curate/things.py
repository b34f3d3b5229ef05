"""What exists before any measure: concepts, actors, programmes, references and channels."""

import re
from dataclasses import dataclass

from beleidsgraaf.make.curate.csvs import Problems, Record
from beleidsgraaf.make.curate.declared import Declared
from beleidsgraaf.make.curate.slugs import slugify
from beleidsgraaf.make.curate.tables import Tables
from beleidsgraaf.model import (
    Actor,
    Channel,
    Concept,
    Event,
    Identifier,
    Name,
    Programme,
    Reference,
    Scheme,
    Text,
)
from beleidsgraaf.slug import Thing

NAME_KINDS = ("alternative", "abbreviation", "spelling", "former", "later", "match")
MATCHES = ("exact", "close", "none")
_IRI = re.compile(r'https?://[^\x00-\x20<>"{}|\\^`]+')


@dataclass(frozen=True, slots=True)
class Things:
    """Everything that a statement can point at, except measures and goals."""

    schemes: tuple[Scheme, ...]
    concepts: tuple[Concept, ...]
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    programmes: tuple[Programme, ...]
    references: tuple[Reference, ...]
    channels: tuple[Channel, ...]


class Reader:
    """Reads the shared tables against each other; what does not fit goes into ``problems``."""

    def __init__(self, tables: Tables, declared: Declared, problems: Problems) -> None:
        self._tables = tables
        self._declared = declared
        self._problems = problems

    def read(self) -> Things:
        """All things, each in the order of its table."""
        shared = self._tables.shared
        for r in shared["names"]:
            self._declared.thing(r, "actor", ("ministry", "organisation"))
        for r in shared["identifiers"]:
            self._declared.thing(r, "subject", ("ministry", "organisation", "reference"))
        return Things(
            schemes=tuple(self._scheme(r) for r in shared["vocabulary/schemes"]),
            concepts=tuple(
                self._concept(scheme, r)
                for scheme, records in self._tables.concepts.items()
                for r in records
            ),
            actors=(
                *(self._ministry(r) for r in shared["ministries"]),
                *(self._organisation(r) for r in shared["organisations"]),
            ),
            events=tuple(self._event(r) for r in shared["events"]),
            programmes=tuple(self._programme(r) for r in shared["programmes"]),
            references=tuple(self._reference(r) for r in shared["references"]),
            channels=tuple(self._channel(r) for r in shared["channels"]),
        )

    def _scheme(self, r: Record) -> Scheme:
        definition = Text(r["definition_nl"], r["definition_en"])
        return Scheme(r["scheme"], Text(r["title_nl"], r["title_en"]), definition)

    def _concept(self, scheme: str, r: Record) -> Concept:
        if r["broader"]:
            self._declared.must_know(r, f"{scheme}/{r['broader']}")
        return Concept(
            scheme=scheme,
            slug=r["slug"],
            label=Text(r["label_nl"], r["label_en"]),
            definition=Text(r["definition_nl"], r["definition_en"]),
            broader=r["broader"],
            note=r["note"],
        )

    def _kind(self, r: Record, scheme: str) -> str:
        self._declared.must_know(r, f"{scheme}/{r['kind']}")
        return r["kind"]

    def _ministry(self, r: Record) -> Actor:
        thing = Thing("ministry", r["ministry"])
        return Actor(
            thing=thing,
            name=Text(r["name_nl"], r["name_en"]),
            kind="ministry",
            abbreviation=r["code"],
            names=self._names(thing),
            identifiers=self._identifiers(thing),
            note=r["note"],
        )

    def _organisation(self, r: Record) -> Actor:
        thing = Thing("organisation", r["organisation"])
        return Actor(
            thing=thing,
            name=Text(r["name_nl"], r["name_en"]),
            kind=self._kind(r, "organisation-kind"),
            abbreviation=r["abbreviation"],
            names=self._names(thing),
            identifiers=self._identifiers(thing),
            note=r["note"],
        )

    def _names(self, thing: Thing) -> tuple[Name, ...]:
        return tuple(
            Name(
                name=r["name"],
                kind=self._declared.one_of(r, "kind", NAME_KINDS),
                seen=r["seen"],
                valid_from=self._declared.date(r, "valid_from"),
                valid_until=self._declared.date(r, "valid_until"),
            )
            for r in self._tables.shared["names"]
            if r["actor"] == str(thing)
        )

    def _identifiers(self, thing: Thing) -> tuple[Identifier, ...]:
        return tuple(
            self._identifier(thing, r)
            for r in self._tables.shared["identifiers"]
            if r["subject"] == str(thing)
        )

    def _identifier(self, thing: Thing, r: Record) -> Identifier:
        self._declared.must_know(r, f"identifier-kind/{r['scheme']}")
        match = self._declared.one_of(r, "match", MATCHES)
        if match in MATCHES[:2] and r["value"] and not _IRI.fullmatch(r["value"]):
            self._problems.add(
                r, f"has {r['value']!r}, which is no IRI.", "Give the IRI, or match 'none'."
            )
        tail = slugify(r["value"].rstrip("/").rsplit("/", 1)[-1])
        slug = f"{thing.type}-{thing.slug}-{r['scheme']}-{tail}"
        self._declared.declare(r, f"identifier/{slug}")
        return Identifier(
            slug=slug,
            scheme=r["scheme"],
            value=r["value"],
            match=match,
            seen=r["seen"],
            valid_from=self._declared.date(r, "valid_from"),
            valid_until=self._declared.date(r, "valid_until"),
        )

    def _event(self, r: Record) -> Event:
        return Event(
            slug=r["event"],
            date=self._declared.date(r, "date"),
            actor=self._declared.thing(r, "actor", ("ministry", "organisation")),
            name_before=r["name_before"],
            name_after=r["name_after"],
            seen=r["seen"],
        )

    def _programme(self, r: Record) -> Programme:
        if r["part_of"]:
            self._declared.must_know(r, f"programme/{r['part_of']}")
        return Programme(
            slug=r["programme"],
            kind=self._kind(r, "programme-kind"),
            name=Text(r["name_nl"], r["name_en"]),
            part_of=r["part_of"],
            note=r["note"],
        )

    def _reference(self, r: Record) -> Reference:
        thing = Thing("reference", r["reference"])
        return Reference(
            slug=r["reference"],
            kind=self._kind(r, "reference-kind"),
            name=Text(r["name_nl"], r["name_en"]),
            identifiers=self._identifiers(thing),
            note=r["note"],
        )

    def _channel(self, r: Record) -> Channel:
        return Channel(
            slug=r["channel"],
            kind=self._kind(r, "channel-kind"),
            name=Text(r["name_nl"], r["name_en"]),
            url=self._address(r),
            provider=self._provider(r),
            seen=r["seen"],
        )

    def _provider(self, r: Record) -> Thing | None:
        if not r["provider"]:
            return None
        return self._declared.thing(r, "provider", ("ministry", "organisation"))

    def _address(self, r: Record) -> str:
        if r["url"] and not _IRI.fullmatch(r["url"]):
            self._problems.add(r, f"has {r['url']!r}, which is no address.", "Start it with http.")
        return r["url"]
