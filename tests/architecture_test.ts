// Keeps the floors of the house apart: who may import whom, and what the pure folders never touch.
//
// The tables below are the rules. The first is shown to people in lib/ARCHITECTURE.md, and a test
// compares the two. Every source under lib and every main_*.ts is read; tests import what they
// like. Each rule is also shown a small source that breaks it, so that the rule itself can fail.
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import {
  isProgramSource,
  type ProjectFile,
  projectFiles,
  projectRoot,
} from "./support/source_files.ts";
import { type Import, type SourceSurvey, surveySource } from "./support/source_survey.ts";

interface Floor {
  readonly folder: string;
  readonly floor: number;
  readonly mayImport: readonly string[];
}

const BELOW_2 = ["base", "auction"];
const BELOW_3 = [...BELOW_2, "wire", "secure"];
const BELOW_4 = [...BELOW_3, "session", "net", "ledger", "catalogue", "settlement", "web"];
const BELOW_5 = [...BELOW_4, "audit", "admin", "bidder"];

/** Imports point down only, so two folders of one floor never know each other. */
const FLOORS: readonly Floor[] = [
  { folder: "std", floor: 0, mayImport: [] },
  { folder: "base", floor: 0, mayImport: [] },
  { folder: "auction", floor: 1, mayImport: ["base"] },
  { folder: "wire", floor: 2, mayImport: BELOW_2 },
  { folder: "secure", floor: 2, mayImport: BELOW_2 },
  { folder: "session", floor: 3, mayImport: BELOW_3 },
  { folder: "net", floor: 3, mayImport: BELOW_3 },
  { folder: "ledger", floor: 3, mayImport: BELOW_3 },
  { folder: "catalogue", floor: 3, mayImport: BELOW_3 },
  { folder: "settlement", floor: 3, mayImport: BELOW_3 },
  { folder: "web", floor: 3, mayImport: BELOW_3 },
  { folder: "audit", floor: 4, mayImport: BELOW_4 },
  { folder: "admin", floor: 4, mayImport: BELOW_4 },
  { folder: "bidder", floor: 4, mayImport: BELOW_4 },
  { folder: "worker", floor: 5, mayImport: BELOW_5 },
  { folder: "command", floor: 5, mayImport: BELOW_5 },
  { folder: "main_*.ts", floor: 6, mayImport: [...BELOW_5, "worker", "command"] },
];

/** Folders that decide and never act: their time and their random bytes are arguments. */
const PURE = ["auction", "wire", "session", "settlement"];

/** Values through which a pure folder would learn or change something behind its caller's back. */
const BANNED_VALUES = [
  "Date",
  "Deno",
  "Worker",
  "console",
  "crypto",
  "fetch",
  "globalThis",
  "performance",
  "process",
  "queueMicrotask",
  "setImmediate",
  "setInterval",
  "setTimeout",
];
const BANNED_MEMBERS = ["Math.random"];

/** The only places where the platform's Node modules are used; everything else is Deno or the web. */
const NODE_HOMES: Readonly<Record<string, readonly string[]>> = {
  "node:crypto": ["secure"],
  "node:sqlite": ["ledger"],
  "node:timers": ["worker"],
  "node:zlib": ["web"],
};

/** Packages that belong to one face of the house. Any other package of deno.json is free. */
const PACKAGE_HOMES: Readonly<Record<string, readonly string[]>> = {
  "hono": ["settlement", "web", "admin", "bidder", "main_*.ts"],
  "idiomorph": ["web"],
  "hono-openapi": ["admin", "bidder", "main_*.ts"],
  "@hono/standard-validator": ["admin", "bidder", "main_*.ts"],
};

const packages = packagesOf(await Deno.readTextFile(join(projectRoot, "deno.json")));
const sources = (await projectFiles()).filter((file) => isProgramSource(file.path));

Deno.test("Imports point down the floors, to known packages and in their homes", () => {
  assertEquals(sources.flatMap(importViolations), []);
});

Deno.test("Pure folders touch no clock, no randomness, no platform and never wait", () => {
  assertEquals(sources.flatMap(purityViolations), []);
});

Deno.test("Every source in lib opens with a comment that says what it is for", () => {
  assertEquals(sources.flatMap(openingViolations), []);
});

Deno.test("The floors table has a row for every folder, and only rows that point down", () => {
  const found = new Set(sources.map((file) => folderOf(file.path)));
  const known = FLOORS.map((row) => row.folder);
  assertEquals([...found].filter((folder) => !known.includes(folder)), []);
  for (const { folder, floor, mayImport } of FLOORS) {
    for (const below of mayImport) {
      assert(rowOf(below).floor < floor, `${folder} may import ${below}, which is not below it`);
    }
  }
});

Deno.test("lib/ARCHITECTURE.md shows the floors table as it is tested", async () => {
  const document = await Deno.readTextFile(join(projectRoot, "lib/ARCHITECTURE.md"));
  assertEquals(foldersTable(document), FLOORS);
});

