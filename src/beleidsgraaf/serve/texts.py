"""What the site itself says, in Dutch and in English."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

LANGUAGES = ("nl", "en")
"""The first is the language of addresses without a prefix."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language; called with a key it gives the words."""

    lang: str
    messages: Mapping[str, str | Mapping[str, str]]

    def __call__(self, key: str, /, n: int | None = None, **values: object) -> str:
        """The words for a key, its ``{names}`` filled in.

        With a number ``n`` the key has a form for one and a form for all others. KeyError for a
        key that is not there: a page never shows a key.
        """
        message = self.messages[key]
        if n is not None:
            values["n"] = self.number(n)
        if not isinstance(message, str):
            message = message["one" if n == 1 else "other"]
        return message.format(**values) if values else message

    def some(self, group: str) -> dict[str, str]:
        """The texts of a group, for a script; the forms for one and for others apart."""
        found: dict[str, str] = {}
        for key, message in self.messages.items():
            name = key.removeprefix(f"{group}.")
            if name == key:
                continue
            if isinstance(message, str):
                found[name] = message
            else:
                found |= {f"{name}.{form}": text for form, text in message.items()}
        return found

    def number(self, n: int) -> str:
        """A number as it is written in this language: 1.234 or 1,234."""
        written = f"{n:,}"
        return written.replace(",", ".") if self.lang == "nl" else written

    def enumerate(self, parts: Sequence[str]) -> str:
        """The parts as an enumeration in a sentence: a, b en c."""
        if len(parts) < 2:
            return "".join(parts)
        return self("list.and", first=", ".join(parts[:-1]), last=parts[-1])


@cache
def load() -> dict[str, Texts]:
    """The texts of every language, by its code; read once."""
    folder = resources.files("beleidsgraaf.serve") / "translations"
    return {
        lang: Texts(lang, json.loads((folder / f"{lang}.json").read_text("utf-8")))
        for lang in LANGUAGES
    }
