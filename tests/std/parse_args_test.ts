// What `parseArgs` of @std/cli promises. The same tests must pass with the package itself.
import { assertEquals } from "@std/assert";
import { parseArgs, type ParseOptions } from "@std/cli/parse-args";

interface Case {
  readonly line: string;
  readonly options?: ParseOptions;
  readonly gives: Readonly<Record<string, unknown>>;
}

const ALIAS = { help: "h", port: ["p", "listen"] };

const CASES: Readonly<Record<string, readonly Case[]>> = {
  "long and short flags": [
    { line: "--bool", gives: { bool: true, _: [] } },
    { line: "--name ana", gives: { name: "ana", _: [] } },
    { line: "--name=ana=ben", gives: { name: "ana=ben", _: [] } },
    { line: "--name=", gives: { name: "", _: [] } },
    { line: "-n ana", gives: { n: "ana", _: [] } },
    { line: "-n=ana", gives: { n: "ana", _: [] } },
    { line: "-abc", gives: { a: true, b: true, c: true, _: [] } },
    { line: "-abc ana", gives: { a: true, b: true, c: "ana", _: [] } },
    { line: "-n123", gives: { n: 123, _: [] } },
    { line: "-I/items", gives: { I: "/items", _: [] } },
    { line: "-f-", gives: { f: "-", _: [] } },
    { line: "-n -", gives: { n: "-", _: [] } },
    { line: "--a --b", gives: { a: true, b: true, _: [] } },
    { line: "--no-color", gives: { "no-color": true, _: [] } },
    { line: "--a 1 --a 2", gives: { a: 2, _: [] } },
    { line: "-", gives: { _: ["-"] } },
  ],
  "numbers": [
    {
      line: "-x 12 --y=5.5 -z 1e3 --hex 0xff 7",
      gives: { x: 12, y: 5.5, z: 1000, hex: 255, _: [7] },
    },
    { line: "--a 10f --b 1.2.3", gives: { a: "10f", b: "1.2.3", _: [] } },
  ],
  "string": [
    { line: "--paddle 007", options: { string: "paddle" }, gives: { paddle: "007", _: [] } },
    { line: "--paddle", options: { string: ["paddle"] }, gives: { paddle: "", _: [] } },
    { line: "--paddle --x", options: { string: "paddle" }, gives: { paddle: "", x: true, _: [] } },
    { line: "", options: { string: ["paddle"] }, gives: { _: [] } },
    { line: "007 8", options: { string: "_" }, gives: { _: ["007", "8"] } },
  ],
  "boolean": [
    { line: "-v lot", options: { boolean: "v" }, gives: { v: true, _: ["lot"] } },
    { line: "--v=false", options: { boolean: ["v"] }, gives: { v: false, _: [] } },
    { line: "--v false lot", options: { boolean: ["v"] }, gives: { v: false, _: ["lot"] } },
    { line: "", options: { boolean: ["v", "w"] }, gives: { v: false, w: false, _: [] } },
    {
      line: "lot --v ana -p 55 --t=x",
      options: { boolean: true },
      gives: { v: true, p: 55, t: "x", _: ["lot", "ana"] },
    },
  ],
  "alias": [
    {
      line: "-h --listen 80",
      options: { alias: ALIAS, boolean: "help" },
      gives: { help: true, h: true, port: 80, p: 80, listen: 80, _: [] },
    },
    {
      line: "-p 080",
      options: { alias: ALIAS, string: "port" },
      gives: { port: "080", p: "080", listen: "080", _: [] },
    },
    {
      line: "",
      options: { alias: ALIAS, boolean: "help", default: { port: 80 } },
      gives: { help: false, h: false, port: 80, p: 80, listen: 80, _: [] },
    },
  ],
  "default": [
    { line: "", options: { default: { port: "80" } }, gives: { port: "80", _: [] } },
    { line: "--port 81", options: { default: { port: 80 } }, gives: { port: 81, _: [] } },
    {
      line: "",
      options: { boolean: ["a", "b"], default: { a: true, b: null } },
      gives: { a: true, b: null, _: [] },
    },
  ],
  "collect": [
    {
      line: "--key a --key 7",
      options: { collect: "key", string: "key" },
      gives: { key: ["a", "7"], _: [] },
    },
    { line: "--key 7", options: { collect: ["key"] }, gives: { key: [7], _: [] } },
    { line: "", options: { collect: "key", string: "key" }, gives: { key: [], _: [] } },
    {
      line: "",
      options: { collect: ["key"], default: { key: ["a"] } },
      gives: { key: ["a"], _: [] },
    },
    { line: "-v -v", options: { collect: "v", boolean: "v" }, gives: { v: [true, true], _: [] } },
  ],
  "negatable": [
    {
      line: "--no-color",
      options: { boolean: "color", default: { color: true }, negatable: "color" },
      gives: { color: false, _: [] },
    },
    {
      line: "--no-color --color",
      options: { boolean: "color", negatable: ["color"] },
      gives: { color: true, _: [] },
    },
    {
      line: "--key a --no-key",
      options: { string: "key", collect: "key", negatable: "key" },
      gives: { key: false, _: [] },
    },
  ],
  "two dashes": [
    { line: "--a -- --b 7", gives: { a: true, _: ["--b", "7"] } },
    { line: "lot -- --b", options: { "--": true }, gives: { _: ["lot"], "--": ["--b"] } },
    { line: "lot", options: { "--": true }, gives: { _: ["lot"], "--": [] } },
  ],
  "stopEarly": [
    {
      line: "--a 1 bid --b 2",
      options: { stopEarly: true },
      gives: { a: 1, _: ["bid", "--b", "2"] },
    },
  ],
  "dots": [
    {
      line: "--lot.price 5 --lot.end.at 6",
      gives: { lot: { price: 5, end: { at: 6 } }, _: [] },
    },
    { line: "", options: { default: { "lot.price": 5 } }, gives: { lot: { price: 5 }, _: [] } },
    {
      line: "",
      options: { default: { "lot.price": 5 }, alias: { "lot.price": "p" } },
      gives: { lot: { price: 5 }, p: 5, _: [] },
    },
  ],
  "names of every object": [
    { line: "--toString --valueOf ana", gives: { toString: true, valueOf: "ana", _: [] } },
  ],
};

