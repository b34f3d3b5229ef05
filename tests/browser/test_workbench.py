"""The workbench where scripts run: an editor that knows SPARQL and the data, by keyboard too."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

Open = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("scripts")]

TWO = "SELECT (1 + 1 AS ?two) {}"
PER_THEME = """PREFIX bg: <https://w3id.org/beleidsgraaf/def#>
SELECT ?theme (COUNT(?m) AS ?n) { ?m bg:theme ?theme } GROUP BY ?theme ORDER BY DESC(?n) ?theme"""


def editor(page: Page, name: str = "De vraag") -> Locator:
    """The editor, under the name that the field has without scripts."""
    return page.get_by_role("textbox", name=name)


def write(page: Page, query: str, name: str = "De vraag") -> None:
    """The query in place of what stood there, as keys do it."""
    editor(page, name).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(query)


def known(page: Page) -> None:
    """Waits until the editor has what it completes with."""
    page.wait_for_load_state("networkidle")


def test_the_keyboard_asks_and_the_address_holds_the_query(visit: Open) -> None:
    """Ctrl+Enter answers on the page and says how much; the address gives it again."""
    page = visit("/workbench")
    write(page, TWO)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("cell", name="2", exact=True)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("status")).to_have_text("1 rij.")
    expect(page).to_have_url(f"/workbench?query={quote(TWO, safe='*').replace('%20', '+')}")
    expect(editor(page)).to_be_focused()
    page.reload()
    expect(editor(page)).to_contain_text("1 + 1")
    expect(page.get_by_role("cell", name="2", exact=True)).to_be_visible()
    switch = page.get_by_role("link", name="English")
    assert "1+%2B+1" in (switch.get_attribute("href") or "")


def test_back_and_forth_go_to_what_was_asked(visit: Open) -> None:
    """The browser's own buttons lead from query to query, each with its answer."""
    page = visit("/workbench")
    for number in (11, 22):
        write(page, f"SELECT ({number} AS ?n) {{}}")
        page.get_by_role("button", name="Vraag het").click()
        expect(page.get_by_role("cell", name=str(number), exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("cell", name="11", exact=True)).to_be_visible()
    expect(editor(page)).to_contain_text("11 AS")
    page.go_forward()
    expect(page.get_by_role("cell", name="22", exact=True)).to_be_visible()


def test_tab_goes_on_and_is_no_trap(visit: Open) -> None:
    """From the editor to the choice of form, and back."""
    page = visit("/workbench")
    write(page, TWO)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Antwoord als")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(editor(page)).to_be_focused()
    expect(editor(page)).to_have_text(TWO)


def test_a_mistake_is_shown_while_one_writes(visit: Open) -> None:
    """Without asking: the place is marked, and says why; mended, the mark goes."""
    page = visit("/workbench")
    known(page)
    write(page, "SELECT * {\n ?s <x:p> }")
    mark = page.locator(".cm-lintRange-error")
    expect(mark).to_have_text("}")
    mark.hover()
    expect(page.locator(".cm-tooltip-lint")).to_contain_text("regel 2, teken 11")
    expect(page.locator("#answers section")).to_have_count(0)
    write(page, "SELECT * {\n ?s <x:p> ?o }")
    expect(mark).to_have_count(0)


def test_a_mistake_is_shown_where_it_is(visit: Open) -> None:
    """Line and column in words, the place marked, and the cursor there; mending takes it away."""
    page = visit("/en/workbench")
    write(page, "SELECT * {\n ?s <x:p> }", "The query")
    page.keyboard.press("Control+Enter")
    expect(
        page.get_by_role("heading", name="The query is wrong at line 2, column 11")
    ).to_be_visible()
    expect(page.locator(".cm-lintRange-error")).to_have_text("}")
    expect(editor(page, "The query")).to_be_focused()
    page.keyboard.insert_text("?o ")
    expect(editor(page, "The query")).to_contain_text("?s <x:p> ?o }")
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("main").get_by_role("status")).to_have_text("0 rows.")


