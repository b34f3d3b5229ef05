"""What people come for, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/measures",
    "/organisations",
    "/doc/organisation/movisie",
    "/doc/ministry/jenv",
    "/doc/measure/alliantie-act4respect",
    "/document/seksueel-geweld-2021",
    "/workbench",
    "/def",
)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_reader_goes_from_an_organisation_to_the_sentence(visit: Open, *, scripts: bool) -> None:
    """From the first page to Movisie, to a measure, to the row as printed, by links alone."""
    page = visit("/", java_script_enabled=scripts)
    page.get_by_role("link", name="Organisaties", exact=True).click()
    page.get_by_role("link", name="Movisie", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Movisie")
    expect(page.get_by_text("Movisie komt voor in 2 maatregelen van OCW")).to_be_visible()
    expect(page.locator("mark").first).to_have_text("Movisie")
    page.get_by_role("link", name="Methodiek ‘Ik ben van Mij’").click()
    expect(page.get_by_text("bevorderen van positief seksueel gedrag").first).to_be_visible()
    page.get_by_role("region", name="Zo staat het in het document").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rij 4")


def test_a_reader_changes_the_language_and_stays_on_the_page(visit: Open) -> None:
    """The switch leads to the same thing in the other language, and back."""
    page = visit("/doc/organisation/atria")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url("/en/doc/organisation/atria")
    expect(page.get_by_text("Atria occurs in 1 measure of OCW")).to_be_visible()
    page.get_by_role("link", name="Nederlands").click()
    expect(page).to_have_url("/doc/organisation/atria")


def test_a_researcher_asks_a_question_without_scripts(visit: Open) -> None:
    """An example, changed in the form, is answered by the endpoint."""
    page = visit("/questions", java_script_enabled=False)
    page.get_by_role("main").get_by_role("link").first.click()
    page.get_by_role("link", name="Pas deze vraag aan").click()
    page.get_by_label("De vraag", exact=True).fill("SELECT (1 + 1 AS ?two) {}")
    page.get_by_label("Antwoord als").select_option("json")
    page.get_by_role("button", name="Vraag het").click()
    expect(page.locator("body")).to_contain_text('"two"')


def test_the_keyboard_is_enough(visit: Open) -> None:
    """The first stop is the link to the content; the focus can be seen."""
    page = visit("/doc/organisation/movisie")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_window(visit: Open, path: str) -> None:
    """Nobody has to scroll sideways, on a small telephone as little as on a wide screen."""
    page = visit(path)
    for width in (320, 390, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
