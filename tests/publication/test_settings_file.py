"""Bad input: what is wrong in the settings of the catalogue is told, all of it, by line."""

import re

import pytest

from beleidsgraaf.errors import CurationError, Problem
from beleidsgraaf.make.catalogue import placeholders, read
from beleidsgraaf.make.catalogue.publication import LONGEST

TOOI = "https://identifier.overheid.nl/tooi/id/ministerie/"


def problems(settings: str, values: str) -> list[Problem]:
    """What reading these settings complains of."""
    with pytest.raises(CurationError) as caught:
        read(settings, values)
    return list(caught.value.problems)


def line_of(settings: str, start: str) -> int:
    """The number of the first line that starts so."""
    return next(n for n, line in enumerate(settings.splitlines(), 1) if line.startswith(start))


@pytest.mark.parametrize(
    ("was", "now", "what"),
    [
        (f'publisher = "{TOOI}mnre1034"', 'publisher = "JenV"', "no TOOI IRI"),
        (f'publisher = "{TOOI}mnre1034"', f'publisher = "{TOOI}mnre9999"', "TOOI register"),
        (f'creator = "{TOOI}mnre1034"', f'creator = "{TOOI}hv_04795600"', "TOOI register"),
        (f'creator = "{TOOI}mnre1034"', 'creator = ""', "is empty"),
        ('themes = ["JUST"', 'themes = ["MISDAAD"', "'MISDAAD', which is not in the list 'theme'"),
        ('owms_themes = ["Criminaliteit"', 'owms_themes = ["Boeven"', "'owms-theme'"),
        ('top_themes = ["criminaliteit"', 'top_themes = ["boeven"', "'top-theme'"),
        ('licence = "cc0-1.0"', 'licence = "mine"', "'mine', which is not in the list 'licence'"),
        ('access = "PUBLIC"', 'access = "OPEN"', "not in the list 'access'"),
        ('languages = ["NLD", "ENG"]', 'languages = ["ENG"]', "has no 'NLD'"),
        ('languages = ["NLD", "ENG"]', "languages = []", "one or more texts"),
        ('telephone = "+31701234567"', "", "is missing"),
        ('telephone = "+31701234567"', 'telephone = "070-1234567"', "has '070-1234567'"),
        ('telephone = "+31701234567"', "telephone = 31701234567", "Write a text"),
        ('email = "loket@beleidsgraaf.test"', 'email = "loket"', "has 'loket'"),
        ('email = "loket@beleidsgraaf.test"', 'email = "a\\"b@c.nl"', "an address as desk@"),
        ('email = "loket@beleidsgraaf.test"', 'email = "a b@c.nl"', "an address as desk@"),
        ('url = "https://beleidsgraaf.test/contact"', 'url = "contact"', "has 'contact'"),
        ('url = "https://beleidsgraaf.test/contact"', 'url = "javascript:alert(1)"', "https://"),
        ('url = "https://beleidsgraaf.test/contact"', 'url = "https://b.test/\\u0001"', "no text"),
        ('url = "https://beleidsgraaf.test/contact"', 'url = "https://b.test/{a}"', "https://"),
        ('title = { nl = "Catalogus', 'title = { nl = "\\u0000Catalogus', "no text"),
        ('address = "https://beleidsgraaf.test/"', 'address = "beleidsgraaf.test"', "https://"),
        ('address = "https://beleidsgraaf.test/"', 'address = "https://b.test/a"', "ends in '/'"),
        ("start = 2021-01-01", "start = 2022-01-01", "before the start"),
        ("start = 2021-01-01", 'start = "2021"', "a date as"),
        ('version = "1.0.0"', 'version = "1.0"', "three numbers"),
        ("issued = 2026-11-23", "issued = 2026-11-23T10:00:00", "a date as"),
        ('title = { nl = "Catalogus', 'title = { fr = "Catalogue", nl = "Catalogus', "no key"),
        ('licence = "cc0-1.0"', 'licence = "cc0-1.0"\ncolour = "blue"', "colour is no key"),
        ("[[versions]]", "[[editions]]", "must be there at least once"),
        ("[contact]", "[contact", "is no TOML"),
    ],
)
def test_a_bad_value_is_named(was: str, now: str, what: str, filled_in: str, values: str) -> None:
    """One message says what is wrong, on which line and what to do."""
    assert was in filled_in
    damaged = filled_in.replace(was, now, 1)
    found = problems(damaged, values)
    told = [p for p in found if what in f"{p.what} {p.remedy}"]
    assert told, found
    assert all(p.file == "data/publication.toml" and p.remedy for p in found)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('licence = "cc0-1.0"', "licence = 3"),
        ('themes = ["JUST", "SOCI", "HEAL", "GOVE"]', 'themes = "JUST"'),
        ("start = 2021-01-01", "start = 2021"),
        ("[contact]", "contact = 3\n[desk]"),
    ],
)
def test_a_value_of_another_type_is_told_once(
    was: str, now: str, filled_in: str, values: str
) -> None:
    """What is no text or list is told to be that, and not that it is empty too."""
    assert was in filled_in
    key = now.partition(" ")[0]
    found = problems(filled_in.replace(was, now, 1), values)
    assert [p.what.split()[0].endswith(key) for p in found].count(True) == 1, found


