/** What the server tells about the data, for completion. */
export interface Term {
  term: string;
  label: string;
  lang: string;
  meaning: string;
  n: number;
}

export interface Terms {
  base: string;
  prefixes: Record<string, string>;
  classes: Term[];
  properties: Term[];
  /** The address of each example's page, with its query. */
  examples: Record<string, string>;
}

/** Asked for once; without an answer the editor completes variables and keywords. */
export async function fetchTerms(address: string): Promise<Terms> {
  try {
    const answer = await fetch(address);
    if (answer.ok) return (await answer.json()) as Terms;
  } catch {
    // As below.
  }
  return { base: "", prefixes: {}, classes: [], properties: [], examples: {} };
}