Deno.test("importViolations() names each import that climbs, by file and line", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["lib/auction/a.ts", `import "../base/fault.ts";`, []],
    ["lib/auction/a.ts", `import "./lot.ts";\nimport "../wire/b.ts";`, [
      "lib/auction/a.ts:2 imports wire, which auction may not know",
    ]],
    ["lib/wire/a.ts", `export * from "../secure/b.ts";`, [
      "lib/wire/a.ts:1 imports secure, which wire may not know",
    ]],
    ["lib/secure/a.ts", `const b = await import("../wire/b.ts");`, [
      "lib/secure/a.ts:1 imports wire, which secure may not know",
    ]],
    ["lib/net/a.ts", `new Worker(new URL("../worker/b.ts", import.meta.url));`, [
      "lib/net/a.ts:1 imports worker, which net may not know",
    ]],
    ["lib/admin/a.tsx", `import type { B } from "../bidder/b.ts"; <p>It's {1}</p>;`, [
      "lib/admin/a.tsx:1 imports bidder, which admin may not know",
    ]],
    ["main_server.ts", `import "./lib/worker/b.ts"; import "./lib/admin/a.ts";`, []],
    ["lib/worker/a.ts", `import "../../main_server.ts";`, [
      "lib/worker/a.ts:1 imports main_*.ts, which worker may not know",
    ]],
    ["lib/base/a.ts", `import "../../tests/support/b.ts";`, [
      `lib/base/a.ts:1 imports "tests/support/b.ts", which lies outside lib`,
    ]],
    ["lib/wire/a.ts", `import "../base/_bytes.ts"; import "./_mine.ts";`, [
      "lib/wire/a.ts:1 imports base/_bytes.ts, which is private to its folder",
    ]],
    ["lib/net/a.ts", `import "../std/path/mod.ts";`, [
      "lib/net/a.ts:1 imports std, which net may not know",
    ]],
    ["lib/net/a.ts", `import(name);`, ["lib/net/a.ts:1 imports a computed path"]],
    ["lib/net/a.ts", `// import "../admin/a.ts";\nconst text = 'import "../admin/a.ts"';`, []],
  ];
  for (const [path, text, expected] of cases) {
    assertEquals(importViolations({ path, text }), expected, text);
  }
});

Deno.test("importViolations() keeps packages and Node modules in their homes", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["lib/ledger/a.ts", `import "node:sqlite"; import "@std/assert"; import "@std/cli/x";`, []],
    ["lib/admin/a.ts", `import "hono/cors"; import "valibot";`, []],
    ["lib/net/a.ts", `import "node:dgram";`, [`lib/net/a.ts:1 imports "node:dgram"`]],
    ["lib/net/a.ts", `import "node:sqlite";`, [`lib/net/a.ts:1 imports "node:sqlite"`]],
    ["lib/net/a.ts", `import "hono/cors";`, [`lib/net/a.ts:1 imports "hono/cors"`]],
    ["lib/net/a.ts", `import "npm:hono";`, [`lib/net/a.ts:1 imports "npm:hono"`]],
    ["lib/net/a.ts", `import "left-pad";`, [`lib/net/a.ts:1 imports "left-pad"`]],
    ["lib/net/a.ts", `import "https://x.test/a.ts";`, [
      `lib/net/a.ts:1 imports "https://x.test/a.ts"`,
    ]],
    ["lib/std/path/mod.ts", `import "node:path";`, []],
  ];
  for (const [path, text, expected] of cases) {
    assertEquals(importViolations({ path, text }), expected, text);
  }
});

Deno.test("purityViolations() names each use of what a pure folder may not touch", () => {
  const text = `// Date and console in a comment are only words.
type When = Date;
const words = "Deno.cwd()";
const lot = { Date: 1, at: command.process };
const now = Date.now();
const byName = globalThis["Date"];
const dice = Math.random() + Math.max(1, 2);
const info = {} as Deno.FileInfo;
const later = { setTimeout };
async function wait() {}
for await (const x of y) await x;
export const { random } = Math;
`;
  assertEquals(purityViolations({ path: "lib/wire/a.ts", text }), [
    "lib/wire/a.ts:5 uses Date",
    "lib/wire/a.ts:6 uses globalThis",
    "lib/wire/a.ts:7 uses Math.random",
    "lib/wire/a.ts:8 uses Deno",
    "lib/wire/a.ts:9 uses setTimeout",
    "lib/wire/a.ts:10 uses async",
    "lib/wire/a.ts:11 uses await",
    "lib/wire/a.ts:11 uses for await",
    "lib/wire/a.ts:12 uses Math",
  ]);
  assertEquals(purityViolations({ path: "lib/net/a.ts", text }), []);
});

Deno.test("openingViolations() names a source that opens without a comment", () => {
  const bare = { path: "lib/net/a.ts", text: `import "./b.ts"; // later` };
  assertEquals(openingViolations(bare), ["lib/net/a.ts:1 does not open with a comment"]);
  assertEquals(openingViolations({ path: "lib/net/a.ts", text: "// What it is.\n" }), []);
});

