"""Every setting, in one table: the dataclass, the options, the environment and the docs."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from beleidsgraaf.errors import SettingsError

PREFIX = "BELEIDSGRAAF_"
API_TOKEN = "BELEIDSGRAAF_API_TOKEN"  # noqa: S105  the name of the variable, not what is in it
"""The one variable that is no setting: a secret, read where it is used and never shown."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may choose. The names in capitals after the prefix are the variables."""

    host: str = "127.0.0.1"
    port: int = 8000
    base_iri: str = "https://w3id.org/beleidsgraaf/"
    public_url: str = ""
    snapshots: Path = Path("snapshots")
    query_timeout: float = 10.0
    query_processes: int = 4
    query_memory: int = 128
    query_length: int = 64
    answer_size: int = 16
    cache_size: int = 32
    client_seconds: float = 60.0
    trusted_proxies: str = ""
    service_endpoints: str = ""
    issues_url: str = ""
    security_contact: str = ""
    security_expires: str = ""


HELP: Mapping[str, str] = {
    "host": "Address to listen on.",
    "port": "Port to listen on; 0 takes a free one.",
    "base_iri": "Start of every IRI that a build mints; ends in a slash.",
    "public_url": "Address of the site to visitors; empty: as the request or the catalogue says.",
    "snapshots": "Folder that holds the snapshots and `current`.",
    "query_timeout": "Seconds a visitor's query may take.",
    "query_processes": "How many visitors' queries may run at once.",
    "query_memory": "MiB of address space a query may take beyond the graph itself.",
    "query_length": "KiB of text a query may have.",
    "answer_size": "MiB an answer may have.",
    "cache_size": "MiB of answers that are kept, to be given again.",
    "client_seconds": "Seconds of query time one client may use a minute; 0: any number.",
    "trusted_proxies": "Networks, comma-separated, whose X-Forwarded-For is believed.",
    "service_endpoints": "Addresses, with blanks between, that a query may call with SERVICE.",
    "issues_url": "Where a reader can report a mistake; empty: no link is shown.",
    "security_contact": "Where to tell of a weakness: mailto:, tel: or https:, for security.txt.",
    "security_expires": "Date from which security.txt is no longer given, as 2027-06-30.",
}
"""One sentence per setting: the help of the command line and the table in the docs."""


_IN_WORDS = {int: "a whole number", float: "a number"}
_CONTACTS = ("mailto:", "tel:", "https://")
_NO_IRI = re.compile(r'[\x00-\x20\ud800-\udfff<>"{}|\\^`]')
"""Characters that RFC 3987 keeps out of every IRI, and bytes that were no UTF-8."""


def _parse(name: str, kind: Any, raw: str) -> Any:
    try:
        value = kind(raw)
    except ValueError:
        raise SettingsError(f"{name}: {raw!r} is not {_IN_WORDS[kind]}.") from None
    if kind in (int, float) and not 0 <= value < float("inf"):
        raise SettingsError(f"{name}: {raw!r} must be a number from 0.")
    return value


def _check(settings: Settings) -> Settings:
    if not _is_address(settings.base_iri) or set(settings.base_iri) & set("?#"):
        raise SettingsError(f"base_iri: {settings.base_iri!r} must be an http(s) address.")
    if not settings.base_iri.endswith("/"):
        raise SettingsError(f"base_iri: {settings.base_iri!r} must be an IRI that ends in '/'.")
    addresses = [(name, getattr(settings, name)) for name in ("public_url", "issues_url")]
    addresses += [("service_endpoints", value) for value in settings.service_endpoints.split()]
    for name, value in addresses:
        if value and not _is_address(value):
            raise SettingsError(f"{name}: {value!r} must be an http(s) address.")
    _check_security(settings)
    if settings.port > 65535:
        raise SettingsError(f"port: {settings.port} is over 65535.")
    if settings.query_processes < 1 or settings.query_timeout <= 0:
        raise SettingsError("query_processes and query_timeout must be over 0.")
    return settings


def _check_security(settings: Settings) -> None:
    contact, expires = settings.security_contact, settings.security_expires
    if contact and (not contact.startswith(_CONTACTS) or _NO_IRI.search(contact)):
        raise SettingsError(
            f"security_contact: {contact!r} must start with mailto:, tel: or https:"
        )
    try:
        if expires:
            datetime.date.fromisoformat(expires)
    except ValueError:
        raise SettingsError(f"security_expires: {expires!r} is no date as 2027-06-30.") from None


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:  # brackets that do not match
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not _NO_IRI.search(value)


def load(environment: Mapping[str, str], options: Mapping[str, Any] | None = None) -> Settings:
    """Settings from the environment, overruled by the options that are not None.

    Raises SettingsError for a variable with our prefix that no setting has, or a bad value.
    """
    kinds = {f.name: type(getattr(Settings(), f.name)) for f in fields(Settings)}
    values: dict[str, Any] = {}
    for variable, raw in sorted(environment.items()):
        if not variable.startswith(PREFIX) or variable == API_TOKEN:
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in kinds:
            raise SettingsError(f"{variable}: no setting has this name; see docs/settings.md.")
        values[name] = _parse(variable, _kind(kinds[name]), raw)
    for name, value in (options or {}).items():
        if value is not None:
            values[name] = _parse(name, _kind(kinds[name]), str(value))
    return _check(replace(Settings(), **values))


def _kind(kind: type) -> type:
    # Path() makes a PosixPath on this system; the maker is Path all the same.
    return Path if issubclass(kind, Path) else kind


def table() -> str:
    """The settings as a Markdown table, for docs/settings.md."""
    lines = ["| setting | variable | default | what it does |", "|---|---|---|---|"]
    for field in fields(Settings):
        default = str(getattr(Settings(), field.name))
        shown = f"`{default}`" if default else "(empty)"
        variable = f"{PREFIX}{field.name.upper()}"
        lines.append(f"| {field.name} | `{variable}` | {shown} | {HELP[field.name]} |")
    return "\n".join(lines) + "\n"
