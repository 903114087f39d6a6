// Command lines: typed values from right ones, and a named mistake from wrong ones.

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Fault } from "../../lib/base/fault.ts";
import { defineCommand, languageOf, parseCommand } from "../../lib/command/cli.ts";

const words = { en: "help", pt: "ajuda" };
const sell = defineCommand({
  name: "sell",
  summary: words,
  flags: {
    fromPem: { type: "string", short: "f", value: "FILE", required: true, help: words },
    port: { type: "integer", min: 0, max: 65_535, default: 7310, help: words },
    ttl: { type: "integer", min: -1, max: 32, help: words },
    mode: {
      type: "string",
      value: "MODE",
      choices: ["timed", "clerked"],
      default: "timed",
      help: words,
    },
    subnet: { type: "list", value: "CIDR", help: words },
    json: { type: "boolean", short: "j", help: words },
  },
  positionals: { value: "LOT", help: words, min: 0, max: 2 },
  examples: [],
});

const noEnv = () => undefined;

function parse(line: string) {
  return parseCommand(sell, line.split(" ").filter((arg) => arg !== ""), { env: noEnv });
}

function faultOf(line: string): Fault {
  const fault = assertThrows(() => parse(line), Fault);
  assertEquals(fault.code, "bad_arguments");
  return fault;
}

Deno.test("parseCommand() gives each flag its value, default or null", () => {
  assertEquals(parse("--from-pem a.pem"), {
    action: "run",
    language: "en",
    flags: { fromPem: "a.pem", port: 7310, ttl: null, mode: "timed", subnet: [], json: false },
    positionals: [],
  });
  assertEquals(
    parse("7 -f a.pem --port=0 --ttl=-1 --mode clerked --subnet 10.0.0.0/8 --subnet=::1 -j 8"),
    {
      action: "run",
      language: "en",
      flags: {
        fromPem: "a.pem",
        port: 0,
        ttl: -1,
        mode: "clerked",
        subnet: ["10.0.0.0/8", "::1"],
        json: true,
      },
      positionals: ["7", "8"],
    },
  );
});

Deno.test("parseCommand() keeps texts that look like numbers, and what follows --", () => {
  const parsed = parse("-f 007 -- -x --json");
  assert(parsed.action === "run");
  assertEquals(parsed.flags.fromPem, "007");
  assertEquals(parsed.positionals, ["-x", "--json"]);
});

Deno.test("parseCommand() takes a fingerprint that begins with a hyphen as its flag's value", () => {
  const print = `-V${"a".repeat(20)}-_${"9".repeat(19)}`;
  const grouped = print.match(/.{1,4}/g)?.join(" ") ?? "";
  for (const text of [print, grouped]) {
    for (const flag of ["--from-pem", "-f"]) {
      const parsed = parseCommand(sell, ["7", flag, text, "--json"], { env: noEnv });
      assert(parsed.action === "run");
      assertEquals([parsed.flags.fromPem, parsed.flags.json], [text, true]);
    }
  }
  // Where no flag wants it, and where it is too short, it is none.
  const unwanted = faultOf(`-f a 7 -q${print.slice(2)}`);
  assert(unwanted.message.startsWith("unknown flag"), unwanted.message);
  const short = faultOf(`-f a --mode -q${"a".repeat(20)}`);
  assert(short.message.startsWith("unknown flag"), short.message);
});

