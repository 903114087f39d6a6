// RULES.md names what the code has: refusals, invariants, tables, presets.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { STEPPED_TABLES } from "../../lib/auction/increments.ts";
import { REJECTIONS } from "../../lib/auction/rejection.ts";
import { SOFT_CLOSE_PRESETS } from "../../lib/auction/soft_close.ts";

const document = await Deno.readTextFile(new URL("../../lib/auction/RULES.md", import.meta.url));

Deno.test("RULES.md names every refusal and every preset", () => {
  for (const name of [...REJECTIONS, ...Object.keys(SOFT_CLOSE_PRESETS)]) {
    assertStringIncludes(document, `\`${name}\``);
  }
});

Deno.test("RULES.md shows the increment tables as the code has them", () => {
  for (const [name, table] of Object.entries(STEPPED_TABLES)) {
    const row = document.split("\n").find((line) => line.startsWith(`| \`${name}\``)) ?? "";
    const shown = [...row.matchAll(/([\d.]+): ([\d.]+)/g)].map(([, from, step]) => [from, step]);
    const held = table.map(({ from, step }) => [from, step]);
    assertEquals(shown.map((pair) => pair.map((text) => Math.round(Number(text) * 100))), held);
  }
});
