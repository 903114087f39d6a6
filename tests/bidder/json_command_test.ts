// What is no command: each malformed line is answered and changes nothing.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { commandBytesMax } from "../../lib/bidder/json_face.ts";
import { answersTo } from "./_program.ts";

const malformed:
  readonly (readonly [what: string, line: string, error: string, field: string | null])[] = [
    ["nothing but a brace", "{", "not_json", null],
    ["two objects", '{"do":"lots"}{"do":"lots"}', "not_json", null],
    ["a list", "[]", "bad_command", null],
    ["a number", "7", "bad_command", null],
    ["null", "null", "bad_command", null],
    ["no command", "{}", "bad_command", "do"],
    ["an unknown command", '{"do":"sell"}', "bad_command", "do"],
    ["buying without a lot", '{"do":"buy","amount":5}', "bad_command", "lot"],
    ["buying without an amount", '{"do":"buy","lot":"7"}', "bad_command", "amount"],
    ["buying with a maximum", '{"do":"buy","lot":"7","max":5}', "bad_command", "amount"],
    ["buying for nothing", '{"do":"buy","lot":"7","amount":0}', "bad_command", "amount"],
    ["buying two", '{"do":"buy","lot":"7","amount":5,"quantity":2}', "bad_command", "quantity"],
    ["entering without an amount", '{"do":"enter","lot":"7"}', "bad_command", "amount"],
    ["entering by a switch", '{"do":"enter","lot":"7","amount":true}', "bad_command", "amount"],
    ["withdrawing from nothing", '{"do":"withdraw"}', "bad_command", "lot"],
    ["withdrawing an amount", '{"do":"withdraw","lot":"7","amount":5}', "bad_command", "amount"],
    ["leaving a lot", '{"do":"leave","lot":"7"}', "bad_command", "lot"],
    ["no units", '{"do":"bid","lot":"7","max":5,"quantity":0}', "bad_command", "quantity"],
    ["half a unit", '{"do":"bid","lot":"7","max":5,"quantity":0.5}', "bad_command", "quantity"],
    ["units in quotes", '{"do":"bid","lot":"7","max":5,"quantity":"2"}', "bad_command", "quantity"],
    ["too many units", '{"do":"bid","lot":"7","max":5,"quantity":1e7}', "bad_command", "quantity"],
    ["an unknown field", '{"do":"lots","max":1}', "bad_command", "max"],
    ["an inherited name", '{"do":"lots","__proto__":1}', "bad_command", "__proto__"],
    ["a bid without a lot", '{"do":"bid","max":1}', "bad_command", "lot"],
    ["a lot as a number", '{"do":"bid","lot":7,"max":1}', "bad_command", "lot"],
    ["a lot with a space", '{"do":"bid","lot":"7 8","max":1}', "bad_command", "lot"],
    ["a bid without an amount", '{"do":"bid","lot":"7"}', "bad_command", "max"],
    ["both amounts", '{"do":"bid","lot":"7","max":1,"exact":1}', "bad_command", "max"],
    ["an amount in quotes", '{"do":"bid","lot":"7","max":"1"}', "bad_command", "max"],
    ["zero", '{"do":"bid","lot":"7","max":0}', "bad_command", "max"],
    ["a negative amount", '{"do":"bid","lot":"7","exact":-5}', "bad_command", "exact"],
    ["a fraction", '{"do":"bid","lot":"7","max":1.5}', "bad_command", "max"],
    ["2^53", '{"do":"bid","lot":"7","max":9007199254740992}', "bad_command", "max"],
    ["more than a number holds", '{"do":"bid","lot":"7","max":1e999}', "bad_command", "max"],
    ["an empty ref", '{"do":"lots","ref":""}', "bad_command", "ref"],
    ["a ref as a number", '{"do":"lots","ref":1}', "bad_command", "ref"],
    ["a ref too long", `{"do":"lots","ref":"${"r".repeat(65)}"}`, "bad_command", "ref"],
  ];

Deno.test("runJsonFace() answers each malformed line with its number and goes on", async (t) => {
  for (const [what, line, error, field] of malformed) {
    await t.step(what, async () => {
      const [answer, status] = await answersTo(`\n${line}\n{"do":"status"}\n`);
      assertEquals([answer?.["error"], answer?.["line"], answer?.["field"]], [error, 2, field]);
      assertEquals(status?.["answer"], "status");
    });
  }
});

Deno.test("runJsonFace() echoes the ref of a malformed command", async () => {
  const [answer] = await answersTo('{"do":"bid","lot":"7","max":0,"ref":"a1"}\n');
  assertEquals([answer?.["error"], answer?.["ref"]], ["bad_command", "a1"]);
});

Deno.test("runJsonFace() skips a line past the limit and reads the one at the limit", async () => {
  const command = '{"do":"status"}';
  const fits = command.padEnd(commandBytesMax, " ");
  const [long, answer] = await answersTo(`${fits} \n`, `${fits}\n`);
  assertEquals([long?.["error"], long?.["line"]], ["line_too_long", 1]);
  assertEquals(answer?.["answer"], "status");
});

Deno.test("runJsonFace() reads lines however they are cut, ended or spelt", async () => {
  const cut = [...'{"do":"lots"}\r\n'];
  assertEquals((await answersTo(...cut))[0]?.["answer"], "lots");
  assertEquals((await answersTo('{"do":"lots"}'))[0]?.["answer"], "lots");
  const [bad, good] = await answersTo(new Uint8Array([0xff, 0x0a]), '{"do":"lots"}');
  assertEquals([bad?.["error"], bad?.["line"]], ["not_utf8", 1]);
  assertEquals(good?.["answer"], "lots");
});

Deno.test("runJsonFace() survives anything on its input and answers the command after it", async () => {
  const line = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
    fc.constantFrom(...malformed.map(([, text]) => new TextEncoder().encode(text))),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 20 }), async (lines) => {
      const parts = lines.flatMap((bytes) => [bytes, new Uint8Array([0x0a])]);
      const answers = await answersTo(...parts, '{"do":"status","ref":"last"}\n');
      const last = answers.at(-2);
      assertEquals([last?.["answer"], last?.["ref"]], ["status", "last"]);
      assertEquals(answers.at(-1), { end: "left" });
    }),
    { numRuns: 150 },
  );
});
