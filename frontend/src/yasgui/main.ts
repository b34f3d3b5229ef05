/**
 * Yasgui, for those who are used to it: at our own endpoint, and completing with our own terms
 * where it would ask other hosts for theirs. It is in English, whatever the page is in.
 */
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./yasgui.css";
import { fetchTerms, type Term, type Terms } from "../workbench/terms";

const NAMES = { textarea: "Query", ".tableSizer": "Page size" };

/** The terms as Yasgui completes them: IRIs, which it shortens by the prefixes of the query. */
function iris(all: Term[], terms: Terms): string[] {
  return all.map(({ term }) => {
    const [prefix, local] = [term.slice(0, term.indexOf(":")), term.slice(term.indexOf(":") + 1)];
    return (terms.prefixes[prefix] ?? `${prefix}:`) + local;
  });
}

/** Completion of a kind of term as Yasgui has it, with our terms in place of those of others. */
function ours(kind: "class" | "property", found: string[]): void {
  Yasgui.Yasqe.forkAutocompleter(kind, {
    name: `our-${kind}`,
    bulk: true,
    get: () => Promise.resolve(found),
  } as never);
}

/**
 * A list of tabs may hold nothing but tabs, and Yasgui has its button for a new one among them: so
 * all are buttons of one group, of which one is pressed (WAI-ARIA 1.2, 5.2.5).
 */
function asButtons(list: Element): void {
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", "Tabs");
  for (const tab of list.querySelectorAll('[role="tab"]')) tab.setAttribute("role", "button");
  for (const tab of list.querySelectorAll("[aria-selected]")) {
    tab.setAttribute("aria-pressed", tab.getAttribute("aria-selected") ?? "false");
    tab.removeAttribute("aria-selected");
  }
}

/** What has no name gets one, and what scrolls can be scrolled by keyboard. */
function mend(place: HTMLElement): void {
  for (const [selector, name] of Object.entries(NAMES)) {
    for (const field of place.querySelectorAll(selector)) field.setAttribute("aria-label", name);
  }
  for (const list of place.querySelectorAll(".tabsList")) asButtons(list);
  for (const scrolled of place.querySelectorAll<HTMLElement>(".CodeMirror-scroll, .yasr_results")) {
    scrolled.tabIndex = 0;
  }
}

async function start(place: HTMLElement): Promise<void> {
  const terms = await fetchTerms(place.dataset["terms"] ?? "");
  const endpoint = new URL(place.dataset["endpoint"] ?? "", location.href).href;
  ours("class", iris(terms.classes, terms));
  ours("property", iris(terms.properties, terms));
  place.replaceChildren();
  place.lang = "en";
  new MutationObserver(() => mend(place)).observe(place, {
    childList: true,
    subtree: true,
    attributeFilter: ["aria-selected"],
  });
  new Yasgui(place, {
    requestConfig: { endpoint, method: "GET" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    populateFromUrl: (tab: { requestConfig: object }) => {
      tab.requestConfig = { ...tab.requestConfig, endpoint }; // a link cannot lead elsewhere
      return tab;
    },
    yasqe: {
      value: place.dataset["query"] ?? "",
      autocompleters: ["prefixes", "variables", "our-class", "our-property"],
      prefixCcApi: null, // the prefixes it brings along
      extraKeys: { ...Yasgui.Yasqe.defaults.extraKeys, Tab: false, "Shift-Tab": false }, // go on
    },
  } as never);
}

const place = document.querySelector<HTMLElement>("#yasgui");
if (place) void start(place);
