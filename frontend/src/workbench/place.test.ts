import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOf } from "./place";

const marked = (text: string, line: number, column: number): string => {
  const { from, to } = placeOf(text, line, column);
  return text.slice(from, to);
};

test("the next word after the place is meant", () => {
  assert.equal(marked("SELECT * {\n ?s <x:p> }", 2, 11), "}");
});

test("a character that a browser counts twice is one", () => {
  assert.equal(marked('SELECT ("𝄞𝄞" AS ?x ?y) {}', 1, 20), "?y)");
});

test("a query that breaks off is marked at its end", () => {
  assert.equal(marked("SELECT *\n", 2, 1), "*\n");
});
