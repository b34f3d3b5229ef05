/** The prefixes of a query: which it declares, which it uses, and where one more is declared. */

const DECLARED = /(?:^|[\s}])prefix\s+([\w.-]*):/gi;
// What is no name is passed over: texts, IRIs and comments come first.
const USED =
  /"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*|(?<![\w?$:.-])([A-Za-z][\w.-]*):/g;
const PROLOGUE = /^(?:\s*(?:prefix\s+[\w.-]*:\s*<[^>\n]*>|base\s+<[^>\n]*>|#[^\n]*))*/i;

export interface Use {
  prefix: string;
  from: number;
  to: number;
}

/** The prefixes that a query declares. */
export function declared(text: string): Set<string> {
  return new Set([...text.matchAll(DECLARED)].map((found) => found[1] ?? ""));
}

/** The first use of each prefix that a query does not declare. */
export function undeclared(text: string): Use[] {
  const known = declared(text);
  const found = new Map<string, Use>();
  for (const match of text.matchAll(USED)) {
    const prefix = match[1];
    if (prefix === undefined || known.has(prefix) || found.has(prefix)) continue;
    found.set(prefix, { prefix, from: match.index, to: match.index + match[0].length });
  }
  return [...found.values()];
}

/** The text that declares a prefix, and the place for it: after the declarations there are. */
export function declaration(
  text: string,
  prefix: string,
  iri: string,
): { from: number; insert: string } {
  const from = (PROLOGUE.exec(text)?.[0] ?? "").length;
  const line = `PREFIX ${prefix}: <${iri}>`;
  return { from, insert: from ? `\n${line}` : `${line}\n` };
}
