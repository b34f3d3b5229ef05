/** Completion of a query: variables, keywords, prefixes, and the terms that the data uses. */
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorView } from "@codemirror/view";
import { counted, said, type Words } from "../words";
import { declaration, declared } from "./prefixes";
import type { Term, Terms } from "./terms";

const WORD = /[?$]?[\w:.-]*$/;
const VARIABLE = /[?$][A-Za-z_]\w*/g;
const KEYWORDS = [
  ..."SELECT DISTINCT CONSTRUCT DESCRIBE ASK WHERE OPTIONAL FILTER BIND VALUES UNION".split(" "),
  ..."MINUS GRAPH HAVING LIMIT OFFSET COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT PREFIX".split(" "),
  ..."REGEX CONTAINS LCASE STR LANG LANGMATCHES BOUND IF COALESCE CONCAT STRSTARTS".split(" "),
  ...["ORDER BY", "GROUP BY", "DESC", "ASC", "FILTER EXISTS", "FILTER NOT EXISTS"],
].map((label): Completion => ({ label, type: "keyword", boost: -50 }));

/** Puts a term in the place of what was typed, and declares its prefix where that is lacking. */
function put(term: string, prefixes: Record<string, string>): NonNullable<Completion["apply"]> {
  return (view: EditorView, _: Completion, from: number, to: number) => {
    const text = view.state.doc.toString();
    const prefix = term.slice(0, term.indexOf(":"));
    const iri = prefixes[prefix];
    const lacking = iri !== undefined && !declared(text).has(prefix);
    const changes = view.state.changes([
      { from, to, insert: term },
      ...(lacking ? [declaration(text, prefix, iri)] : []),
    ]);
    view.dispatch({
      changes,
      selection: { anchor: changes.mapPos(to, 1) },
      userEvent: "input.complete",
      scrollIntoView: true,
    });
  };
}

/** The completions that never change, made once of what the server tells. */
export class Known {
  readonly classes: Completion[];
  readonly properties: Completion[];
  readonly prefixes: Completion[];

  constructor(
    terms: Terms,
    private readonly words: Words,
  ) {
    const made = (all: Term[], kind: string): Completion[] =>
      all.map((one) => this.term(one, kind, terms.prefixes));
    this.classes = made(terms.classes, "class");
    this.properties = made(terms.properties, "property");
    this.prefixes = Object.entries(terms.prefixes).map(([prefix, iri]) => ({
      label: `${prefix}: <${iri}>`,
      type: "namespace",
    }));
  }

  private term(one: Term, kind: string, prefixes: Record<string, string>): Completion {
    const times = counted(this.words, "times", one.n);
    const about = `${said(this.words, kind)} · ${times}`;
    return {
      label: one.label ? `${one.term} ${one.label}` : one.term, // found by either name
      displayLabel: one.term,
      detail: one.label,
      info: one.meaning ? `${one.meaning} (${about})` : about,
      type: kind,
      boost: Math.min(20, 3 * Math.log10(one.n + 1)),
      apply: put(one.term, prefixes),
    };
  }
}

/** What fits at the place of the cursor; nothing inside a text, a comment or an IRI. */
export function complete(context: CompletionContext, known: Known): CompletionResult | null {
  const word = context.matchBefore(WORD);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const within = syntaxTree(context.state).resolveInner(word.from, 1).name;
  if (/string|comment/i.test(within)) return null;
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, word.from - line.from);
  if (before.includes("<") && !before.slice(before.lastIndexOf("<")).includes(">")) return null;
  const result = (options: Completion[]): CompletionResult => ({
    from: word.from,
    options,
    validFor: /^[?$]?[\w:.-]*$/,
  });
  if (/prefix\s+$/i.test(before)) return result(known.prefixes);
  if (/^[?$]/.test(word.text)) return result(variables(context));
  const wantsClass = /(?:^|\s)(?:a|rdf:type)\s+(?:[\w:.-]+\s*,\s*)*$/.test(before);
  if (wantsClass) return result(known.classes);
  return result([...known.properties, ...known.classes.map(later), ...KEYWORDS]);
}

function later(option: Completion): Completion {
  return { ...option, boost: (option.boost ?? 0) - 25 };
}

/** The variables of the query, without the one that is being typed. */
function variables(context: CompletionContext): Completion[] {
  const text = context.state.doc.toString();
  const found = new Set<string>();
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index + match[0].length !== context.pos) found.add(match[0]);
  }
  return [...found].map((label) => ({ label, type: "variable" }));
}
