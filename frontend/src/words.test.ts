import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, said } from "./words";

test("blanks are filled in, and a blank without a value stays", () => {
  const words = { found: "{n} of {all}" };
  assert.equal(said(words, "found", { n: 3 }), "3 of {all}");
});

test("one is told as one, and none as many", () => {
  const words = { "row.one": "{n} row", "row.other": "{n} rows" };
  assert.deepEqual([0, 1, 2].map((n) => counted(words, "row", n)), ["0 rows", "1 row", "2 rows"]);
});
