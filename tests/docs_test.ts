// Keeps the documents true: links lead somewhere, tasks and flags are those that exist, the two
// READMEs say the same, and the newcomer's commands are the ones that are run for every change.
//
// Each check is a function from documents to what is wrong in them, and each is also shown a small
// document that breaks it, so that the check itself can fail.

import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { exists } from "@std/fs";
import { dirname, join, normalize } from "@std/path";
import { flagName } from "../lib/command/_flag_name.ts";
import { COMMON_FLAGS, type Flag, type Flags } from "../lib/command/cli.ts";
import { clientCommand } from "../lib/command/client_command.ts";
import { serverCommand } from "../lib/command/server_command.ts";
import { type ProjectFile, projectFiles, projectRoot } from "./support/source_files.ts";

const documents = (await projectFiles()).filter(({ path }) => path.endsWith(".md"));
const config: { readonly version: string; readonly tasks: Readonly<Record<string, string>> } = JSON
  .parse(await Deno.readTextFile(join(projectRoot, "deno.json")));
const taskNames = Object.keys(config.tasks);
const twins = [textOf("README.md"), textOf("README.pt-BR.md")] as const;

Deno.test("Every link of every document leads to a file and a heading that are there", async () => {
  const broken = await Promise.all(documents.map(brokenLinks));
  assertEquals(broken.flat(), []);
});

Deno.test("Every task that a document names exists", () => {
  assertEquals(documents.flatMap((document) => unknownTasks(document, taskNames)), []);
});

Deno.test("Both READMEs list every task, and no other", () => {
  for (const readme of twins) {
    assertEquals(firstCells(readme, "`deno task`").flatMap(wordsIn).sort(), taskNames.toSorted());
  }
});

Deno.test("Both READMEs list every flag of server and client with its default, and no other", () => {
  for (const command of [serverCommand, clientCommand]) {
    for (const readme of twins) {
      assertEquals(flagRows(readme, command.name), wantedRows(command.flags), command.name);
    }
  }
});

Deno.test("READMEs and API.md are twins: the same headings and the same commands, in order", () => {
  const api = [textOf("lib/admin/API.md"), textOf("lib/admin/API.pt-BR.md")] as const;
  for (const [english, portuguese] of [twins, api]) {
    assertEquals(headingLevels(english), headingLevels(portuguese));
    assertEquals(codeBlocks(english), codeBlocks(portuguese));
    assert(codeBlocks(english).length > 5, "They show how to run the program");
  }
  assertEquals(twins.map((readme) => readme.split("```text").length), [2, 2]);
});

Deno.test("The CHANGELOG's newest version is the one of deno.json", () => {
  assertEquals(newestVersion(textOf("CHANGELOG.md")), config.version);
});

Deno.test("The first commands of the READMEs are the demo, and the tests as .ci/run runs them", async () => {
  const script = await Deno.readTextFile(join(projectRoot, ".ci/run"));
  const [, version] = /^deno_version=(\S+)$/m.exec(script) ?? [];
  const [, task] = /^deno task (\w+)/m.exec(script) ?? [];
  assertMatch(task ?? "", /^\w+$/);
  for (const readme of twins) {
    const npx = `npx -y deno@${version} task`;
    assertEquals(codeBlocks(readme).slice(0, 2), [`${npx} demo\n`, `${npx} ${task}\n`]);
    assertEquals(new Set(readme.match(/deno@[\d.]+/g)), new Set([`deno@${version}`]));
  }
});

Deno.test("brokenLinks() names a link to nothing, to no heading, and out of the project", async () => {
  const document = (text: string) => ({ path: "lib/ARCHITECTURE.md", text });
  const right = [
    "[a](wire/PROTOCOL.md)",
    "[a](../README.md#tasks)",
    "# Two words, `code`\n[a](#two-words-code)",
    "[a](https://example.test/none) and [a](../items)",
    "```\n[a](none.md)\n```",
    "`[a](none.md)`",
  ];
  for (const text of right) assertEquals(await brokenLinks(document(text)), [], text);
  const wrong = ["[a](none.md)", "[a](#none)", "[a](../README.md#none)", "[a](../../etc)"];
  for (const text of wrong) assertNotEquals(await brokenLinks(document(text)), [], text);
});

Deno.test("unknownTasks() names each task that is none", () => {
  const text = "`deno task demo`, npx -y deno@2.9.6 task tset, deno task servr and deno task";
  assertEquals(unknownTasks({ path: "a.md", text }, ["demo"]), ["a.md: tset", "a.md: servr"]);
});

