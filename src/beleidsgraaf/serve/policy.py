"""What a browser may load on the pages: of ourselves, and nothing that stands in a page."""

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADER = "Content-Security-Policy"


def policy(**other: str) -> str:
    """The policy of the site; for one page with other rules, such as ``img_src``."""
    rules = _POLICY | {name.replace("_", "-"): value for name, value in other.items()}
    return "; ".join(f"{name} {value}" for name, value in rules.items())
