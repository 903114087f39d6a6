// Verdicts are numbers on the wire for ever: one each, and one for every refusal there is.

import { assertEquals } from "@std/assert";
import { REJECTIONS } from "../../lib/auction/rejection.ts";
import { VERDICT_CODES, verdictOf } from "../../lib/wire/verdict.ts";

Deno.test("verdictOf() gives each verdict by its own code, and null for every other number", () => {
  const codes = Object.values(VERDICT_CODES);
  assertEquals(new Set(codes).size, codes.length);
  for (const [verdict, code] of Object.entries(VERDICT_CODES)) {
    assertEquals(verdictOf(code), verdict);
  }
  for (const code of [-1, codes.length, 255, 1.5, NaN]) assertEquals(verdictOf(code), null);
});

Deno.test("VERDICT_CODES has a code for every refusal of the rules", () => {
  const names = ["accepted", "conflict", ...REJECTIONS];
  assertEquals(Object.keys(VERDICT_CODES).toSorted(), names.toSorted());
});
