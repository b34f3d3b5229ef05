"""Every page type by the rules of WCAG 2.2 A and AA that axe can check.

Dark or light, wide or narrow, Dutch or English. What no program can see is not seen here.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from beleidsgraaf.serve.texts import LANGUAGES
from beleidsgraaf.snapshot import Snapshot
from page_types import MISSING, addresses

pytestmark = pytest.mark.browser

_AXE = Path("frontend/node_modules/axe-core/axe.min.js")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_WIDTHS = (1280, 390)
_CONTRAST = "color-contrast"
_SCHEMES = ("light", "dark")
_ENHANCED = ("/workbench", "/yasgui")
"""Pages that are not what they are before their script has what it asks for."""

_CHECK = """async runOnly => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  const options = {runOnly, resultTypes: ["violations"]};
  const {violations} = await axe.run(document, options);
  return violations.flatMap(it => it.nodes.map(
    node => `${it.id} at ${node.target.join(" ")}: ${node.any.map(c => c.message).join(" ")}`));
}"""


@pytest.fixture
def page(browser: Browser, project: Path, address: str) -> Iterator[Page]:
    """A page of the site in which axe is at hand."""
    if not (project / _AXE).exists():
        pytest.skip(f"NO AXE: {_AXE} is absent; no page was checked. `make browser` gets it.")
    context = browser.new_context(base_url=address)
    context.add_init_script(path=project / _AXE)  # the site's own policy stays in force
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """What axe finds, in both schemes and at both widths.

    The style sheet may change nothing but colours in the dark, so only these are looked at there.
    """
    found = []
    all_rules, colours = {"type": "tag", "values": _TAGS}, {"type": "rule", "values": [_CONTRAST]}
    for width in _WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in _SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal, in theirs
            rules = all_rules if scheme == "light" else colours
            found += [f"{width} {scheme}: {it}" for it in page.evaluate(_CHECK, rules)]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_breaks_a_rule_of_wcag(
    page: Page, app: Flask, snapshot: Snapshot, lang: str
) -> None:
    """No violation on any page type, in this language."""
    prefix = "" if lang == LANGUAGES[0] else f"/{lang}"
    broken = {}
    checked = addresses(app, snapshot)
    for path in checked:
        answer = page.goto(f"{prefix}{path}" or "/")
        assert answer is not None
        if path.startswith(_ENHANCED):
            page.wait_for_load_state("networkidle")
        assert path == MISSING or answer.status in (200, 400), f"{path}: {answer.status}"
        assert page.locator("html").get_attribute("lang") == lang
        if found := violations(page):
            broken[path] = found
    assert broken == {}
    assert len(checked) >= 45


@pytest.mark.usefixtures("scripts")
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_editor_breaks_no_rule_in_any_state(page: Page, prefix: str) -> None:
    """With completions open, a mistake marked, and a figure or the raw answer in view."""
    page.goto(f"{prefix}/workbench")
    page.wait_for_load_state("networkidle")
    editor = page.locator(".editor").get_by_role("textbox")
    editor.press("Control+a")
    page.keyboard.type("SELECT ?t (COUNT(?m) AS ?n) { ?m xx:no ?t ; bg:the")
    page.locator(".cm-tooltip-autocomplete").wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    page.locator(".cm-lintRange-error").wait_for()
    assert violations(page) == []
    editor.press("Control+a")
    page.keyboard.insert_text("SELECT (STR(?t) AS ?s) ?n { VALUES (?t ?n) { ('a' 1) ('b' 2) } }")
    page.keyboard.press("Control+Enter")
    views = page.locator(".views button")
    for at in (1, 2):
        views.nth(at).click()
        assert violations(page) == []


@pytest.mark.usefixtures("scripts")
def test_an_answer_in_yasgui_breaks_no_rule(page: Page) -> None:
    """Its fields have names, its colours can be read, what scrolls can be scrolled."""
    page.goto("/yasgui")
    page.locator(".yasqe_queryButton").click()
    page.locator(".yasr_results tbody tr").first.wait_for()
    assert violations(page) == []


@pytest.mark.usefixtures("scripts")
@pytest.mark.parametrize("path", ["/", "/en/search"])
def test_open_suggestions_break_no_rule(page: Page, path: str) -> None:
    """With the list open and one of it chosen."""
    page.goto(path)
    page.get_by_role("combobox").last.press_sequentially("mov")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    assert page.get_by_role("option", selected=True).is_visible()


def test_axe_sees_faint_words_and_small_targets(page: Page) -> None:
    """The check is not blind: a page with faults has them found, in the scheme they are in."""
    page.goto("/about")
    page.evaluate(
        """() => {
          document.body.innerHTML = "<main><p id='faint'>Words</p><img src='x'>"
            + "<p><button id='a'>.</button><button id='b'>.</button></p></main>";
          const sheet = document.styleSheets[0];
          sheet.insertRule("#faint { color: #bbb }", sheet.cssRules.length);
          sheet.insertRule("#a, #b { padding: 0; width: 9px; height: 9px }", sheet.cssRules.length);
        }"""
    )
    found = {line.split(" at ")[0] for line in violations(page)}
    assert {f"1280 light: {_CONTRAST}", "1280 light: image-alt", "390 light: target-size"} <= found
    assert f"1280 dark: {_CONTRAST}" not in found
