/** The queries that a visitor asked before; they stay in the visitor's browser. */
const KEY = "beleidsgraaf.queries";
const MOST = 30;

export function past(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return []; // the visitor forbids it, or somebody wrote something else there
  }
}

export function remember(query: string): void {
  keep([query, ...past().filter((one) => one !== query)].slice(0, MOST));
}

export function forget(): void {
  keep([]);
}

function keep(queries: string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(queries));
  } catch {
    // Without room or leave to keep anything there is no past.
  }
}

/** The first line that says what a query asks: no comment, no declaration. */
export function gist(query: string): string {
  const lines = query.split("\n").map((line) => line.trim());
  return lines.find((line) => line && !/^(?:#|(?:prefix|base)\s)/i.test(line)) ?? query.trim();
}
