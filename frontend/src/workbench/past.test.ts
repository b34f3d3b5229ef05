import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { forget, gist, past, remember } from "./past";

let kept = new Map<string, string>();
Object.assign(globalThis, {
  localStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  },
});

beforeEach(() => {
  kept = new Map();
});

test("the last one asked comes first, and none stands twice", () => {
  ["a", "b", "a"].forEach(remember);
  assert.deepEqual(past(), ["a", "b"]);
});

test("no more are kept than fit beside the editor", () => {
  for (let n = 0; n < 50; n++) remember(`query ${n}`);
  assert.equal(past().length, 30);
  forget();
  assert.deepEqual(past(), []);
});

test("what another program wrote there does no harm", () => {
  for (const other of ["{", '{"a": 1}', "[1, null]"]) {
    kept.set("beleidsgraaf.queries", other);
    assert.deepEqual(past(), []);
  }
});

test("a query is told by its first line that says something", () => {
  assert.equal(gist("# who\nPREFIX a: <a:>\n\n  SELECT ?s {"), "SELECT ?s {");
  assert.equal(gist("PREFIX a: <a:>"), "PREFIX a: <a:>");
});
