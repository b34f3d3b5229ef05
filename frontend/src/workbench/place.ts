/** The characters that the endpoint means by a line and a column. */
export function placeOf(
  text: string,
  line: number,
  column: number,
): { from: number; to: number } {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).join("\n");
  const own = lines[line - 1] ?? "";
  // The endpoint counts characters; a browser counts some of them twice.
  const within = [...own].slice(0, column - 1).join("");
  const start = Math.min(before.length + (line > 1 ? 1 : 0) + within.length, text.length);
  const next = /^\s*(\S{1,40})/.exec(text.slice(start));
  if (!next) return { from: Math.max(0, text.trimEnd().length - 1), to: text.length };
  const to = start + next[0].length;
  return { from: to - (next[1] ?? "").length, to };
}
