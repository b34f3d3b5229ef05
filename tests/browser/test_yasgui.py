"""Yasgui in a page of ours: it asks our endpoint, and nobody else."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("scripts")
def test_yasgui_asks_our_endpoint(visit: Open) -> None:
    """The example is answered; the fixture sees that no other host is asked."""
    page = visit("/en/yasgui")
    with page.expect_request(lambda request: "/sparql?query=" in request.url):
        page.locator(".yasqe_queryButton").click()
    expect(page.locator(".yasr_results table tbody tr").first).to_be_visible()


@pytest.mark.usefixtures("scripts")
def test_yasgui_completes_with_our_terms_alone(visit: Open) -> None:
    """What the data uses is offered, where Yasgui itself would ask other hosts."""
    page = visit("/yasgui")
    page.locator(".CodeMirror-line").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("PREFIX bg: <https://w3id.org/beleidsgraaf/def#>\nASK { ?s a bg:Meas")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hints")).to_contain_text("bg:Measure")


@pytest.mark.usefixtures("scripts")
def test_a_link_cannot_make_yasgui_ask_elsewhere(visit: Open) -> None:
    """An endpoint in the address is passed over, the query is not."""
    page = visit("/yasgui#query=ASK%20%7B%7D&endpoint=http%3A%2F%2Fexample.org%2Fsparql")
    expect(page.locator(".CodeMirror-line").first).to_have_text("ASK {}")
    with page.expect_response(lambda response: "/sparql?query=ASK" in response.url) as answered:
        page.locator(".yasqe_queryButton").click()
    assert answered.value.ok


@pytest.mark.usefixtures("scripts")
def test_tab_goes_on_from_the_query_of_yasgui(visit: Open) -> None:
    """It is no trap either."""
    page = visit("/yasgui")
    field = page.get_by_role("textbox", name="Query")
    field.focus()
    before = page.locator(".CodeMirror-line").first.inner_text()
    page.keyboard.press("Tab")
    expect(field).not_to_be_focused()
    assert page.locator(".CodeMirror-line").first.inner_text() == before


def test_without_scripts_the_page_leads_to_the_form(visit: Open) -> None:
    """It says that Yasgui needs them, or was not built, and that the form does without."""
    page = visit("/yasgui", java_script_enabled=False)
    expect(page.locator(".warning")).to_contain_text("Het formulier van deze website")
    page.get_by_role("main").get_by_role("link", name="Stel een vraag in SPARQL").click()
    expect(page).to_have_url("/workbench")
