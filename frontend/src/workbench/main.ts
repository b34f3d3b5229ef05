/**
 * The workbench: makes an editor of the form, asks without leaving the page, and keeps what was
 * asked. The server draws every answer, with and without this; here it is fetched and put in place.
 */
import { counted, said, type Words } from "../words";
import { withCopy, withViews } from "./answer";
import { Editor, type Mistake } from "./editor";
import { forget, gist, past, remember } from "./past";
import { fetchTerms } from "./terms";

class Workbench {
  private readonly field: HTMLTextAreaElement;
  private readonly answers = document.querySelector("#answers") as HTMLElement;
  private readonly status = document.createElement("p");
  private readonly past = document.createElement("section");
  private readonly editor: Editor;
  private asked = new AbortController();
  private reading = new AbortController();

  constructor(
    private readonly form: HTMLFormElement,
    private readonly words: Words,
  ) {
    this.field = form.querySelector("textarea") as HTMLTextAreaElement;
    const run = () => void this.ask(this.editor.text);
    this.editor = new Editor(this.field, words, run, (query) => this.read(query));
    this.addButtons();
    this.answers.before(this.status);
    this.status.setAttribute("role", "status");
    this.past.setAttribute("aria-labelledby", "past");
    document.querySelector("#examples")?.closest(".aside")?.prepend(this.past);
    this.form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("popstate", () => this.revisit());
    this.showPast();
    this.enhance();
    void fetchTerms(form.dataset["terms"] ?? "").then((terms) => {
      this.editor.completeWith(terms);
      this.takeExamples(terms.examples);
    });
  }

  private addButtons(): void {
    const add = document.createElement("button");
    add.type = "button";
    add.className = "second";
    add.textContent = said(this.words, "prefixes");
    add.addEventListener("click", () => {
      const n = this.editor.declarePrefixes();
      this.tell(n ? counted(this.words, "prefixes.added", n) : said(this.words, "prefixes.none"));
    });
    const keys = document.createElement("p");
    keys.className = "quiet";
    keys.textContent = said(this.words, "keys");
    this.form.querySelector("button")?.after(add);
    this.form.append(keys);
  }

  /** What is wrong with a query that is being written; nothing where the endpoint cannot tell. */
  private async read(query: string): Promise<Mistake | null> {
    this.reading.abort();
    this.reading = new AbortController();
    const address = `${this.form.dataset["read"]}?${new URLSearchParams({ query })}`;
    try {
      const answer = await fetch(address, { signal: this.reading.signal });
      const found = (await answer.json()) as Partial<Mistake>;
      return found.line ? (found as Mistake) : null;
    } catch {
      return null; // another query is being read by now, or nobody answers
    }
  }

  /** Says something; what can be read elsewhere on the page is only said aloud. */
  private tell(text: string, { shown = true } = {}): void {
    this.status.className = shown ? "quiet" : "unseen";
    this.status.textContent = text;
  }

  /** Every form of an answer but the page itself is the endpoint's: there the browser goes. */
  private submit(event: SubmitEvent): void {
    this.field.value = this.editor.text;
    remember(this.editor.text);
    if (this.form.querySelector("select")?.value !== "html") return;
    event.preventDefault();
    void this.ask(this.editor.text);
  }

  private async ask(query: string, { again = false } = {}): Promise<void> {
    if (!query.trim()) return;
    const address = `${this.form.getAttribute("action")}?${new URLSearchParams({ query })}`;
    this.asked.abort();
    this.asked = new AbortController();
    const { signal } = this.asked;
    this.answers.setAttribute("aria-busy", "true");
    this.tell(said(this.words, "busy"));
    try {
      const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const made = page.querySelector("#answers");
      if (!made) throw new Error(answer.statusText);
      if (!again) {
        remember(query);
        if (address !== location.pathname + location.search) history.pushState({}, "", address);
      }
      this.answers.replaceChildren(...made.childNodes);
      for (const around of ["a.language", "p.cite.quiet"]) {
        const other = page.querySelector(around);
        if (other) document.querySelector(around)?.replaceWith(other);
      }
      this.enhance();
      this.showPast();
    } catch {
      if (signal.aborted) return; // another query has been asked meanwhile
      this.answers.replaceChildren();
      this.tell(said(this.words, "failed"));
    }
    this.answers.removeAttribute("aria-busy");
  }

  /** What came under the form is made handy, told aloud, and marked in the query if it is wrong. */
  private enhance(): void {
    const section = this.answers.querySelector("section");
    this.tell("");
    if (!section) return this.editor.mark(null);
    withViews(this.answers, this.words);
    withCopy(this.answers, this.words, (text) => this.tell(text));
    const line = Number(section.dataset["line"] ?? 0);
    const [head, told] = [section.querySelector("h2"), section.querySelector("p")];
    const text = (it: Element | null) => it?.textContent?.trim() ?? "";
    const wrong = `${text(head)}. ${text(told)}`;
    const column = Number(section.dataset["column"]);
    this.editor.mark(line ? { line, column, said: wrong } : null);
    this.tell(told?.classList.contains("warning") ? wrong : text(told), { shown: false });
    if (line) section.querySelector("pre")?.remove(); // the editor shows it
  }

  /** Back and forth go to the queries that were asked. */
  private revisit(): void {
    const query = new URLSearchParams(location.search).get("query") ?? "";
    this.editor.text = query || this.field.defaultValue;
    if (query) void this.ask(query, { again: true });
    else this.answers.replaceChildren();
  }

  private takeExamples(examples: Record<string, string>): void {
    const list = document.querySelector("#examples")?.closest("nav");
    list?.addEventListener("click", (event) => {
      const link = (event.target as Element).closest("a");
      const query = examples[link?.getAttribute("href") ?? ""];
      const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      if (query === undefined || elsewhere) return;
      event.preventDefault();
      this.take(query);
      this.tell(said(this.words, "example"));
    });
  }

  private take(query: string): void {
    this.editor.text = query;
    this.form.scrollIntoView({ block: "nearest" });
    this.editor.focus();
  }

  private showPast(): void {
    const queries = past();
    this.past.hidden = !queries.length;
    const head = document.createElement("h2");
    head.id = "past";
    head.textContent = said(this.words, "history");
    const list = document.createElement("ol");
    list.className = "past";
    list.append(...queries.map((query) => this.pastLine(query)));
    const kept = document.createElement("p");
    kept.className = "quiet";
    kept.textContent = said(this.words, "history.kept");
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "second";
    clear.textContent = said(this.words, "history.clear");
    clear.addEventListener("click", () => {
      forget();
      this.showPast();
      this.editor.focus();
    });
    this.past.replaceChildren(head, list, kept, clear);
  }

  private pastLine(query: string): HTMLElement {
    const line = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = gist(query);
    button.title = query;
    button.addEventListener("click", () => this.take(query));
    line.append(button);
    return line;
  }
}

const form = document.querySelector<HTMLFormElement>("form#ask");
const words = document.querySelector("#editor-words");
if (form && words) new Workbench(form, JSON.parse(words.textContent ?? "{}") as Words);