Deno.test("foldersTable() reads the table under its heading and no other", () => {
  const document = [
    "# A",
    "| Folder | Floor | May import |",
    "| --- | --- | --- |",
    "| `no` | 9 | nothing |",
    "## Folders",
    "Words before it.",
    "| Folder | What for | Floor | May import |",
    "| --- | --- | --- | --- |",
    "| `base` | words | 0 | nothing |",
    "| `wire` | bytes | 2 | `base`, `auction` |",
    "## Next",
    "| `no` | 9 | nothing | x |",
  ].join("\n");
  assertEquals(foldersTable(document), [
    { folder: "base", floor: 0, mayImport: [] },
    { folder: "wire", floor: 2, mayImport: ["base", "auction"] },
  ]);
});

function importViolations({ path, text }: ProjectFile): string[] {
  const home = rowOf(folderOf(path));
  // The stand-ins for @std lie under the platform's own modules, and know nothing of the house.
  const judge = home.folder === "std" ? faultOfStandIn : faultOf;
  return surveySource(path, text).imports.flatMap((found) => {
    const fault = judge(found, { path, home });
    return fault === undefined ? [] : [`${path}:${found.line} imports ${fault}`];
  });
}

interface Place {
  readonly path: string;
  readonly home: Floor;
}

function faultOf({ specifier }: Import, { path, home }: Place): string | undefined {
  if (specifier === undefined) return "a computed path";
  if (!specifier.startsWith(".")) {
    return isPackageAllowed(specifier, home.folder) ? undefined : `"${specifier}"`;
  }
  const target = new URL(specifier, `file:///${path}`).pathname.slice(1);
  const folder = folderOf(target);
  if (folder === "") return `"${target}", which lies outside lib`;
  if (folder === home.folder) return undefined;
  if (!home.mayImport.includes(folder)) return `${folder}, which ${home.folder} may not know`;
  const name = target.replace(/^lib\//, "");
  return /\/_[^/]*$/.test(name) ? `${name}, which is private to its folder` : undefined;
}

function faultOfStandIn({ specifier }: Import): string | undefined {
  if (specifier === undefined) return "a computed path";
  return /^(\.\/|node:)/.test(specifier) ? undefined : `"${specifier}"`;
}

function isPackageAllowed(specifier: string, folder: string): boolean {
  if (specifier.startsWith("node:")) return NODE_HOMES[specifier]?.includes(folder) ?? false;
  const name = packages.find((known) => specifier === known || specifier.startsWith(`${known}/`));
  if (name === undefined) return false;
  return PACKAGE_HOMES[name]?.includes(folder) ?? true;
}

function purityViolations({ path, text }: ProjectFile): string[] {
  if (!PURE.includes(folderOf(path))) return [];
  const survey = surveySource(path, text);
  const banned = [
    ...survey.values.filter(({ name }) => BANNED_VALUES.includes(name)),
    ...survey.members.filter(({ name }) => BANNED_MEMBERS.includes(name)),
    ...bareMath(survey),
    ...survey.waits,
  ].map(({ name, line }) => ({ line, said: `${path}:${line} uses ${name}` }));
  const byLine = banned.sort((a, b) => a.line - b.line || (a.said < b.said ? -1 : 1));
  return [...new Set(byLine.map(({ said }) => said))];
}

/** `Math` as a whole would hide its `random`: only its members may be named. */
function bareMath({ values, members }: SourceSurvey) {
  const named = members.filter(({ name }) => name.startsWith("Math."));
  return values.filter(({ name, line }) =>
    name === "Math" && !named.some((member) => member.line === line)
  );
}

function openingViolations({ path, text }: ProjectFile): string[] {
  if (surveySource(path, text).opensWithComment) return [];
  return [`${path}:1 does not open with a comment`];
}

/** The folder of the table to which a path belongs, or nothing outside the program. */
function folderOf(path: string): string {
  if (/^main_\w+\.tsx?$/.test(path)) return "main_*.ts";
  return /^lib\/([^/]+)\//.exec(path)?.[1] ?? "";
}

function rowOf(folder: string): Floor {
  const row = FLOORS.find((candidate) => candidate.folder === folder);
  assert(row !== undefined, `No row of the floors table for the folder "${folder}"`);
  return row;
}

/** The rows of the first table under `## Folders`, by the names of its columns. */
function foldersTable(document: string): Floor[] {
  const section = document.split(/^## /m).find((part) => part.startsWith("Folders\n")) ?? "";
  const [head, , ...rows] = section.split("\n").filter((line) => line.startsWith("|"))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim().replaceAll("`", "")));
  const cell = (row: readonly string[], column: string): string =>
    row[head?.indexOf(column) ?? -1] ?? "";
  return rows.map((row) => ({
    folder: cell(row, "Folder").replace(/^lib\//, "").replace(/\/$/, ""),
    floor: Number(cell(row, "Floor")),
    mayImport: cell(row, "May import").split(", ").filter((name) => name !== "nothing"),
  }));
}

function packagesOf(config: string): string[] {
  const { imports }: { imports: Readonly<Record<string, string>> } = JSON.parse(config);
  return Object.keys(imports);
}
