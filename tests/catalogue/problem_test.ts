// The words for what is wrong: in both languages, and safe to show.

import { assert, assertEquals } from "@std/assert";
import { describeProblem, foundIn, isWanted, problemAt } from "../../lib/catalogue/problem.ts";

Deno.test("describeProblem() says where, what was found and what is wanted, in both languages", () => {
  const problem = problemAt("reserve", "reserve", { found: "5", detail: "1000" });
  assertEquals(
    describeProblem(problem, "en"),
    "reserve: found 5, wanted at least the opening price, 1000 cents",
  );
  assertEquals(
    describeProblem(problem, "pt"),
    "reserve: encontrado 5, esperado ao menos o preço de abertura, 1000 centavos",
  );
});

Deno.test("describeProblem() leaves the field out where the file as a whole is meant", () => {
  const problem = problemAt("", "json", { found: "nothing" });
  assertEquals(describeProblem(problem, "en"), "found nothing, wanted a whole JSON text");
  assertEquals(describeProblem(problem, "pt"), "encontrado nada, esperado um texto JSON completo");
});

Deno.test("problemAt() puts a detail in as it is, patterns of replacement too", () => {
  const problem = problemAt("id", "unique_id", { found: '"7"', detail: "$&$1%" });
  assert(problem.wanted.includes("$&$1%"));
});

Deno.test("foundIn() shows no content of lists and objects, and escapes what could mislead", () => {
  const table: readonly (readonly [unknown, string])[] = [
    [undefined, "nothing"],
    [null, "null"],
    [true, "true"],
    [1.5, "1.5"],
    ["a\nb", '"a\\nb"'],
    ["\u202ea\u009b\u2028", '"\\u202ea\\u009b\\u2028"'],
    [[1, 2], "[...] (2)"],
    [{ secret: 1 }, "{...}"],
    ["x".repeat(41), `"${"x".repeat(40)}..."`],
    ["\ud800", '"\ufffd"'],
  ];
  for (const [value, shown] of table) assertEquals(foundIn(value), shown);
});

Deno.test("isWanted() knows the codes and nothing inherited", () => {
  assert(isWanted("json"));
  assert(!isWanted("toString"));
});
