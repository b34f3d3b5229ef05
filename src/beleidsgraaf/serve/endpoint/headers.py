"""The headers of the endpoint's responses: few, so that each set of them is made once."""

from functools import lru_cache

from beleidsgraaf.serve.endpoint import media

Headers = tuple[tuple[str, str], ...]

ALWAYS = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Retry-After, Query-Limits"),
    ("Vary", "Accept, Accept-Encoding"),
    ("X-Content-Type-Options", "nosniff"),
)
"""On every response of the endpoint: anybody's page may read it, and caches keep forms apart."""
KEPT = (("Cache-Control", "no-cache"), *ALWAYS)
"""On what stays the same: it may be kept, and is to be asked for again with its ETag."""
_PASSING = (("Cache-Control", "no-store"), *ALWAYS)


@lru_cache
def of_answer(chosen: str, coding: str, *, is_lasting: bool) -> Headers:
    """Those of an answer in a form and a coding."""
    kind = (("Content-Type", media.content_type(chosen)),)
    coded = (("Content-Encoding", coding),) if coding else ()
    return kind + coded + (KEPT if is_lasting else _PASSING)