for (const [name, cases] of Object.entries(CASES)) {
  Deno.test(`parseArgs() reads ${name}`, () => {
    for (const { line, options, gives } of cases) {
      const args = line.split(" ").filter((arg) => arg !== "");
      assertEquals(parseArgs(args, options), gives, line);
    }
  });
}

Deno.test("parseArgs() reports what was not declared and leaves it away on false", () => {
  const reported: unknown[] = [];
  const given = parseArgs(["-h", "--port", "80", "--derp", "x", "lot", "-d"], {
    boolean: "help",
    string: "port",
    alias: { help: "h" },
    unknown: (arg, key, value) => {
      reported.push([arg, key, value]);
      return false;
    },
  });
  assertEquals<unknown>(given, { help: true, h: true, port: "80", _: [] });
  assertEquals(reported, [["--derp", "derp", "x"], ["lot", undefined, undefined], [
    "-d",
    "d",
    true,
  ]]);
});

Deno.test("parseArgs() keeps what was not declared when `unknown` does not refuse it", () => {
  const given = parseArgs(["--derp", "lot"], { unknown: () => true });
  assertEquals(given, { derp: "lot", _: [] });
});

Deno.test("parseArgs() does not reach the prototype of all objects", () => {
  parseArgs(["--__proto__.polluted", "1", "--constructor.prototype.polluted", "2"]);
  assertEquals(Reflect.get({}, "polluted"), undefined);
});

Deno.test("parseArgs() types what was declared", () => {
  const given = parseArgs(["--port", "81", "--key", "a"], {
    string: ["port", "key", "name"],
    boolean: ["help"],
    collect: ["key"],
    default: { port: "80" },
    "--": true,
  });
  const port: string = given.port;
  const name: string | undefined = given.name;
  const help: boolean = given.help;
  const keys: string[] = given.key;
  const rest: string[] = given["--"];
  const operands: (string | number)[] = given._;
  assertEquals([port, name, help, keys, rest, operands], ["81", undefined, false, ["a"], [], []]);
});
