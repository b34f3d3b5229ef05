/**
 * The editor, in place of the form's text field.
 *
 * It stands in a shadow root: there its styles are adopted style sheets, which the policy of the
 * site allows, where outside they would be style elements, which it forbids. Tab is not bound: it
 * goes to what follows.
 */
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { bracketMatching, indentUnit, StreamLanguage } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { type Diagnostic, linter, lintKeymap } from "@codemirror/lint";
import { EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { said, type Words } from "../words";
import { complete, Known } from "./completion";
import { look } from "./look";
import { placeOf } from "./place";
import { declaration, undeclared } from "./prefixes";
import type { Terms } from "./terms";

export interface Mistake {
  line: number;
  column: number;
  said: string;
}

const setMistake = StateEffect.define<Mistake | null>();

/** What the endpoint said of the query as it stands; gone as soon as the query changes. */
const mistake = StateField.define<Mistake | null>({
  create: () => null,
  update: (value, transaction) => {
    let found = transaction.docChanged ? null : value;
    for (const effect of transaction.effects) if (effect.is(setMistake)) found = effect.value;
    return found;
  },
});

export class Editor {
  private readonly view: EditorView;
  private known: Known | undefined;
  private terms: Terms | undefined;

  constructor(
    field: HTMLTextAreaElement,
    private readonly words: Words,
    run: () => void,
    private readonly read: (query: string) => Promise<Mistake | null>,
  ) {
    const label = field.labels[0];
    const host = document.createElement("div");
    host.className = "editor";
    const root = host.attachShadow({ mode: "open" });
    field.after(host);
    field.hidden = true;
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: field.value,
        extensions: this.extensions(label?.textContent?.trim() ?? "", run),
      }),
    });
    label?.addEventListener("click", () => this.focus());
  }

  private extensions(name: string, run: () => void) {
    const asked = () => {
      run();
      return true;
    };
    return [
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightSpecialChars(),
      history(),
      StreamLanguage.define(sparql),
      indentUnit.of("  "),
      bracketMatching(),
      autocompletion({
        override: [(context) => (this.known ? complete(context, this.known) : null)],
        icons: false,
      }),
      mistake,
      linter((view) => this.diagnostics(view.state), {
        delay: 500,
        needsRefresh: (update) => update.startState.field(mistake) !== update.state.field(mistake),
      }),
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: asked }])),
      keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": name, translate: "no" }),
      EditorState.phrases.of({ Completions: said(this.words, "completions") }),
      look,
    ];
  }

  private async diagnostics(state: EditorState): Promise<Diagnostic[]> {
    const text = state.doc.toString();
    const lacking = undeclared(text).map(({ prefix, from, to }): Diagnostic => {
      const iri = this.terms?.prefixes[prefix];
      return {
        from,
        to,
        severity: "warning",
        message: said(this.words, "undeclared", { prefix }),
        actions: iri
          ? [
              {
                name: said(this.words, "declare", { prefix }),
                apply: (view) =>
                  view.dispatch({ changes: declaration(view.state.doc.toString(), prefix, iri) }),
              },
            ]
          : [],
      };
    });
    // Without its prefixes a query is not read any further than to the first that lacks.
    const wrong = state.field(mistake) ?? (lacking.length ? null : await this.read(text));
    if (!wrong) return lacking;
    const place = placeOf(text, wrong.line, wrong.column);
    return [...lacking, { ...place, severity: "error", message: wrong.said }];
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Another query in place of this one; it can be undone. */
  set text(query: string) {
    if (query === this.text) return;
    const changes = { from: 0, to: this.view.state.doc.length, insert: query };
    this.view.dispatch({
      changes,
      selection: { anchor: 0 },
      annotations: isolateHistory.of("full"), // a step of its own to undo
      scrollIntoView: true,
    });
  }

  focus(): void {
    this.view.focus();
  }

  completeWith(terms: Terms): void {
    this.terms = terms;
    this.known = new Known(terms, this.words);
  }

  /** Marks where the endpoint found the query wrong, and goes there. */
  mark(wrong: Mistake | null): void {
    this.view.dispatch({ effects: setMistake.of(wrong) });
    if (!wrong) return;
    const { from } = placeOf(this.text, wrong.line, wrong.column);
    this.view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    this.focus();
  }

  /** Declares every prefix that is used and known; how many those were. */
  declarePrefixes(): number {
    let n = 0;
    for (const { prefix } of undeclared(this.text)) {
      const iri = this.terms?.prefixes[prefix];
      if (!iri) continue;
      this.view.dispatch({ changes: declaration(this.text, prefix, iri) });
      n++;
    }
    return n;
  }
}
