// The texts of the floor and of effects: each says something, in its own language.

import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { CONSOLE_TEXTS } from "../../lib/admin/console_texts.ts";
import { EFFECT_TEXTS } from "../../lib/admin/effect_texts.ts";

/** What is the same word in both languages, or a mark. */
const shared = new Set(["queue.upMark", "queue.downMark"]);

/** Every text by its path; functions are asked with words and counts that are seen again. */
function texts(table: object, path = ""): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(table)) {
    const here = path === "" ? name : `${path}.${name}`;
    if (typeof value === "string") found.set(here, value);
    else if (typeof value === "function") {
      for (const [key, text] of flat(saidBy(value), here)) found.set(key, text);
    } else for (const [key, text] of texts(value, here)) found.set(key, text);
  }
  return found;
}

function flat(said: unknown, path: string): ReadonlyMap<string, string> {
  return typeof said === "object" && said !== null
    ? texts(said, path)
    : new Map([[path, String(said)]]);
}

function saidBy(text: (...parts: readonly unknown[]) => unknown): unknown {
  const facts = { lot: "L7", who: "P12", seconds: "0.8", reached: true };
  const first = text.toString().startsWith("({") ? facts : "L7";
  return text(first, "P12", "R$5");
}

for (
  const [name, tables] of [
    ["CONSOLE_TEXTS.floor", [CONSOLE_TEXTS.en.floor, CONSOLE_TEXTS.pt.floor]],
    ["EFFECT_TEXTS", [EFFECT_TEXTS.en, EFFECT_TEXTS.pt]],
  ] as const
) {
  Deno.test(`${name} says everything, and each in its own language`, () => {
    const [english, portuguese] = tables.map((table) => texts(table));
    assert(english !== undefined && portuguese !== undefined && english.size > 40);
    assertEquals([...english.keys()], [...portuguese.keys()]);
    for (const [path, text] of english) {
      const other = portuguese.get(path) ?? "";
      assert(text.trim() !== "" && other.trim() !== "", path);
      assert(!/undefined|NaN|\[object/.test(text + other), `${path}: ${text} / ${other}`);
      // What is only numbers, names and amounts is the same in both.
      const isWords = /[a-z]{3}/i.test(text.replaceAll(/L7|P12|R\$5/g, ""));
      if (isWords && !shared.has(path)) assertNotEquals(text, other, path);
    }
  });
}
