// The table of the auctioneer's commands in API.md and its twin is held to the routes and to the
// schemas of their bodies.

import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { projectRoot } from "../support/source_files.ts";
import { newStage } from "./stage.ts";

interface Document {
  readonly paths: Readonly<
    Record<string, {
      readonly post?: {
        readonly requestBody?: {
          readonly content: Readonly<Record<string, { readonly schema: BodySchema }>>;
        };
      };
    }>
  >;
}

interface BodySchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

/** What this table is about: lots, paddles, bidders and the sale, and no upload. */
const tabled = /^\/api\/v1\/(lots\/|paddles$|bidders\/|sale\/)/;

Deno.test("API.md and its twin list every command of the auctioneer with the fields of its body", async () => {
  const stage = newStage();
  const document: Document = await (await stage.get("/api/v1/openapi.json")).json();
  const wanted = Object.entries(document.paths).flatMap(([path, { post }]) => {
    if (post === undefined || !tabled.test(path)) return [];
    const schema = post.requestBody?.content["application/json"]?.schema ?? {};
    const name = path.replace("/api/v1/", "").replace("{lot}", "LOT").replace("{paddle}", "PADDLE");
    return [[name, ...fieldsOf(schema)].join(" ")];
  });
  assert(wanted.length > 20);
  for (const name of ["API.md", "API.pt-BR.md"]) {
    const text = await Deno.readTextFile(join(projectRoot, "lib/admin", name));
    assertEquals(rowsOf(text).toSorted(), wanted.toSorted(), name);
  }
});

Deno.test("rowsOf() reads the table of paths and no other", () => {
  const text = "| `lots/LOT/ask` | **`ask`**, `x` | asks `y` |\n| `data/` | what `it` is |\n";
  assertEquals(rowsOf(text), ["lots/LOT/ask *ask x"]);
});

/** The fields in alphabetical order; one that must be there has a star. */
function fieldsOf({ properties = {}, required = [] }: BodySchema): readonly string[] {
  return Object.keys(properties).map((name) => required.includes(name) ? `*${name}` : name).sort();
}

function rowsOf(text: string): readonly string[] {
  const rows = text.matchAll(/^\| `((?:lots|bidders|sale)\/[\w/-]+|paddles)` *\|([^|]*)\|/gm);
  return [...rows].map(([, path = "", body = ""]) => {
    const fields = [...body.matchAll(/(\*\*)?`(\w+)`/g)].map(([, bold, name]) =>
      bold === undefined ? `${name}` : `*${name}`
    );
    return [path, ...fields.toSorted()].join(" ");
  });
}
