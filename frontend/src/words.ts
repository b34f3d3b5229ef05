/** What scripts say, as the page gives it: by key, with blanks to fill in. */
export type Words = Readonly<Record<string, string>>;

/** The words for a key; a key that is not there is shown, for there is nothing better. */
export function said(
  words: Words,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (blank, name: string) =>
    String(values[name] ?? blank),
  );
}

/** The words for a number of things: there is a form for one, and one for all others. */
export function counted(words: Words, key: string, n: number): string {
  return said(words, `${key}.${n === 1 ? "one" : "other"}`, { n });
}
