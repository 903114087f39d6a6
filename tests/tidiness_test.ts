// Keeps the house tidy where a reader would otherwise have to: lengths, names, leftovers, secrets.
//
// Each rule is a function from one file to the list of what is wrong in it. All of them run over
// every file that the repository may hold, and each is also shown a small file that breaks it, so
// that the rule itself can fail. Limits are ratchets: they may be lowered, never raised.
import { assertEquals, assertLessOrEqual } from "@std/assert";
import {
  ignoredBy,
  isProgramSource,
  type ProjectFile,
  projectFiles,
} from "./support/source_files.ts";
import { type SourceSurvey, surveySource } from "./support/source_survey.ts";

const FILE_LINES_MAX = 400;
const FUNCTION_LINES_MAX = 60;

/** How often the program says `x!`, each with its proof beside it. */
const NON_NULLS_MAX = 0;

/** Drawers: names that say nothing about what is inside. */
const DRAWERS = [
  "common",
  "helper",
  "helpers",
  "index",
  "manager",
  "mod",
  "types",
  "util",
  "utils",
];

/**
 * Words that mean "not finished": what is not finished is an issue, not a comment. XXX counts only
 * where it opens a remark, since it is also ISO 4217's sign for "no currency".
 */
const LEFTOVER = /\b(TODO|FIXME|HACK)\b|\bXXX:|^[\s*]*XXX\b/m;

/** Folders that speak to a person or a script through standard output, as their task. */
const SPEAKERS = /^(lib\/(command|bidder)\/|main_\w+\.ts$|tests\/)/;

/** Paths that exist on one person's machine only. */
const MACHINE_PATH =
  /(?<![\w./:-])\/(?:home|root|Users|work|private\/var)\/\w+|\b[A-Z]:\\+Users\\+/;