def test_an_empty_file_is_told_key_by_key(values: str) -> None:
    """Every key is asked for, each once, with the form it has."""
    found = [problem.what for problem in problems("", values)]
    assert {"publisher is missing.", "contact.telephone is missing."} <= set(found)
    assert len(found) == len(set(found)) > 30


def test_all_problems_are_told_at_once(filled_in: str, values: str) -> None:
    """Three mistakes give three messages, in the order of the lines they are on."""
    damaged = filled_in.replace(f'publisher = "{TOOI}mnre1034"', 'publisher = "JenV"')
    damaged = damaged.replace('"SOCI"', '"SOCIAL"').replace('telephone = "+31701234567"', "")
    found = problems(damaged, values)
    starts = ("publisher = ", "themes = ", "[contact]")
    assert [p.line for p in found] == [line_of(damaged, start) for start in starts]


def test_a_description_that_is_too_long_is_refused(filled_in: str, values: str) -> None:
    """data.overheid.nl takes 2,000 characters."""
    damaged = re.sub(r'nl = "Een kennisgraaf[^"]*"', f'nl = "{"a" * (LONGEST + 1)}"', filled_in)
    (problem,) = problems(damaged, values)
    assert "2001 characters" in problem.what


def test_versions_come_oldest_first_and_once(filled_in: str, values: str) -> None:
    """A second version has a later date and another number."""
    again = '\n[[versions]]\nversion = "1.0.0"\nissued = 2020-01-01\n'
    found = problems(f'{filled_in}{again}notes = {{ nl = "Nog eens.", en = "Again." }}\n', values)
    assert sorted(p.what.split()[0] for p in found) == ["versions.2.issued", "versions.2.version"]


@pytest.mark.parametrize(
    ("was", "now", "what"),
    [
        ("list,code,iri,label_nl,label_en,seen", "list,code,iri", "has other columns"),
        (",EU Vocabularies country 20221214-0\n", ",\n", "has no seen"),
        ("http://publications.europa.eu/resource/authority/country/NLD", "NLD", "has the iri"),
        ("resource/authority/country/NLD", "resource/authority/country/{NLD}", "has the iri"),
        ("country,NLD,", "language,NLD,", "twice"),
        ("country,NLD,", "country,NLD,,", "has 7 cells"),
    ],
)
def test_a_bad_value_in_the_table_is_named(
    was: str, now: str, what: str, filled_in: str, values: str
) -> None:
    """The table of values is held to its columns, its addresses and its sources."""
    assert was in values
    found = problems(filled_in, values.replace(was, now, 1))
    assert any(what in p.what and p.file == "data/publication-values.csv" for p in found), found


def test_the_example_names_each_of_its_placeholders(example: str) -> None:
    """Every line of the example that is marked as one is told, with its number."""
    marked = [
        number
        for number, line in enumerate(example.splitlines(), 1)
        if re.match(r"\w.*(VOORBEELD|EXAMPLE)", line)
    ]
    told = placeholders(example, "data/publication.toml")
    assert len(marked) == 7
    assert sorted({p.line for p in told}) == marked


def test_a_settings_file_that_is_filled_in_has_no_placeholders(filled_in: str) -> None:
    """Nothing is taken for an example that is none."""
    assert placeholders(filled_in, "data/publication.toml") == []


def test_an_address_given_as_a_setting_overrules_the_file(filled_in: str, values: str) -> None:
    """A build for another place needs no edit."""
    said = read(filled_in, values, "http://localhost:8000")
    assert said.address == "http://localhost:8000/"