const mistakes: readonly (readonly [string, string, string])[] = [
  ["a missing flag", "", "missing flag: --from-pem FILE"],
  ["an unknown flag", "-f a --bogus", 'unknown flag: "--bogus"'],
  ["an unknown flag with a value", "-f a --bogus=1", 'unknown flag: "--bogus"'],
  ["an unknown letter", "-f a -x", 'unknown flag: "-x"'],
  ["a negation that we do not have", "-f a --no-json", 'unknown flag: "--no-json"'],
  ["a flag at the end without its value", "--from-pem", 'flag without its value: "--from-pem"'],
  ["a flag before another one", "--from-pem --json", 'flag without its value: "--from-pem"'],
  ["an equals sign with nothing", "--from-pem= b", 'flag without its value: "--from-pem"'],
  ["a letter with nothing", "-f=", 'flag without its value: "-f"'],
  ["a switch with a value", "-f a --json=yes", 'flag that takes no value: "--json"'],
  ["a flag given twice", "-f a --from-pem b", 'flag given more than once: "--from-pem"'],
  ["a port too large", "-f a --port 65536", '--port: found "65536", want a whole number from 0'],
  ["a port that is no number", "-f a --port x", '--port: found "x"'],
  ["a fraction", "-f a --port 1.0", '--port: found "1.0"'],
  ["a number in another notation", "-f a --port 0x10", '--port: found "0x10"'],
  ["a number with a zero in front", "-f a --port 080", '--port: found "080"'],
  ["another choice", "-f a --mode fast", '--mode: found "fast", want one of timed, clerked'],
  ["another language", "-f a --lang fr", '--lang: found "fr", want one of en, pt'],
  ["too many arguments", "-f a 1 2 3", 'unexpected argument: "3"'],
];

for (const [what, line, message] of mistakes) {
  Deno.test(`parseCommand() refuses ${what}`, () => {
    const fault = faultOf(line);
    assertEquals(fault.message.slice(0, message.length), message);
    assert(fault.hint?.includes("deno task sell --help"));
  });
}

Deno.test("parseCommand() suggests the flag that was probably meant, and only then", () => {
  assert(faultOf("--form-pem a").hint?.includes("Did you mean --from-pem?"));
  assert(faultOf("-f a --prot 1").hint?.includes("Did you mean --port?"));
  assert(faultOf("-f a --sub 1").hint?.includes("Did you mean --subnet?"));
  assert(!faultOf("-f a --reserve 1").hint?.includes("Did you mean"));
});

Deno.test("parseCommand() gives help and version whatever else is wrong", () => {
  for (const line of ["-h", "--help", "--bogus --help", "--port x -h", "--lang fr -h"]) {
    assertEquals(parse(line), { action: "help", language: "en" });
  }
  assertEquals(parse("-V"), { action: "version", language: "en" });
  assertEquals(parse("--help --lang pt"), { action: "help", language: "pt" });
});

Deno.test("parseCommand() says that an argument is missing", () => {
  const positionals = { value: "FILE", help: words, min: 1, max: 1 };
  const replay = defineCommand({
    name: "replay",
    summary: words,
    flags: {},
    positionals,
    examples: [],
  });
  const fault = assertThrows(() => parseCommand(replay, [], { env: noEnv }), Fault);
  assertEquals(fault.message, "missing argument: FILE");
});

Deno.test("parseCommand() speaks the language of the environment", () => {
  const env = (name: string) => name === "LANG" ? "pt_BR.UTF-8" : undefined;
  const fault = assertThrows(() => parseCommand(sell, ["--bogus"], { env }), Fault);
  assertEquals(fault.message, 'opção desconhecida: "--bogus"');
});

Deno.test("languageOf() follows the flag, then LC_ALL, LC_MESSAGES and LANG", () => {
  const cases: readonly (readonly [string | null, Record<string, string>, string])[] = [
    [null, {}, "en"],
    [null, { LANG: "pt_BR.UTF-8" }, "pt"],
    [null, { LANG: "pt_BR", LC_MESSAGES: "en_US" }, "en"],
    [null, { LANG: "pt_BR", LC_ALL: "C" }, "en"],
    [null, { LANG: "pt_BR", LC_ALL: "" }, "pt"],
    ["pt", { LC_ALL: "en_US" }, "pt"],
  ];
  for (const [flag, env, language] of cases) {
    assertEquals(languageOf(flag === null ? [] : [flag], (name) => env[name]), language);
  }
});

Deno.test("parseCommand() never fails but with bad_arguments", () => {
  const arg = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      "-f",
      "--from-pem",
      "--port",
      "--port=1",
      "-j",
      "--",
      "-",
      "--a.b",
      "--__proto__",
    ),
  );
  fc.assert(fc.property(fc.array(arg, { maxLength: 6 }), (args) => {
    try {
      parseCommand(sell, args, { env: noEnv });
    } catch (error) {
      assert(error instanceof Fault && error.code === "bad_arguments", String(error));
    }
  }));
});
