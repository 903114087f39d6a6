// The schema as others see it: the API's OpenAPI and the tables of items/README.md.

import { toJsonSchema } from "@valibot/to-json-schema";
import { assert, assertEquals } from "@std/assert";
import { CatalogueSchema, ItemSchema, meantSchema } from "../../lib/catalogue/item_schema.ts";
import { parseLot } from "../../lib/catalogue/lot_schema.ts";

const readme = await Deno.readTextFile(new URL("../../items/README.md", import.meta.url));

/** The first cells of the table that begins with a given field, without their quotes. */
function fieldsOfTable(first: string): readonly string[] {
  const lines = readme.split("\n");
  const rows = lines.slice(lines.findIndex((line) => line.startsWith(`| \`${first}\``)));
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return rows.slice(0, end).map((row) => /^\| `(\w+)`/.exec(row)?.[1] ?? row);
}

Deno.test("ItemSchema becomes JSON Schema without losing a rule", () => {
  const schema = toJsonSchema(ItemSchema, { errorMode: "throw" });
  assertEquals(schema.additionalProperties, false);
  assertEquals(schema.required, ["id", "title", "opening"]);
  assertEquals(schema.properties?.["opening"], {
    type: "integer",
    minimum: 1,
    maximum: 1_000_000_000_000_000,
  });
});

Deno.test("CatalogueSchema becomes JSON Schema: one lot, a list, or an object of lots", () => {
  const { anyOf } = toJsonSchema(CatalogueSchema, { errorMode: "throw" });
  assertEquals(anyOf?.length, 3);
});

Deno.test("items/README.md lists exactly the fields of ItemSchema, in its order", () => {
  assertEquals(fieldsOfTable("id"), Object.keys(ItemSchema.entries));
});

Deno.test("items/README.md lists exactly the fields of an own soft close", () => {
  const terms = meantSchema("softClose", {});
  assert(terms !== null && "entries" in terms && terms.entries instanceof Object);
  assertEquals(fieldsOfTable("policy"), Object.keys(terms.entries));
});

Deno.test("items/README.md says which fields are required", () => {
  const rows = readme.split("\n").filter((line) => /\| required\s*\|$/.test(line));
  const required = rows.map((row) => /^\| `(\w+)`/.exec(row)?.[1]);
  assertEquals<unknown>(required, toJsonSchema(ItemSchema).required);
});

Deno.test("items/README.md shows a complete example that is a right lot", () => {
  const example: unknown = JSON.parse(/```json\n([^`]*)```/.exec(readme)?.[1] ?? "");
  const parsed = parseLot(example, { currency: "BRL" });
  assertEquals(parsed.ok ? [] : parsed.problems, []);
  assert(example instanceof Object);
  const left = Object.keys(ItemSchema.entries).filter((field) => !Object.hasOwn(example, field));
  // A lot has a duration or an end, never both; all other fields are in the example.
  assertEquals(left, ["endsAt"]);
});