Deno.test("flagRows() reads the table under the command's heading and no other", () => {
  const text = [
    "### Flags of `server`",
    "| Flag | Without it | Meaning |",
    "| --- | --- | --- |",
    "| `-p`, `--port` | `7310` | a port |",
    "### Flags of `client`",
    "| Flag | Without it | Meaning |",
    "| --- | --- | --- |",
    "| `--json` |  | JSON |",
  ].join("\n");
  assertEquals(flagRows(text, "server"), ["-p --port 7310"]);
  assertEquals(flagRows(text, "client"), ["--json"]);
});

function textOf(path: string): string {
  const found = documents.find((document) => document.path === path);
  assert(found !== undefined, `There is no ${path}`);
  return found.text;
}

/** The document without its code: what is in a code block is no link and no heading. */
function proseOf(text: string): string {
  return text.replaceAll(/^```[^]*?^```$/gm, "");
}

async function brokenLinks({ path, text }: ProjectFile): Promise<string[]> {
  const links = proseOf(text).replaceAll(/`[^`\n]*`/g, "").matchAll(/\]\(([^)\s]+)\)/g);
  const broken: string[] = [];
  for (const [, target = ""] of links) {
    if (/^[a-z]+:/.test(target)) continue;
    if (!await leadsSomewhere(path, { target, text })) broken.push(`${path}: ${target}`);
  }
  return broken;
}

async function leadsSomewhere(
  path: string,
  { target, text }: { readonly target: string; readonly text: string },
): Promise<boolean> {
  const [file = "", anchor] = target.split("#");
  const to = file === "" ? path : normalize(join(dirname(path), file));
  if (to.startsWith("..") || !await exists(join(projectRoot, to))) return false;
  if (anchor === undefined) return true;
  const page = to === path ? text : documents.find((document) => document.path === to)?.text;
  return page !== undefined && anchorsOf(page).includes(anchor);
}

/** The anchors as GitHub makes them. */
function anchorsOf(text: string): readonly string[] {
  return headingsOf(text).map(({ words }) =>
    words.toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, "").replaceAll(" ", "-")
  );
}

function headingsOf(text: string): readonly { readonly level: number; readonly words: string }[] {
  return [...proseOf(text).matchAll(/^(#{1,6}) +(.+)$/gm)]
    .map(([, marks = "", words = ""]) => ({ level: marks.length, words }));
}

function headingLevels(text: string): readonly number[] {
  return headingsOf(text).map(({ level }) => level);
}

function unknownTasks({ path, text }: ProjectFile, known: readonly string[]): string[] {
  const named = text.matchAll(/\bdeno(?:@[\d.]+)? task(?: -q)? ([a-z][a-z-]*)/g);
  return [...named].flatMap(([, name = ""]) => known.includes(name) ? [] : [`${path}: ${name}`]);
}

/** The cells of each row under the table's head that begins with `first`. */
function rowsUnder(text: string, first: string): readonly (readonly string[])[] {
  const lines = text.split("\n");
  const head = lines.findIndex((line) => line.startsWith(`| ${first} `));
  const rows: string[][] = [];
  for (let at = head + 2; head !== -1 && lines[at]?.startsWith("|"); at += 1) {
    rows.push((lines[at] ?? "").split("|").slice(1, -1).map((cell) => cell.trim()));
  }
  return rows;
}

function firstCells(text: string, first: string): readonly string[] {
  return rowsUnder(text, first).map(([cell = ""]) => cell);
}

function wordsIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);
}

/** The flags and the default of each row, as in "-p --port 7310"; words in prose do not count. */
function flagRows(text: string, command: string): readonly string[] {
  const section =
    text.split(/^#+ /m).find((part) => /^[^\n]*`([^`\n]+)`\n/.exec(part)?.[1] === command) ?? "";
  const head = /^\| (\S+)/m.exec(section)?.[1] ?? "";
  return rowsUnder(section, head).map(([flag = "", without = ""]) =>
    [...wordsIn(flag), ...wordsIn(without).filter((word) => word !== "LANG")].join(" ")
  );
}

function wantedRows(flags: Flags): readonly string[] {
  return Object.entries<Flag>({ ...flags, ...COMMON_FLAGS }).map(([name, flag]) => {
    const short = flag.short === undefined ? [] : [`-${flag.short}`];
    const value = "default" in flag && flag.default !== undefined ? [String(flag.default)] : [];
    return [...short, `--${flagName(name)}`, ...value].join(" ");
  });
}

/** What can be typed: a picture of a screen, marked as text, is in its own language. */
function codeBlocks(text: string): readonly string[] {
  return [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)]
    .filter(([, language]) => language !== "text").map(([, , code = ""]) => code);
}

function newestVersion(changelog: string): string {
  return /^## \[(\d[^\]]*)\]/m.exec(changelog)?.[1] ?? "";
}
