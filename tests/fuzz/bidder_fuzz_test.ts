// What comes into a bidder's client from its own side: a program's NDJSON, a person's keys and
// lines. A bid goes out only where the text says exactly that bid.

import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import fc from "fast-check";
import { type Bytes, toUtf8 } from "../../lib/base/bytes.ts";
import { formatMoney, parseMoney } from "../../lib/base/money_text.ts";
import { readCommand } from "../../lib/bidder/json_command.ts";
import { type KeyResult, LineEditor, typedCharactersMax } from "../../lib/bidder/line_editor.ts";
import { type InputLine, readLines } from "../../lib/bidder/line_reader.ts";
import { safeJson, safeText } from "../../lib/bidder/safe_text.ts";
import { readTerminalCommand } from "../../lib/bidder/terminal_command.ts";
import { changedJson } from "./_json_changes.ts";
import { changedBytes, mutants } from "./_mutator.ts";
import { runs } from "./_runs.ts";
import { changedText } from "./_text_changes.ts";

const commandLines = [
  '{"do":"bid","lot":"A-1","max":12500,"ref":"r1"}',
  '{"do":"bid","lot":"7","exact":1}',
  ...['{"do":"lots"}', '{"do":"status","ref":"é"}', '{"do":"leave"}'],
];
const typedLines = [
  ...["lance 7 1.250,00", "bid 7 1,250.00", "exact A-1 20", "exato 20", "max R$ 1.250", "lots 2"],
  ...["lote A-1", "sim", "n", "?", "sair", "1250.00", "BRL 10", "R$\u00a010,00", "", "99999999999"],
];
const money = ["BRL", "USD", "JPY", "KWD"].flatMap((currency) =>
  [{ currency, language: "en" }, { currency, language: "pt" }] as const
);

Deno.test("readCommand() takes of mutants only commands that say just what was read", () => {
  fc.assert(
    fc.property(mutants(commandLines, changedJson), (line) => {
      const read = readCommand(line);
      if ("error" in read) {
        assertLessOrEqual(read.message.length, 200);
        return;
      }
      const { ref, ...said } = JSON.parse(line);
      assertEquals(read.ref, ref ?? null);
      const again = read.do === "bid"
        ? { do: "bid", lot: read.wish.lot, [read.wish.kind]: read.wish.amount }
        : { do: read.do };
      assertEquals<unknown>(said, again);
    }),
    runs(300),
  );
});

Deno.test("readTerminalCommand() reads of mutants only amounts that stand there", () => {
  fc.assert(
    fc.property(mutants(typedLines, changedText), fc.constantFrom(...money), (line, format) => {
      const command = readTerminalCommand(line, format);
      if (command.type === "list") assert(command.page >= 1 && command.page < 10_000);
      if (command.type !== "bid") return;
      const said = line.replaceAll(/\D/g, "");
      const written = formatMoney(command.amount, format).replaceAll(/\D/g, "");
      // Minor digits may be left out of a typed amount, and a lot's digits may stand before it.
      assert(`${said}000`.includes(written), `${line}: ${command.amount}`);
    }),
    runs(300),
  );
});

Deno.test("parseMoney() reads back every amount that formatMoney() writes, and mutants once", () => {
  const seeds = money.flatMap((format) =>
    [1, 1_250_00, 2 ** 53 - 1].map((n) => formatMoney(n, format))
  );
  fc.assert(
    fc.property(mutants(seeds, changedText), fc.constantFrom(...money), (text, format) => {
      const amount = parseMoney(text, format);
      if (amount === null) return;
      assert(Number.isSafeInteger(amount) && amount >= 0);
      assertEquals(parseMoney(formatMoney(amount, format), format), amount);
    }),
    runs(300),
  );
});

/** Keys as a terminal sends them: letters, line ends, escapes whole and in part, half characters. */
const keys = [
  "7\r1.250,00\n\x7f\b\x15",
  "\x1b[A\x1b[200~lance 7 10\x1b[201~\r",
  "\x1bOP\x1b\x1b[1;5C\x1b",
  "não\x03\x04\u202e10\r",
  "😀é" + "x".repeat(200) + "\r",
].map(toUtf8);

Deno.test("LineEditor.feed() keeps no more than its limit and gives no control, for any keys", () => {
  fc.assert(
    fc.property(mutants(keys, changedBytes), fc.integer({ min: 1, max: 9 }), (bytes, size) => {
      const editor = new LineEditor();
      const results: KeyResult[] = [];
      for (let at = 0; at < bytes.length; at += size) {
        results.push(...editor.feed(bytes.subarray(at, at + size), at));
        assertLessOrEqual([...editor.text].length, typedCharactersMax);
      }
      for (const result of results) {
        if (result.type === "line") assert(!/[\p{Cc}\p{Cf}]/u.test(result.text), result.text);
      }
    }),
    runs(300),
  );
});

async function linesOf(chunks: readonly Bytes[]): Promise<InputLine[]> {
  const bounds = { lineBytesMax: 40, signal: new AbortController().signal };
  return await Array.fromAsync(readLines(ReadableStream.from(chunks), bounds));
}

Deno.test("readLines() gives the same lines however any bytes are cut", async () => {
  const seeds = [toUtf8("um\r\n\ntrês\n" + "x".repeat(60) + "\nfim"), ...keys];
  const sizes = fc.integer({ min: 1, max: 50 });
  await fc.assert(
    fc.asyncProperty(mutants(seeds, changedBytes), sizes, async (bytes, size) => {
      const count = Math.ceil(bytes.length / size);
      const chunks = Array.from({ length: count }, (_, i) => bytes.slice(i * size, (i + 1) * size));
      const lines = await linesOf(chunks);
      assertEquals(lines, await linesOf([bytes]));
      assertLessOrEqual(lines.length, bytes.length);
      for (const line of lines) if ("text" in line) assertLessOrEqual(toUtf8(line.text).length, 40);
    }),
    runs(120),
  );
});

Deno.test("safeText() and safeJson() leave nothing that a terminal obeys", () => {
  const seeds = ["Mesa\x1b[2J\x9b\u202e", "a\u2028b\ud800", "e\u0301\u200d😀"];
  fc.assert(
    fc.property(mutants(seeds, changedText), (text) => {
      assert(!/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(safeText(text)));
      const json = safeJson({ text });
      assert(!/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u.test(json));
      assertEquals(JSON.parse(json), { text });
    }),
    runs(200),
  );
});
