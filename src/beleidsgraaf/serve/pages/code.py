"""A question as programs ask it, to copy; no text of a reader can end what it stands in."""

from beleidsgraaf.serve.render.tables import Code

_CURL = """\
curl '{address}' -H 'Accept: text/csv' --data-urlencode query@- <<'SPARQL'
{query}SPARQL
"""
_PYTHON = """\
import csv
import io
from urllib.parse import urlencode
from urllib.request import urlopen

query = r'''
{query}'''
address = "{address}?" + urlencode({{"query": query, "format": "csv"}})
with urlopen(address) as answer:
    rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))
print(rows)
"""
_R = """\
query <- r"{dashes}(
{query}){dashes}"
address <- paste0("{address}?format=csv&query=", URLencode(query, reserved = TRUE))
rows <- read.csv(address, encoding = "UTF-8")
print(rows)
"""


def codes(query: str, address: str) -> tuple[Code, ...]:
    """The question in each language; ``address`` is that of the endpoint."""
    dashes = "-"
    while f'){dashes}"' in query:
        dashes += "-"
    told = {"address": address, "query": query, "dashes": dashes}
    return (
        Code("curl", "code-curl", _CURL.format(**told)),
        Code("Python", "code-python", _PYTHON.format(**told)),
        Code("R", "code-r", _R.format(**told)),
    )
