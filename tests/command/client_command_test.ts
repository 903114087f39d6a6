import { assertEquals, assertThrows } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { parseCommand } from "../../lib/command/cli.ts";
import { chooseFace, clientCommand } from "../../lib/command/client_command.ts";

const person = { isAtTerminal: true };
const pipe = { isAtTerminal: false };

Deno.test("chooseFace() shows a person at a terminal the page, and a pipe the terminal's lines", () => {
  assertEquals(chooseFace(flags(), person), "page");
  assertEquals(chooseFace(flags(), pipe), "terminal");
});

Deno.test("chooseFace() shows what the flags ask for, wherever it runs", () => {
  for (const where of [person, pipe]) {
    assertEquals(chooseFace(flags("--json"), where), "json");
    assertEquals(chooseFace(flags("--terminal"), where), "terminal");
    assertEquals(chooseFace(flags("--page"), where), "page");
    assertEquals(chooseFace(flags("--no-open"), where), "page");
    assertEquals(chooseFace(flags("--page-port", "7555"), where), "page");
  }
});

Deno.test("chooseFace() refuses two faces at once", () => {
  const pairs = [
    ["--json", "--page"],
    ["--json", "--terminal"],
    ["--page", "--terminal"],
    ["--terminal", "--no-open"],
    ["--json", "--page-port", "7555"],
  ];
  for (const pair of pairs) {
    const fault = assertThrows(() => chooseFace(flags(...pair), person), Fault);
    assertEquals(fault.code, "bad_arguments");
  }
});

function flags(...given: readonly string[]) {
  const parsed = parseCommand(clientCommand, ["--key", "ana.json", ...given], {
    env: () => undefined,
  });
  if (parsed.action !== "run") throw new RangeError("The flags were not understood");
  return parsed.flags;
}
