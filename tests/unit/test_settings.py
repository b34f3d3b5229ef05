from dataclasses import fields
from pathlib import Path

import pytest

from beleidsgraaf.errors import SettingsError
from beleidsgraaf.settings import HELP, Settings, load, table


def test_without_anything_said_the_defaults_are_in_force() -> None:
    """An empty environment and no options give the defaults."""
    assert Settings() == load({})


def test_the_environment_sets_every_setting() -> None:
    """Each setting has its variable, and a value gets the type of its default."""
    given: dict[str, object] = {
        "base_iri": "https://data.example/b/",
        "public_url": "https://site.example/",
        "issues_url": "https://issues.example/",
        "security_contact": "mailto:security@example.org",
        "security_expires": "2027-06-30",
        "trusted_proxies": "192.0.2.0/24",
        "service_endpoints": "https://one.example/sparql http://two.example/",
    }
    others: dict[type, object] = {bool: True, int: 7, float: 0.5, str: "there"}
    for field in fields(Settings):
        kind = type(getattr(Settings(), field.name))
        given.setdefault(field.name, others.get(kind, Path("elsewhere")))
    known = {field.name for field in fields(Settings)}
    environment = {f"BELEIDSGRAAF_{n.upper()}": str(v) for n, v in given.items() if n in known}
    settings = load(environment)
    assert {name: getattr(settings, name) for name in known} == {
        name: given[name] for name in known
    }


def test_options_overrule_the_environment() -> None:
    """What is typed wins; an option that was not given changes nothing."""
    environment = {"BELEIDSGRAAF_PORT": "1", "BELEIDSGRAAF_HOST": "there"}
    assert load(environment, {"port": "2", "host": None}) == Settings(port=2, host="there")


def test_the_variables_of_others_are_left_alone() -> None:
    """Only our prefix is ours."""
    assert Settings() == load({"HOME": "/", "PORT": "1", "XBELEIDSGRAAF_PORT": "2"})


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("BELEIDSGRAAF_PROT", "1", "BELEIDSGRAAF_PROT: no setting has this name"),
        ("BELEIDSGRAAF_", "1", "no setting has this name"),
        ("BELEIDSGRAAF_PORT", "http", "BELEIDSGRAAF_PORT: 'http' is not a whole number"),
        ("BELEIDSGRAAF_PORT", "", "BELEIDSGRAAF_PORT"),
        ("BELEIDSGRAAF_PORT", "-1", "BELEIDSGRAAF_PORT: '-1' must be a number from 0"),
        ("BELEIDSGRAAF_PORT", "65536", "port: 65536 is over 65535"),
        ("BELEIDSGRAAF_QUERY_TIMEOUT", "nan", "must be a number from 0"),
        ("BELEIDSGRAAF_QUERY_TIMEOUT", "inf", "must be a number from 0"),
        ("BELEIDSGRAAF_QUERY_TIMEOUT", "0", "must be over 0"),
        ("BELEIDSGRAAF_QUERY_PROCESSES", "0", "must be over 0"),
        ("BELEIDSGRAAF_QUERY_PROCESSES", "1.5", "BELEIDSGRAAF_QUERY_PROCESSES"),
        ("BELEIDSGRAAF_BASE_IRI", "", "base_iri"),
        ("BELEIDSGRAAF_BASE_IRI", "beleid", "base_iri"),
        ("BELEIDSGRAAF_BASE_IRI", "urn:beleid/", "base_iri"),
        ("BELEIDSGRAAF_BASE_IRI", "https:///", "base_iri"),
        ("BELEIDSGRAAF_BASE_IRI", "https://x.example", "ends in '/'"),
        ("BELEIDSGRAAF_BASE_IRI", "https://x.example/?a=/", "base_iri"),
        ("BELEIDSGRAAF_BASE_IRI", "https://x.example/#/", "base_iri"),
        ("BELEIDSGRAAF_BASE_IRI", "https://x.example/a b/", "base_iri"),
        ("BELEIDSGRAAF_BASE_IRI", "https://x.example/a\tb/", "base_iri"),
        ("BELEIDSGRAAF_BASE_IRI", "https://x.example/<b>/", "base_iri"),
        ("BELEIDSGRAAF_BASE_IRI", "https://[x/", "base_iri"),
        ("BELEIDSGRAAF_BASE_IRI", "https://x.example/\udc80/", "base_iri"),
        ("BELEIDSGRAAF_PUBLIC_URL", "site.example", "public_url"),
        ("BELEIDSGRAAF_PUBLIC_URL", "https://[", "public_url"),
        ("BELEIDSGRAAF_ISSUES_URL", "javascript:alert(1)", "issues_url"),
    ],
)
def test_a_bad_value_is_a_known_error_that_names_the_setting(
    variable: str, value: str, said: str
) -> None:
    """No value makes the program fall over, and none is mended in silence."""
    with pytest.raises(SettingsError) as caught:
        load({variable: value})
    assert said in str(caught.value)
    assert caught.value.exit_code == 3


def test_every_setting_has_its_sentence_and_its_line_in_the_table() -> None:
    """The help, the table in the docs and the dataclass know the same settings."""
    names = [f.name for f in fields(Settings)]
    assert names == list(HELP)
    lines = table().splitlines()
    assert len(lines) == 2 + len(names)
    for name, line in zip(names, lines[2:], strict=True):
        assert f"BELEIDSGRAAF_{name.upper()}" in line
        assert HELP[name] in line
