import assert from "node:assert/strict";
import { test } from "node:test";
import { declaration, declared, undeclared } from "./prefixes";

test("a prefix is declared in any spelling, the empty one too", () => {
  const text = "prefix bg: <x:>\nPREFIX : <y:>\nSELECT * { ?s a bg:Measure }";
  assert.deepEqual([...declared(text)], ["bg", ""]);
});

test("what stands in a text, an IRI, a comment or a variable is no prefix", () => {
  const text = "SELECT * { ?a:b <http://x> \"dct:no 'skos:no\" . # org:no\n ?s 'it''s:no' bg:yes }";
  assert.deepEqual(undeclared(text).map((use) => use.prefix), ["bg"]);
});

test("each is told once, where it first stands", () => {
  const text = "SELECT * { ?s bg:a ?o ; bg:b ?p }";
  assert.deepEqual(undeclared(text), [{ prefix: "bg", from: 14, to: 17 }]);
});

test("a declaration goes after those that are there, or first of all", () => {
  const place = declaration("# asks\nPREFIX a: <a:>\nASK {}", "b", "b:");
  assert.deepEqual(place, { from: 21, insert: "\nPREFIX b: <b:>" });
  assert.deepEqual(declaration("ASK {}", "b", "b:"), { from: 0, insert: "PREFIX b: <b:>\n" });
});
