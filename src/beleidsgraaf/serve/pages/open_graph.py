"""What a page is called where somebody shares a link to it."""

from beleidsgraaf.serve.texts import Texts


def properties(
    t: Texts, title: str, description: str, address: str, *, thing: bool
) -> tuple[tuple[str, str], ...]:
    """Properties of Open Graph; the address is a whole one, always."""
    return (
        ("og:type", "article" if thing else "website"),
        ("og:site_name", t("site.name")),
        ("og:title", title),
        ("og:description", description),
        ("og:url", address),
        ("og:locale", t("locale")),
        ("og:locale:alternate", t("locale.other")),
    )
