"""What a page is called where somebody shares a link to it."""

from beleidsgraaf.serve.texts import Texts

PICTURE = "card.png"
"""The first page, as `make screenshots` takes it."""
PICTURE_SIZE = (1200, 630)


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


def picture(t: Texts, address: str) -> tuple[tuple[str, str], ...]:
    """The properties of the one picture that there is, at a whole address."""
    width, height = map(str, PICTURE_SIZE)
    return (
        ("og:image", address),
        ("og:image:type", "image/png"),
        ("og:image:width", width),
        ("og:image:height", height),
        ("og:image:alt", t("picture.alt")),
    )
