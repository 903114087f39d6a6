// The schema as others see it: the API's OpenAPI and the tables of items/README.md.

import { toJsonSchema } from "@valibot/to-json-schema";
import { assert, assertEquals } from "@std/assert";
import { CatalogueSchema, ItemSchema, meantSchema } from "../../lib/catalogue/item_schema.ts";
import { HEADERS } from "../../lib/catalogue/csv_columns.ts";
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

for (const type of ["dutch", "japanese"]) {
  Deno.test(`items/README.md lists exactly the terms of the format "${type}"`, () => {
    const terms = meantSchema("format", { type });
    assert(terms !== null && "entries" in terms && terms.entries instanceof Object);
    const [row = ""] = readme.split("\n").filter((line) => line.startsWith(`| \`"${type}"\``));
    const { type: _told, ...fields } = Object.fromEntries(Object.entries(terms.entries));
    assertEquals([...row.matchAll(/"(\w+)":/g)].map(([, name]) => name), [
      "format",
      "type",
      ...Object.keys(fields),
    ]);
  });
}

Deno.test("items/README.md shows of each format an example that is a right lot", () => {
  const rows = readme.split("\n").filter((line) => /^\| `"\w+"`/.test(line));
  const types = rows.map((row) => {
    const [, terms = ""] = /\| `({.*?})` +\|/.exec(row) ?? [];
    const parsed = parseLot({ id: "1", title: "x", opening: 80000, ...JSON.parse(terms) });
    assertEquals(parsed.ok ? [] : parsed.problems, [], row);
    return parsed.ok ? parsed.lot.format.type : null;
  });
  assertEquals(types, ["english", "sealed_first", "vickrey", "dutch", "japanese", "uniform"]);
});

Deno.test("items/README.md lists every column of a CSV file with all its headers", () => {
  const rows = readme.split("\n").filter((line) => line.endsWith(" |") && /^\| `[A-Z]/.test(line));
  const told = rows.map((row) => {
    const [, column = "", , others = ""] = row.split("|").map((cell) => cell.trim());
    const spelled = [column, ...others.split(",")].map((name) =>
      name.replaceAll(/[^0-9a-z]/gi, "")
    );
    return [column.replaceAll("`", ""), spelled.map((name) => name.toLowerCase()).sort()] as const;
  });
  const wanted = Object.entries(HEADERS).map(([column, headers]) => [column, headers.toSorted()]);
  assertEquals<unknown>(told, wanted);
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
  // A lot has a duration or an end, never both, and no English lot has a quantity.
  assertEquals(left, ["quantity", "endsAt"]);
});
