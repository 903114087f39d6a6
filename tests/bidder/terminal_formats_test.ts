// What is typed on lots of every format: the wish that goes to the house, or the words that come
// back; and that nothing is bought, entered or left by a slip.

import { assert, assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import type { Language } from "../../lib/base/language.ts";
import { readTerminalCommand } from "../../lib/bidder/terminal_command.ts";
import { hidden, openFormats, raised, seen } from "./_formats.ts";
import { ana, ben, saleStartMs, standing } from "./_sale.ts";
import { Watcher } from "./_watcher.ts";

/** Ana at lots of the named formats, the last of them in the ring, at 12.2 s. */
function at(language: Language, ...formats: readonly string[]): Watcher {
  const watcher = new Watcher(language);
  openFormats(watcher.link, ...formats);
  watcher.link.now = saleStartMs + 12_200;
  return watcher;
}

function wishes({ link }: Watcher): string[] {
  return link.wishes.map(({ lot, kind, amount, quantity }) =>
    `${lot} ${kind} ${quantity} x ${amount}`
  );
}

const sent: readonly (readonly [Language, format: string, typed: string, wish: string])[] = [
  ["en", "sealed", "1,500", "S max 1 x 150000"],
  ["en", "vickrey", "bid V 1,500", "V max 1 x 150000"],
  ["en", "dutch", "buy", "D buy 1 x 80000"],
  ["pt", "dutch", "comprar D", "D buy 1 x 80000"],
  ["en", "japanese", "enter", "J enter 1 x 100000"],
  ["pt", "japanese", "entrar J", "J enter 1 x 100000"],
  ["en", "uniform", "1,500", "U max 1 x 150000"],
  ["en", "uniform", "3 x 1,500", "U max 3 x 150000"],
  ["en", "uniform", "3x1,500.00", "U max 3 x 150000"],
  ["en", "uniform", "bid 3 × 1,500", "U max 3 x 150000"],
  ["en", "uniform", "bid U 10 X R$1,500", "U max 10 x 150000"],
  ["pt", "uniform", "lance U 3 x R$ 1.500,00", "U max 3 x 150000"],
  ["en", "buyNow", "buy", "B buy 1 x 300000"],
  ["pt", "buyNow", "comprar", "B buy 1 x 300000"],
  ["en", "buyNow", "1,500", "B max 1 x 150000"],
];

Deno.test("answerLine() sends what is typed as the lot's format means it", async () => {
  for (const [language, format, typed, wish] of sent) {
    const watcher = at(language, format);
    await watcher.type(typed);
    assertEquals(wishes(watcher), [wish], `${language} ${typed}`);
  }
});

const refused: readonly (readonly [Language, format: string, typed: string, words: RegExp])[] = [
  ["en", "sealed", "exact 1,500", /^Lot S takes sealed bids: type your amount, like 1,250\.00$/],
  ["en", "sealed", "buy", /^Lot S takes sealed bids/],
  ["en", "sealed", "", /^Lot S takes sealed bids/],
  ["en", "vickrey", "enter", /^Lot V takes sealed bids: type your most/],
  ["pt", "vickrey", "", /^O Lote V aceita lances fechados: digite o máximo/],
  ["en", "dutch", "1,500", /^The price of Lot D falls by itself: type buy/],
  ["pt", "dutch", "entrar", /^O preço do Lote D cai sozinho: digite comprar/],
  ["en", "japanese", "1,500", /^The price of Lot J rises by itself: type enter/],
  ["pt", "japanese", "comprar", /^O preço do Lote J sobe sozinho: digite entrar/],
  ["en", "uniform", "exact 1,500", /^Lot U has several units: type how many/],
  ["en", "uniform", "11 x 1,500", /^Lot U has only 10 units\.$/],
  ["pt", "uniform", "11 x 1.500", /^O Lote U só tem 10 unidades\.$/],
  ["en", "buyNow", "2 x 1,500", /^Lot B is one piece\.$/],
  ["en", "buyNow", "leave", /^Lot B takes bids: type an amount/],
  ["pt", "buyNow", "entrar", /^O Lote B aceita lances: digite um valor/],
  ["en", "buyNow", "buy 7", /^It cannot be bought at once, or not any more\.$/],
  ["en", "dutch", "buy 99", /^There is no lot 99\./],
  ["en", "dutch", "buy D 800", /^Not understood/],
  ["en", "uniform", "0 x 1,500", /^Not an amount/],
  ["en", "uniform", "3 x 0", /^Not an amount/],
  ["en", "uniform", "bid 3 x", /^To bid, type the amount/],
];

Deno.test("answerLine() says what the lot takes where something else was typed", async () => {
  for (const [language, format, typed, words] of refused) {
    const watcher = at(language, format);
    await watcher.type(typed);
    assertEquals(wishes(watcher), [], typed);
    assert(
      words.test(watcher.model.message?.text ?? ""),
      `${typed}: ${watcher.model.message?.text}`,
    );
    assertEquals(watcher.model.question, null, typed);
  }
});

Deno.test("answerLine() buys at the price that was shown, however it has fallen since", async () => {
  const watcher = at("en", "dutch");
  await watcher.type("");
  assertEquals(wishes(watcher), []);
  assertEquals(watcher.model.question?.wish.amount, toCents(80_000));
  watcher.link.now += 10_000;
  await watcher.type("");
  assertEquals(wishes(watcher), ["D buy 1 x 80000"]);
});

Deno.test("answerLine() buys nothing at a price that went up again under the question", async () => {
  const watcher = at("en", "dutch");
  await watcher.type("");
  // An outage gave the clock its time back: the price is that of the beginning.
  const endsAt = saleStartMs + 50_000;
  watcher.link.happen({
    type: "LotExtended",
    at: saleStartMs + 12_200,
    lot: "D",
    endsAt,
    cause: "outage",
  });
  await watcher.type("y");
  assertEquals(wishes(watcher), []);
  assert(watcher.model.message?.text.startsWith("The price has changed"));
});

Deno.test("answerLine() shows the price before it buys a lot that is not in the ring", async () => {
  const watcher = at("en", "buyNow", "sealed");
  await watcher.type("buy B");
  assertEquals(wishes(watcher), []);
  assertEquals(watcher.model.question?.wish.amount, toCents(300_000));
  await watcher.type("");
  assertEquals(wishes(watcher), ["B buy 1 x 300000"]);
  // The fixed price goes with the first bid, also under the question.
  await watcher.type("buy B");
  watcher.link.happen(seen("B", standing(ben, 100_000)));
  await watcher.type("");
  assertEquals(wishes(watcher).length, 1);
});

Deno.test("answerLine() leaves only after a clear yes, and an Enter is none", async () => {
  for (const [reply, leaves] of [["", 0], ["n", 0], ["y", 1], ["sim", 1]] as const) {
    const watcher = at("en", "japanese");
    await watcher.type("enter");
    watcher.link.answer(0, { state: "accepted", seq: watcher.link.seq() + 1 });
    watcher.link.happen(seen("J", hidden(1)), raised(105_000, 2, 30_000));
    await watcher.type("leave");
    assertEquals(watcher.model.question?.type, "final");
    await watcher.type(reply);
    assertEquals(wishes(watcher).slice(1), leaves === 1 ? ["J leave 1 x 105000"] : [], reply);
  }
});

Deno.test("answerLine() takes an Enter on a rising price for entering, once and in time", async () => {
  const watcher = at("en", "japanese");
  await watcher.type("");
  assertEquals(watcher.model.question?.wish.kind, "enter");
  await watcher.type("");
  assertEquals(wishes(watcher), ["J enter 1 x 100000"]);
  watcher.link.answer(0, { state: "accepted", seq: watcher.link.seq() + 1 });
  watcher.link.happen(seen("J", hidden(1)));
  await watcher.type("");
  assertEquals(watcher.model.message?.text, "You are in. To leave the lot for good, type leave.");

  await watcher.type("leave");
  await watcher.type("y");
  watcher.link.answer(1, { state: "accepted", seq: watcher.link.seq() });
  watcher.link.happen(raised(105_000, 1, 30_000));
  await watcher.type("");
  assertEquals(
    watcher.model.message?.text,
    "You have left this lot, and that is for good.",
  );

  const late = at("en", "japanese");
  late.link.happen(raised(105_000, 2, 30_000));
  for (const typed of ["", "enter"]) {
    await late.type(typed);
    assertEquals(
      late.model.message?.text,
      "The price has gone up already: nobody can enter any more.",
    );
  }
  assertEquals(wishes(late), []);
});

Deno.test("answerLine() drops the yes to entering when the price has gone up meanwhile", async () => {
  const watcher = at("en", "japanese");
  await watcher.type("");
  watcher.link.happen(raised(105_000, 2, 30_000));
  await watcher.type("");
  assertEquals(wishes(watcher), []);
});

Deno.test("answerLine() bids the ask for the units wanted so far, unless they are won", async () => {
  const watcher = at("en", "uniform");
  await watcher.type("3 x 1,200");
  watcher.link.answer(0, { state: "accepted", seq: watcher.link.seq() + 1 });
  watcher.link.happen(seen("U", standing(ana, 100_000, { ask: toCents(100_000) })));
  await watcher.type("");
  assert(watcher.model.message?.text.startsWith("You win as it stands."));
  watcher.link.happen(seen("U", standing(ben, 125_000)));
  await watcher.type("");
  assertEquals(watcher.model.question?.wish, {
    lot: "U",
    kind: "max",
    amount: toCents(130_000),
    quantity: 3,
  });
});

Deno.test("answerLine() offers the fixed price only until the first bid", async () => {
  const watcher = at("en", "buyNow");
  watcher.link.happen(seen("B", standing(ben, 100_000)));
  await watcher.type("buy");
  assertEquals(wishes(watcher), []);
  assertEquals(watcher.model.message?.text, "It cannot be bought at once, or not any more.");
});

Deno.test("answerLine() asks back an unusual price of a unit, and a lot that changed while typing", async () => {
  const watcher = at("en", "uniform");
  await watcher.type("2 x 15,000");
  assertEquals(watcher.model.question?.type, "unusual");
  await watcher.type("n");
  watcher.model = { ...watcher.model, ring: { ...watcher.model.ring, sinceMs: Infinity } };
  await watcher.type("2 x 1,500");
  assertEquals(watcher.model.question?.type, "lot_changed");
  const dutch = at("en", "dutch");
  dutch.model = { ...dutch.model, ring: { ...dutch.model.ring, sinceMs: Infinity } };
  await dutch.type("buy");
  assertEquals([dutch.model.question?.type, wishes(dutch)], ["lot_changed", []]);
  await dutch.type("buy D");
  assertEquals(wishes(dutch), ["D buy 1 x 80000"]);
});

Deno.test("readTerminalCommand() reads units strictly", () => {
  const money = { currency: "BRL", language: "en" } as const;
  const cases: readonly (readonly [string, string])[] = [
    ["3 x 12.50", "null 3 x 1250"],
    ["3x12.50", "null 3 x 1250"],
    ["max 3 x 12.50", "null 3 x 1250"],
    ["bid 7 3 x 12.50", "7 3 x 1250"],
    ["bid x 12.50", "x 1 x 1250"],
    ["bid 7 12.50", "7 1 x 1250"],
    ["03 x 12.50", "money"],
    ["-3 x 12.50", "money"],
    ["3.5 x 12.50", "money"],
    ["3 * 12.50", "money"],
    ["3 x x 12.50", "money"],
    ["3 x 4 x 5", "money"],
    ["1000000 x 12.50", "money"],
    ["bid 7 3 y 12.50", "max"],
    ["buy 7 8", "command"],
    ["enter now!", "command"],
  ];
  for (const [line, expected] of cases) {
    const command = readTerminalCommand(line, money);
    const found = command.type === "bid"
      ? `${command.lot} ${command.quantity} x ${command.amount}`
      : command.type === "not_understood"
      ? command.what
      : command.type;
    assertEquals(found, expected, line);
  }
});
