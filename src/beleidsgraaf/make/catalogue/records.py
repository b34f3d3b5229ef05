"""The records of the catalogue: what the settings file says, and what a build made."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from beleidsgraaf.model import Distribution, Text


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a list that somebody else keeps."""

    list: str
    code: str
    iri: str
    label: Text
    seen: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Where people can reach the owner: a desk, never a person."""

    name: Text
    email: str
    telephone: str
    url: str


@dataclass(frozen=True, slots=True)
class Described:
    """A title and a description, both in Dutch and in English."""

    title: Text
    description: Text


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the dataset, as the settings file announces it."""

    number: str
    issued: datetime.date
    notes: Text


@dataclass(frozen=True, slots=True)
class Publication:
    """The settings file, with every code replaced by the value that it stands for."""

    address: str
    publisher: Value
    creator: Value
    licence: Value
    access: Value
    frequency: Value
    availability: Value
    status: Value
    country: Value
    languages: tuple[Value, ...]
    themes: tuple[Value, ...]
    """EU themes first, then OWMS themes, then those of the TOOI top list."""
    contact: Contact
    period: tuple[datetime.date, datetime.date]
    catalogue: Described
    dataset: Described
    service: Described
    keywords: tuple[tuple[str, ...], tuple[str, ...]]
    """In Dutch and in English."""
    versions: tuple[Version, ...]
    """Oldest first; the last is the one that a build makes."""
    values: Mapping[tuple[str, str], Value]
    """Name of a list and code in it -> the value; those that a build needs besides."""


@dataclass(frozen=True, slots=True)
class Release:
    """A version with the files it consists of."""

    version: Version
    modified: datetime.date
    """Date of the last change to the data in it."""
    files: tuple[Distribution, ...]
