"""The settings file of the catalogue, checked against the lists that its codes come from."""

import datetime
import re

from beleidsgraaf.errors import CurationError, Problem
from beleidsgraaf.make.catalogue.records import Contact, Described, Publication, Value, Version
from beleidsgraaf.make.catalogue.toml import Lines, Table, leaves, parse
from beleidsgraaf.make.catalogue.values import Values, is_web
from beleidsgraaf.model import Text

LONGEST = 2000
"""Characters that data.overheid.nl takes for a description."""

_TOOI = re.compile(r"https://identifier\.overheid\.nl/tooi/id/[a-z]+/(?P<code>[a-z]+_?[0-9a-z]+)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_TELEPHONE = re.compile(r"\+[1-9][0-9]{6,14}")
_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}")
_PLACEHOLDER = re.compile(
    r"VOORBEELD|EXAMPLE|\bexample\.(org|com|net)\b|\.example\b|mnre0000|\+310{9}"
)
"""What marks a value as an example: our two words, the domains that RFC 2606 keeps for examples,
and an organisation and a telephone number that nobody has."""

_THEMES = {"themes": "theme", "owms_themes": "owms-theme", "top_themes": "top-theme"}


def read(text: str, values: Values, file: str) -> Publication:
    """The settings in the file; CurationError with everything that is wrong in it."""
    problems: list[Problem] = []
    top = Table(parse(text, file), "", Lines(text), problems, file)
    start, end = _period(top.table("period"))
    keywords = top.table("dataset").table("keywords")
    publication = Publication(
        address=_address(top, "address"),
        publisher=_organisation(top, "publisher", values),
        creator=_organisation(top, "creator", values),
        licence=_value(top, "licence", "licence", values),
        access=_value(top, "access", "access", values),
        frequency=_value(top, "frequency", "frequency", values),
        availability=_value(top, "availability", "availability", values),
        status=_value(top, "status", "status", values),
        country=_value(top, "country", "country", values),
        languages=_languages(top, values),
        themes=tuple(v for key, name in _THEMES.items() for v in _values(top, key, name, values)),
        contact=_contact(top.table("contact")),
        period=(start, end),
        catalogue=_described(top.table("catalogue")),
        dataset=_described(top.table("dataset"), "keywords"),
        service=_described(top.table("service")),
        keywords=(tuple(keywords.texts("nl")), tuple(keywords.texts("en"))),
        versions=_versions(top),
        values=values,
    )
    keywords.finish()
    top.finish()
    if problems:
        # A key that two values are made of is asked for twice, and told once.
        raise CurationError(sorted(set(problems)))
    return publication


def placeholders(text: str, file: str) -> list[Problem]:
    """Every value of the file that still is the example it came with."""
    lines = Lines(text)
    return [
        Problem(
            file,
            lines.of(path),
            f"{path} is still the example {value!r}.",
            "Fill in the value of the owner.",
        )
        for path, value in leaves(parse(text, file))
        if isinstance(value, str) and is_placeholder(value)
    ]


def is_placeholder(value: str) -> bool:
    """True where a value, or what was made of it, still is an example."""
    return bool(_PLACEHOLDER.search(value))


_NOTHING = Value("", "", "", Text(""), "")


def _address(table: Table, key: str) -> str:
    address = table.text(key)
    if address and not (_is_page(address) and address.endswith("/")):
        table.note(key, f"has {address!r}.", "Write an address with https:// that ends in '/'.")
    return address


def _is_page(address: str) -> bool:
    return is_web(address) and not set(address) & set("?#")


def _organisation(table: Table, key: str, values: Values) -> Value:
    iri = table.text(key)
    found = _TOOI.fullmatch(iri)
    if not iri:
        return _NOTHING
    if found is None:
        table.note(
            key,
            f"has {iri!r}, which is no TOOI IRI.",
            "Write https://identifier.overheid.nl/tooi/id/<soort>/<code>.",
        )
        return _NOTHING
    value = values.get(("publisher", found["code"]))
    if value is None or value.iri != iri:
        table.note(
            key,
            f"has {iri!r}, which is not in our part of the TOOI register.",
            "Mend the code, or add the organisation to data/publication-values.csv with the place "
            "where you saw it. A historical version (hv_...) cannot publish.",
        )
        return _NOTHING
    return value


def _value(table: Table, key: str, name: str, values: Values) -> Value:
    return _known(table, key, table.text(key), name, values)


def _values(table: Table, key: str, name: str, values: Values) -> tuple[Value, ...]:
    return tuple(_known(table, key, code, name, values) for code in table.texts(key))


def _known(table: Table, key: str, code: str, name: str, values: Values) -> Value:
    value = values.get((name, code))
    if value is None and code:
        known = ", ".join(c for n, c in values if n == name)
        table.note(
            key, f"has {code!r}, which is not in the list {name!r}.", f"Use one of: {known}."
        )
    return value or _NOTHING


def _languages(table: Table, values: Values) -> tuple[Value, ...]:
    languages = _values(table, "languages", "language", values)
    if languages and "NLD" not in {value.code for value in languages}:
        table.note("languages", "has no 'NLD'.", "Our titles and labels are Dutch first: add it.")
    return languages


def _contact(table: Table) -> Contact:
    contact = Contact(
        table.both("name"), table.text("email"), table.text("telephone"), table.text("url")
    )
    if contact.email and not _EMAIL.fullmatch(contact.email):
        table.note("email", f"has {contact.email!r}.", "Write an address as desk@ministry.nl.")
    if contact.telephone and not _TELEPHONE.fullmatch(contact.telephone):
        table.note(
            "telephone",
            f"has {contact.telephone!r}.",
            "Write + and digits alone, country code first: +31701234567.",
        )
    if contact.url and not _is_page(contact.url):
        table.note("url", f"has {contact.url!r}.", "Write an address with https://.")
    table.finish()
    return contact


def _period(table: Table) -> tuple[datetime.date, datetime.date]:
    start, end = table.date("start"), table.date("end")
    if start > end > datetime.date.min:
        table.note("end", f"is {end}, before the start {start}.", "Mend one of the two.")
    table.finish()
    return start, end


def _described(table: Table, *others: str) -> Described:
    described = Described(table.both("title"), table.both("description"))
    longest = max(len(described.description.nl), len(described.description.en))
    if longest > LONGEST:
        table.note("description", f"has {longest} characters.", f"Keep it within {LONGEST}.")
    for key in others:
        table.table(key)
    table.finish()
    return described


def _versions(top: Table) -> tuple[Version, ...]:
    versions: list[Version] = []
    for table in top.tables("versions"):
        number, issued = table.text("version"), table.date("issued")
        if number and not _NUMBER.fullmatch(number):
            table.note("version", f"has {number!r}.", "Write three numbers, as 1.2.0.")
        if number in {version.number for version in versions}:
            table.note("version", f"{number!r} is there twice.", "Give each version its number.")
        if versions and issued < versions[-1].issued:
            table.note("issued", "is before that of the version above.", "Put the oldest first.")
        versions.append(Version(number, issued, table.both("notes")))
        table.finish()
    return tuple(versions)