def test_a_class_is_completed_by_its_dutch_name_and_its_prefix_declared(visit: Open) -> None:
    """What the data has is offered with its name, meaning and number; Enter puts it in."""
    page = visit("/workbench")
    known(page)
    write(page, "SELECT * { ?m a ")
    page.keyboard.type("maatreg")
    offered = page.locator(".cm-tooltip-autocomplete").get_by_role("option")
    expect(offered.first).to_contain_text("bg:Measure")
    expect(page.locator(".cm-completionInfo")).to_contain_text("klasse · 56 keer")
    page.wait_for_timeout(100)  # a key within 75 ms of the list opening is not meant for it
    page.keyboard.press("Enter")
    expect(editor(page)).to_contain_text("PREFIX bg: <https://w3id.org/beleidsgraaf/def#>")
    expect(editor(page)).to_contain_text("?m a bg:Measure")
    page.keyboard.type(" ; bg:hasG")
    expect(offered.first).to_contain_text("bg:hasGoal")
    page.keyboard.press("Escape")
    expect(offered).to_have_count(0)


def test_missing_prefixes_are_told_and_put_in(visit: Open) -> None:
    """Each is marked before anything is asked; a button declares all that are known."""
    page = visit("/workbench")
    known(page)
    write(page, "SELECT * { ?s skos:prefLabel ?l ; x:no ?o ; bg:goal ?g }")
    expect(page.locator(".cm-lintRange-warning")).to_have_text(["skos:", "x:", "bg:"])
    page.get_by_role("button", name="Vul prefixen aan").click()
    expect(page.get_by_role("main").get_by_role("status")).to_have_text("2 prefixen aangevuld.")
    expect(editor(page)).to_contain_text("PREFIX skos: <http://www.w3.org/2004/02/skos/core#>")
    expect(page.locator(".cm-lintRange-warning")).to_have_text(["x:"])


def test_an_example_comes_into_the_editor_and_can_be_undone(visit: Open) -> None:
    """A click takes the query over; nothing is lost that stood there."""
    page = visit("/workbench")
    known(page)
    write(page, "# mine")
    page.get_by_role("navigation", name="Voorbeelden").get_by_role("link").first.click()
    expect(editor(page)).to_be_focused()
    expect(editor(page)).to_contain_text("SELECT")
    assert "/workbench" in page.url
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Het antwoord")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(editor(page)).to_have_text("# mine")


def test_an_answer_is_a_table_a_figure_or_raw(visit: Open) -> None:
    """A name and a number can be drawn; the table has names with links; raw is the endpoint's."""
    page = visit("/workbench")
    write(page, PER_THEME)
    page.keyboard.press("Control+Enter")
    views = page.get_by_role("group", name="Weergave")
    expect(views.get_by_role("button", pressed=True)).to_have_text("Tabel")
    link = page.get_by_role("table").get_by_role("link").first
    assert (link.get_attribute("href") or "").startswith("/doc/theme/")
    views.get_by_role("button", name="Figuur").click()
    expect(page.locator("svg .bar:visible")).to_have_count(5)
    expect(page.get_by_role("table")).to_have_count(0)
    views.get_by_role("button", name="Onbewerkt").click()
    expect(page.get_by_role("region", name="Onbewerkt")).to_contain_text('"bindings"')
    expect(page.locator("svg .bar:visible")).to_have_count(0)


def test_what_was_asked_is_kept_until_it_is_cleared(visit: Open) -> None:
    """In this browser alone: the list stays over a visit, and comes back by a click."""
    page = visit("/workbench")
    write(page, f"# two\n{TWO}")
    page.keyboard.press("Control+Enter")
    mine = page.get_by_role("region", name="Uw eerdere vragen")
    expect(mine.get_by_role("button", name=TWO)).to_be_visible()
    page.goto("/workbench")
    expect(editor(page)).not_to_contain_text("1 + 1")
    mine.get_by_role("button", name=TWO).click()
    expect(editor(page)).to_contain_text("# two")
    mine.get_by_role("button", name="Wis ze").click()
    expect(mine).to_be_hidden()
    assert page.context.cookies() == []


def test_another_form_of_answer_is_the_endpoints(visit: Open) -> None:
    """Who wants JSON gets it at its own address, with what stands in the editor."""
    page = visit("/workbench")
    write(page, TWO)
    page.get_by_label("Antwoord als").select_option("json")
    page.get_by_role("button", name="Vraag het").click()
    expect(page.locator("body")).to_contain_text('"two"')
    assert "/sparql?query=" in page.url
    assert "format=json" in page.url
