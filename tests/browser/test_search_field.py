"""The search field with suggestions: a combobox by the pattern of WAI-ARIA."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

Open = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("scripts")]


def field(page: Page) -> Locator:
    """The search field at the head of a page."""
    return page.get_by_role("banner").get_by_role("combobox")


def test_the_keyboard_goes_from_a_few_letters_to_a_page(visit: Open) -> None:
    """Typing suggests and counts aloud; arrows choose, past the end is the field; Enter goes."""
    page = visit("/")
    field(page).press_sequentially("rut")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Rutgers")
    n = options.count()
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    status = page.get_by_role("banner").get_by_role("status")
    expect(status).to_have_text("1 suggestie" if n == 1 else f"{n} suggesties")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    active = options.first.get_attribute("id") or ""
    expect(field(page)).to_have_attribute("aria-activedescendant", active)
    for _ in range(n):
        page.keyboard.press("ArrowDown")
    expect(field(page)).not_to_have_attribute("aria-activedescendant", active)
    page.keyboard.press("ArrowUp")
    expect(options.nth(n - 1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")  # moves in the words, as in any field
    for _ in range(n - 1):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/doc/organisation/rutgers")


def test_escape_closes_and_the_words_stay(visit: Open) -> None:
    """After Escape there is no list, and Enter searches for what was typed."""
    page = visit("/en/about")
    field(page).press_sequentially("mov")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field(page)).to_have_value("mov")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/en/search?q=mov")


def test_a_suggestion_is_clicked(visit: Open) -> None:
    """The pointer does what the keyboard does, in the field of the search page too."""
    page = visit("/en/search")
    page.get_by_role("main").get_by_role("combobox").press_sequentially("movis")
    page.get_by_role("option", name="Movisie").first.click()
    expect(page).to_have_url("/en/doc/organisation/movisie")


def test_what_nothing_is_called_has_no_suggestion(visit: Open) -> None:
    """No empty list is shown, and that there is none is said."""
    page = visit("/en")
    field(page).press_sequentially("zzzzzz")
    expect(page.get_by_role("banner").get_by_role("status")).to_have_text("No suggestions")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_leaving_the_field_closes_the_list(visit: Open) -> None:
    """Tab goes on to the button, and nothing hangs over the page."""
    page = visit("/")
    field(page).press_sequentially("rut")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.get_by_role("banner").get_by_role("button", name="Zoek")).to_be_focused()


def test_without_scripts_the_field_is_a_plain_one(visit: Open) -> None:
    """Nothing is promised that is not there; the form searches."""
    page = visit("/", java_script_enabled=False)
    page.get_by_role("banner").get_by_role("searchbox").fill("rutgers")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/search?q=rutgers")
