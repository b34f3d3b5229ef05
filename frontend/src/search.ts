/**
 * Suggestions while typing, in every field that searches the site: a combobox with a listbox, by
 * the pattern of the WAI-ARIA Authoring Practices. Without this the form searches all the same.
 */
import { counted, said, type Words } from "./words";

interface Suggestion {
  name: string;
  lang: string;
  kind: string;
  href: string;
}

const WAIT = 120; // milliseconds without a key: then a word is finished, or nearly so
const SHORTEST = 2;

class Combobox {
  private readonly list = document.createElement("ul");
  private readonly status = document.createElement("div");
  private readonly words: Words;
  private readonly address: string;
  private active = -1;
  private asked = 0;
  private timer: number | undefined;

  constructor(private readonly input: HTMLInputElement) {
    this.words = JSON.parse(input.dataset["suggestWords"] ?? "{}") as Words;
    this.address = input.dataset["suggest"] ?? "";
    this.list.id = `${input.id}-suggestions`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", said(this.words, "list"));
    this.status.className = "unseen";
    this.status.setAttribute("role", "status");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.autocomplete = "off";
    const around = document.createElement("span");
    around.className = "combobox";
    input.replaceWith(around);
    around.append(input, this.list, this.status);
    this.listen();
  }

  private listen(): void {
    this.input.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.suggest(), WAIT);
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // focus stays
    this.list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.go(option);
    });
  }

  private get options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  private async suggest(): Promise<void> {
    const text = this.input.value.trim();
    const turn = ++this.asked;
    if (text.length < SHORTEST) return this.close();
    let found: Suggestion[] = [];
    try {
      const answer = await fetch(`${this.address}?${new URLSearchParams({ q: text })}`);
      if (answer.ok) found = ((await answer.json()) as { suggestions: Suggestion[] }).suggestions;
    } catch {
      // No answer is no suggestion; Enter still searches.
    }
    if (turn === this.asked && document.activeElement === this.input) this.show(found);
  }

  private show(found: Suggestion[]): void {
    this.list.replaceChildren(...found.map((one, at) => this.option(one, at)));
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    const n = found.length;
    this.status.textContent = n ? counted(this.words, "found", n) : said(this.words, "none");
  }

  private option(one: Suggestion, at: number): HTMLElement {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${at}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset["href"] = one.href;
    const name = document.createElement("span");
    name.lang = one.lang;
    name.textContent = one.name;
    const kind = document.createElement("span");
    kind.className = "quiet";
    kind.textContent = one.kind;
    option.append(name, " ", kind);
    return option;
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing || this.list.hidden) {
      if (event.key === "ArrowDown" && !event.isComposing) void this.suggest();
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      event.preventDefault(); // the words stay; a second Escape is the browser's
      this.close();
    } else if (event.key === "Enter") {
      const option = this.options[this.active];
      if (option) {
        event.preventDefault();
        this.go(option);
      }
    }
  }

  /** One down or up; past either end is the field itself, with no suggestion chosen. */
  private move(by: number): void {
    const all = this.options;
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = ((this.active + 1 + by + all.length + 1) % (all.length + 1)) - 1;
    const option = all[this.active];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  private go(option: HTMLElement): void {
    window.location.assign(option.dataset["href"] ?? "");
  }

  private close(): void {
    window.clearTimeout(this.timer);
    this.asked++; // what is still under way comes too late
    this.list.hidden = true;
    this.list.replaceChildren();
    this.active = -1;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

for (const input of document.querySelectorAll<HTMLInputElement>("input[data-suggest]")) {
  new Combobox(input);
}