const SECRETS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*(?:\\n)?["'\s+]*[A-Za-z0-9+/=]{40}/,
  /["']?\b(?:d|dp|dq|qi)["']?\s*:\s*["'][A-Za-z0-9_-]{40,}["']/,
];

/** Private keys that a standard has printed for everyone to test with: secrets of nobody. */
const PUBLISHED_KEYS: readonly string[] = [
  "nWGxne_9WmC6hEr0kuwsERJZUl7MmkZcDfOTWOtzFTk", // RFC 8037 appendix A.1 (Ed25519 of RFC 8032).
];

type Rule = (file: ProjectFile) => readonly string[];

const files = await projectFiles();
const surveys = new Map<string, SourceSurvey>();

function surveyOf({ path, text }: ProjectFile): SourceSurvey {
  const key = `${path}\n${text}`;
  const survey = surveys.get(key) ?? surveySource(path, text);
  surveys.set(key, survey);
  return survey;
}

function isSource(path: string): boolean {
  return /^(lib|tests)\/.*\.tsx?$/.test(path) || isProgramSource(path);
}

const longFiles: Rule = ({ path, text }) => {
  const lines = text.trimEnd().split("\n").length;
  return isSource(path) && lines > FILE_LINES_MAX ? [`${path} has ${lines} lines`] : [];
};

const longFunctions: Rule = (file) => {
  if (!isSource(file.path)) return [];
  return surveyOf(file).functions.filter(({ lines }) => lines > FUNCTION_LINES_MAX)
    .map(({ name, line, lines }) => `${file.path}:${line} ${name} has ${lines} lines`);
};

const drawers: Rule = ({ path }) => {
  if (!isSource(path) || path.startsWith("lib/std/")) return [];
  const stem = path.slice(path.lastIndexOf("/") + 1).replace(/\.tsx?$/, "");
  const last = stem.split("_").at(-1) ?? stem;
  return DRAWERS.includes(last) ? [`${path} is named for nothing`] : [];
};

const oddNames: Rule = ({ path }) => {
  if (!isSource(path)) return [];
  const name = path.slice(path.lastIndexOf("/") + 1);
  return /^_?[a-z0-9]+(_[a-z0-9]+)*\.tsx?$/.test(name) ? [] : [`${path} is not in snake_case`];
};

const leftovers: Rule = (file) => {
  if (!isSource(file.path)) return [];
  return surveyOf(file).comments.filter(({ name }) => LEFTOVER.test(name))
    .map(({ line }) => `${file.path}:${line} leaves something to do`);
};

/** A test that runs alone hides all the others, and the run still looks green. */
const loneTests: Rule = (file) => {
  if (!file.path.startsWith("tests/") || !isSource(file.path)) return [];
  return surveyOf(file).members.filter(({ name }) => name.endsWith(".only"))
    .map(({ line }) => `${file.path}:${line} runs alone`);
};

const printing: Rule = (file) => {
  if (!isSource(file.path) || SPEAKERS.test(file.path)) return [];
  return surveyOf(file).members
    .filter(({ name }) => ["console.log", "console.info", "console.debug"].includes(name))
    .map(({ line, name }) => `${file.path}:${line} prints with ${name}`);
};

const undocumented: Rule = (file) => {
  if (!file.path.startsWith("lib/") || !isSource(file.path)) return [];
  return surveyOf(file).undocumentedExports
    .map(({ name, line }) => `${file.path}:${line} exports ${name} without a docstring`);
};

const machinePaths: Rule = ({ path, text }) =>
  text.split("\n").flatMap((line, at) =>
    MACHINE_PATH.test(line) ? [`${path}:${at + 1} names a path of one machine`] : []
  );

const secrets: Rule = ({ path, text }) => {
  const open = PUBLISHED_KEYS.reduce((rest, key) => rest.replaceAll(key, ""), text);
  return SECRETS.some((pattern) => pattern.test(open)) ? [`${path} holds a private key`] : [];
};

interface Trial {
  readonly rule: Rule;
  /** What the rule asks of the repository, as the end of the test's name. */
  readonly says: string;
  readonly breaks: readonly ProjectFile[];
  readonly keeps: readonly ProjectFile[];
}

const LINE = "const a = 1;\n";
const KEY_BODY = "A".repeat(64);

const TRIALS: readonly Trial[] = [
  {
    rule: longFiles,
    says: `no source has more than ${FILE_LINES_MAX} lines`,
    breaks: [{ path: "lib/net/a.ts", text: LINE.repeat(FILE_LINES_MAX + 1) }],
    keeps: [
      { path: "lib/net/a.ts", text: LINE.repeat(FILE_LINES_MAX) },
      { path: "lib/wire/PROTOCOL.md", text: "word\n".repeat(FILE_LINES_MAX + 1) },
    ],
  },
  {
    rule: longFunctions,
    says: `no function has more than ${FUNCTION_LINES_MAX} lines`,
    breaks: [
      { path: "lib/net/a.ts", text: `function f() {\n${LINE.repeat(FUNCTION_LINES_MAX - 1)}}` },
      { path: "main_a.ts", text: `const f = () => {\n${LINE.repeat(FUNCTION_LINES_MAX - 1)}};` },
      { path: "lib/a.ts", text: `class A { m() {\n${LINE.repeat(FUNCTION_LINES_MAX - 1)}} }` },
    ],
    keeps: [
      { path: "lib/net/a.ts", text: `function f() {\n${LINE.repeat(FUNCTION_LINES_MAX - 2)}}` },
      { path: "lib/net/a.ts", text: LINE.repeat(FUNCTION_LINES_MAX + 1) },
    ],
  },
  {
    rule: drawers,
    says: "no file is a drawer",
    breaks: [
      { path: "lib/net/utils.ts", text: "" },
      { path: "lib/net/_helpers.ts", text: "" },
      { path: "lib/net/socket_manager.ts", text: "" },
      { path: "tests/support/index.ts", text: "" },
      { path: "lib/admin/mod.tsx", text: "" },
    ],
    keeps: [
      { path: "lib/std/path/mod.ts", text: "" },
      { path: "lib/net/index_of_lots.ts", text: "" },
      { path: "docs/common.md", text: "" },
    ],
  },
  {
    rule: oddNames,
    says: "every source is named in snake_case",
    breaks: [
      { path: "lib/net/lossySocket.ts", text: "" },
      { path: "lib/net/lossy-socket.ts", text: "" },
    ],
    keeps: [{ path: "lib/net/_lossy_socket.ts", text: "" }, { path: "main_server.ts", text: "" }],
  },
  {
    rule: leftovers,
    says: "no comment leaves something to do",
    breaks: ["TODO", "FIXME", "XXX", "HACK"].map((word) => ({
      path: "lib/net/a.ts",
      text: `/* ${word}: later */ const a = 1;`,
    })),
    keeps: [
      { path: "lib/net/a.ts", text: `const word = "TODO"; // Todos os lances.` },
      { path: "lib/net/a.ts", text: `// The sign XXX means no currency.` },
    ],
  },
  {
    rule: loneTests,
    says: "no test runs alone",
    breaks: [
      { path: "tests/a_test.ts", text: `Deno.test.only("a", () => {});` },
      { path: "tests/a_test.ts", text: `it.only("a", () => {});` },
    ],
    keeps: [{ path: "tests/a_test.ts", text: `const words = "Deno.test.only(";` }],
  },
  {
    rule: printing,
    says: "only commands, bidders and entry files print",
    breaks: [{ path: "lib/net/a.ts", text: `console.log("here");` }],
    keeps: [
      { path: "lib/command/a.ts", text: `console.log("here");` },
      { path: "lib/bidder/a.ts", text: `console.log("here");` },
      { path: "main_server.ts", text: `console.log("here");` },
      { path: "lib/net/a.ts", text: `console.error("here"); // console.log()` },
    ],
  },
  {
    rule: undocumented,
    says: "every export has a docstring",
    breaks: [
      { path: "lib/net/a.ts", text: "export function f() {}" },
      { path: "lib/net/a.ts", text: "// Not a docstring.\nexport const a = 1;" },
      { path: "lib/net/a.ts", text: "/** Of b. */\nconst b = 1;\nexport class A {}" },
      { path: "lib/net/a.ts", text: "export default () => 1;" },
      { path: "lib/net/a.ts", text: "export interface A {}" },
    ],
    keeps: [
      { path: "lib/net/a.ts", text: "/** It does. */\n// deno-lint-ignore x\nexport type A = 1;" },
      { path: "lib/net/a.ts", text: `export { a } from "./b.ts"; export type { C };` },
      {
        path: "lib/net/a.ts",
        text: "/** Both. */\nexport function f(a: 1): 1;\nexport function f(a: number) {}",
      },
      { path: "tests/support/a.ts", text: "export const a = 1;" },
    ],
  },
  {
    rule: machinePaths,
    says: "no file names a path of one machine",
    breaks: [
      { path: "README.md", text: `cd ${"/home"}/ana/leilao` },
      { path: "lib/net/a.ts", text: `const a = "${"/Users"}/ana";` },
      { path: "deno.json", text: `{"a": "C:${"\\\\Users"}\\\\ana"}` },
    ],
    keeps: [
      { path: "README.md", text: "https://example.test/home/ana and ./work/ana and /tmp/sale" },
    ],
  },
  {
    rule: secrets,
    says: "no file holds a private key",
    breaks: [
      {
        path: "keys/ana.pem",
        text: `-----BEGIN ${"PRIVATE"} KEY-----\n${KEY_BODY}\n`,
      },
      {
        path: "tests/a_test.ts",
        text: `"-----BEGIN RSA ${"PRIVATE"} KEY-----\\n" +\n  "${KEY_BODY}"`,
      },
      { path: "tests/a.json", text: `{"kty":"OKP","d":"${KEY_BODY}"}` },
      { path: "tests/a_test.ts", text: `const key = { d: "${KEY_BODY}" };` },
    ],
    keeps: [
      { path: "lib/secure/a.ts", text: `const head = "-----BEGIN ${"PRIVATE"} KEY-----";` },
      { path: "tests/a.json", text: `{"kty":"OKP","x":"${KEY_BODY}"}` },
      { path: "tests/a.json", text: `{"d":"${PUBLISHED_KEYS[0]}"}` },
    ],
  },
];

for (const { rule, says, breaks, keeps } of TRIALS) {
  Deno.test(`Tidiness: ${says}`, () => {
    assertEquals(files.flatMap(rule), []);
  });

  Deno.test(`Tidiness: the rule that ${says} can fail`, () => {
    for (const file of breaks) assertEquals(rule(file).length, 1, `${file.path}: ${file.text}`);
    for (const file of keeps) assertEquals(rule(file), [], `${file.path}: ${file.text}`);
  });
}

Deno.test("Tidiness: the program says `x!` no more often than the ratchet allows", () => {
  const found = files.filter(({ path }) => isProgramSource(path)).flatMap(nonNulls);
  assertLessOrEqual(found.length, NON_NULLS_MAX, found.join(", "));
});

Deno.test("Tidiness: the count of `x!` sees each one and no other exclamation mark", () => {
  const text = `const a = b!.c![0]; const d = !e !== f; // g!\nlet h!: string;`;
  assertEquals(nonNulls({ path: "lib/net/a.ts", text }).length, 2);
});

Deno.test("ignoredBy() leaves out what .gitignore names, and nothing beside it", () => {
  const ignored = ignoredBy("# Words.\n/keys/*\n!/keys/README.md\n/data/\n.DS_Store\n*.log\n");
  const out = ["keys/ana.json", "keys/registered/b.json", "data/a/b", "x/.DS_Store", "a/b.log"];
  const kept = ["keys/README.md", "lib/data/a.ts", "lib/keys/a.ts", "a.logs", "datum"];
  assertEquals(out.filter((path) => !ignored(path)), []);
  assertEquals(kept.filter(ignored), []);
});

function nonNulls(file: ProjectFile): string[] {
  return surveyOf(file).nonNulls.map(({ line }) => `${file.path}:${line}`);
}
