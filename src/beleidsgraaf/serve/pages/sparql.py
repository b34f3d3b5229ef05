"""The question behind a page, with the ways to run it oneself."""

from urllib.parse import urlencode

from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.parts import Link
from beleidsgraaf.serve.render.tables import Sparql

ENDPOINT = "/sparql"
_WORKBENCH = "/workbench"
_ANSWERS = (("csv", "CSV", "text/csv"), ("json", "JSON", "application/sparql-results+json"))


def behind(reader: Reader, text: str) -> Sparql:
    """The question with a link to change it and links to its answer."""
    return Sparql(
        text=text,
        workbench=f"{reader.address(_WORKBENCH)}?{urlencode({'query': text})}",
        answers=tuple(
            Link(f"{ENDPOINT}?{urlencode({'query': text, 'format': form})}", name, media=media)
            for form, name, media in _ANSWERS
        ),
    )
