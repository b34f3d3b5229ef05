"""Slugs that are made, for what people do not name: evidence-like things under a named one."""

import re
import unicodedata


def slugify(text: str) -> str:
    """Lower-case letters, digits and single hyphens; accents are dropped, never whole letters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
