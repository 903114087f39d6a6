// The terminal face from the keys to the screen: typed bytes in, bids and drawings out.

import { assert, assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { Fault } from "../../lib/base/fault.ts";
import type { Language } from "../../lib/base/language.ts";
import type { FaceEnd } from "../../lib/bidder/house_link.ts";
import { ana, ben, bidAccepted, join, opened, saleStartMs, standing } from "./_sale.ts";
import { drawn, leave, type Seat, shown, sitDown, type } from "./_seat.ts";

Deno.test("runTerminalFace() shows the sale and takes a maximum from the prompt", async () => {
  const seat = sitDown({ interactive: true });
  join(seat.link);
  seat.link.happen(opened("7"));
  assert((await shown(seat)).includes("Rosewood rocking chair"));
  await type(seat, "1,5");
  await type(seat, "0X\x7f0\r");
  assertEquals(seat.link.wishes, [{
    lot: "7",
    kind: "max",
    amount: toCents(150_000),
    quantity: 1,
  }]);
  assert((await shown(seat)).includes("your bid of R$1,500.00 is sent"));
  seat.link.answer(0, { state: "refused", reason: "suspended" });
  assert((await shown(seat)).includes("is refused: your paddle is suspended"));
  await leave(seat);
});

Deno.test("runTerminalFace() takes every form of a bid in both languages", async () => {
  const cases: readonly (readonly [Language, string, string, string, number])[] = [
    ["en", "1,250\r", "7", "max", 125_000],
    ["en", "bid 1,250.00\r", "7", "max", 125_000],
    ["en", "bid 8 1,250.00\r", "8", "max", 125_000],
    ["en", "bid 8 R$1,250.00\r", "8", "max", 125_000],
    ["en", "exact 1,250\r", "7", "exact", 125_000],
    ["pt", "1.250\r", "7", "max", 125_000],
    ["pt", "lance 8 1.250,00\r", "8", "max", 125_000],
    ["pt", "  EXATO   1250 \r", "7", "exact", 125_000],
    ["pt", "bid 8 R$ 1.250,00\r", "8", "max", 125_000],
  ];
  for (const [language, keys, lot, kind, amount] of cases) {
    const seat = sitDown({ interactive: true, language });
    join(seat.link);
    seat.link.happen(opened("7"), opened("8"));
    seat.link.now += 1;
    await type(seat, keys);
    assertEquals(seat.link.wishes.map((wish) => ({ ...wish })), [
      { lot, kind: kind === "max" ? "max" : "exact", amount: toCents(amount), quantity: 1 },
    ]);
    await leave(seat);
  }
});

Deno.test("runTerminalFace() sends nothing for what is no amount and says so", async () => {
  const seat = sitDown({ interactive: true, language: "pt" });
  join(seat.link);
  seat.link.happen(opened("7"));
  for (
    const text of ["125.00", "12,5", "0", "-5", "1e3", "1250 x"]
  ) {
    await type(seat, `${text}\r`);
    assert((await shown(seat)).includes("Não é um valor. Escreva como 1.250,00"), text);
    await type(seat, "\x1b");
  }
  assertEquals(seat.link.wishes, []);
  await type(seat, "lance 99 1.250\r");
  assert((await shown(seat)).includes("Não existe o lote 99"));
  assertEquals(seat.link.wishes, []);
  await leave(seat);
});

Deno.test("runTerminalFace() says how a bid is typed, and what is no command at all", async () => {
  const cases: readonly (readonly [Language, string, string])[] = [
    ["en", "bid", "bid 1,250.00, or with a lot: bid 7 1,250.00"],
    ["en", "bid abc", "bid 1,250.00, or with a lot: bid 7 1,250.00"],
    ["pt", "lance x 12,5", "lance 1.250,00, ou com o lote:"],
    ["pt", "exato", "exato 1.250,00, ou com o lote:"],
    ["en", "bidd 1,250", "Unknown command: type help"],
    ["en", "lot7", "Unknown command: type help"],
    ["pt", "xyz", "Comando desconhecido: digite ajuda"],
    ["en", "brl 12.5", "Not an amount."],
    ["en", "quit now", "Not understood. Type help"],
  ];
  for (const [language, text, words] of cases) {
    const seat = sitDown({ interactive: true, language });
    seat.size = { width: 100, height: 24 };
    join(seat.link);
    seat.link.happen(opened("7"));
    await type(seat, `${text}\r`);
    assert((await shown(seat)).includes(words), text);
    assertEquals(seat.link.wishes, []);
    await leave(seat);
  }
});

Deno.test("runTerminalFace() shows one line for a trouble that repeats, with its tries", async () => {
  const seat = sitDown({ interactive: true });
  join(seat.link);
  for (let tries = 1; tries <= 12; tries++) {
    seat.link.notify({ type: "problem", code: "unreachable", message: "Nobody answers" });
  }
  seat.link.notify({ type: "problem", code: "bad_protocol", message: "Odd" });
  seat.link.notify({ type: "problem", code: "unreachable", message: "Nobody answers" });
  const lines = (await shown(seat)).split("\n").filter((line) => line.includes("Trouble"));
  assertEquals(lines, [
    "14:00:00 Trouble (unreachable): Nobody answers (12 tries)",
    "14:00:00 Trouble (bad_protocol): Odd",
    "14:00:00 Trouble (unreachable): Nobody answers",
  ]);
  await leave(seat);
});

Deno.test("runTerminalFace() bids the ask on an empty Enter only after a second one", async () => {
  const seat = sitDown({ interactive: true });
  join(seat.link);
  seat.link.happen(opened("7"), bidAccepted("7", standing(ben, 120_000)));
  await type(seat, "\r");
  assertEquals(seat.link.wishes, []);
  assert((await shown(seat)).includes("Bid R$1,250.00 on Lot 7? Enter"));
  await type(seat, "\r");
  assertEquals(seat.link.wishes, [{
    lot: "7",
    kind: "max",
    amount: toCents(125_000),
    quantity: 1,
  }]);
  await leave(seat);
});

Deno.test("runTerminalFace() does not bid an ask that moved under the question", async () => {
  const seat = sitDown({ interactive: true });
  join(seat.link);
  seat.link.happen(opened("7"), bidAccepted("7", standing(ben, 120_000)));
  await type(seat, "\r");
  seat.link.happen(bidAccepted("7", standing(ben, 140_000)));
  await type(seat, "\r");
  assertEquals(seat.link.wishes, []);
  assert((await shown(seat)).includes("The next bid has changed"));
  await leave(seat);
});

Deno.test("runTerminalFace() drops the question when its lot is over", async () => {
  const seat = sitDown({ interactive: true });
  join(seat.link);
  seat.link.happen(opened("7"));
  await type(seat, "150,000\r");
  seat.link.happen(
    { type: "LotPassed", at: saleStartMs, lot: "7", reason: "by_hand" },
    opened("9"),
  );
  assertEquals((await shown(seat)).includes("far above the price"), false);
  await type(seat, "y\r");
  assertEquals(seat.link.wishes, []);
  await leave(seat);
});

Deno.test("runTerminalFace() asks back an unusual amount and takes only a clear yes", async () => {
  const limits: readonly (readonly [priced: boolean, amount: string, asks: boolean])[] = [
    [false, "9,999.99", false],
    [false, "10,000.00", true],
    [true, "3,600.00", false],
    [true, "3,600.01", true],
  ];
  for (const [priced, amount, asks] of limits) {
    const seat = sitDown({ interactive: true });
    join(seat.link);
    seat.link.happen(opened("7"));
    if (priced) seat.link.happen(bidAccepted("7", standing(ben, 120_000)));
    await type(seat, `${amount}\r`);
    assertEquals(seat.link.wishes.length, asks ? 0 : 1, amount);
    if (asks) {
      await type(seat, "\r"); // A hasty Enter is no yes.
      await type(seat, `${amount}\rn\r`);
      assertEquals(seat.link.wishes.length, 0);
      await type(seat, `${amount}\ry\r`);
      assertEquals(seat.link.wishes.length, 1);
    }
    await leave(seat);
  }
});

Deno.test("runTerminalFace() asks back a bid whose lot changed while it was typed", async () => {
  const seat = sitDown({ interactive: true });
  join(seat.link);
  seat.link.happen(opened("7"));
  await type(seat, "1,5");
  seat.link.now += 1_000;
  seat.link.happen(
    { type: "LotPassed", at: saleStartMs, lot: "7", reason: "by_hand" },
    opened("9"),
  );
  await type(seat, "00\r");
  assertEquals(seat.link.wishes, []);
  assert((await shown(seat)).includes("The lot has changed. Bid R$1,500.00 on Lot 9?"));
  await type(seat, "y\r");
  assertEquals(seat.link.wishes, [{
    lot: "9",
    kind: "max",
    amount: toCents(150_000),
    quantity: 1,
  }]);
  await leave(seat);
});

Deno.test("runTerminalFace() tells the leader instead of raising by an empty Enter", async () => {
  const seat = sitDown({ interactive: true });
  join(seat.link);
  seat.link.happen(opened("7"), bidAccepted("7", standing(ana, 120_000)));
  await type(seat, "\r\r");
  assertEquals(seat.link.wishes, []);
  assert((await shown(seat)).includes("You lead already"));
  await leave(seat);
});

Deno.test("runTerminalFace() says why a bid could not be stored", async () => {
  const seat = sitDown({ interactive: true });
  join(seat.link);
  seat.link.happen(opened("7"));
  seat.link.nextBid = new Fault("file_unwritable", "Cannot store the bid: disk full");
  await type(seat, "1,250\r");
  assert((await shown(seat)).includes("Trouble (file_unwritable): Cannot store the bid"));
  await leave(seat);
});

// deno-lint-ignore no-control-regex
const rowMarks = /\x1b\[\d+;1H\x1b\[2K/g;

Deno.test("runTerminalFace() draws only what changed and leaves the prompt alone", async () => {
  const seat = sitDown({ interactive: true });
  join(seat.link);
  seat.link.happen(opened("8"));
  await type(seat, "1,2");
  await drawn(seat);
  assertEquals(await drawn(seat), "", "nothing new, nothing written");
  seat.link.now += 1_000;
  const second = await drawn(seat);
  assertEquals(second.match(rowMarks), ["\x1b[1;1H\x1b[2K", "\x1b[8;1H\x1b[2K"]);
  assert(second.includes("1:59"));
  assert(second.endsWith("\x1b[24;6H\x1b[?2026l"), "the cursor is back behind the prompt");
  await leave(seat);
});

Deno.test("runTerminalFace() redraws everything when the window changes its size", async () => {
  const seat = sitDown({ interactive: true });
  join(seat.link);
  await drawn(seat);
  seat.size = { width: 40, height: 10 };
  const redrawn = await drawn(seat);
  assert(redrawn.includes("\x1b[2J"));
  assertEquals(redrawn.match(rowMarks)?.length, 10);
  await leave(seat);
});

Deno.test("runTerminalFace() gives the terminal back however it ends", async () => {
  const endings: readonly (readonly [string, (seat: Seat) => void, FaceEnd])[] = [
    ["quit", ({ input }) => input.write("quit\r"), "left"],
    ["Ctrl-C", ({ input }) => input.write("12\x03"), "left"],
    ["Ctrl-D", ({ input }) => input.write("\x04"), "left"],
    ["a closed window", ({ input }) => input.end(), "left"],
    ["a broken terminal", ({ input }) => input.fail(new Error("gone")), "left"],
    ["a signal", ({ abort }) => abort.abort(), "left"],
    ["the house", ({ link }) => link.notify({ type: "house", state: "ended" }), "house_ended"],
    [
      "the connection",
      ({ link }) => link.notify({ type: "connection", state: "ended", path: null }),
      "disconnected",
    ],
  ];
  for (const [name, act, end] of endings) {
    const seat = sitDown({ interactive: true });
    act(seat);
    assertEquals(await seat.end, end, name);
    assertEquals(seat.raw, [true, false], name);
    assertEquals([seat.link.listeners, seat.timers.running], [0, 0], name);
    assert(seat.output.text.startsWith("\x1b[?1049h"), name);
    const [, after] = seat.output.text.split("\x1b[?7h\x1b[?1049l");
    assertEquals(after, end === "house_ended" ? "The house has ended the session.\n" : "", name);
    assert(seat.input.stream.locked === false, name);
  }
});

Deno.test("runTerminalFace() leaves with what was won as its last word", async () => {
  const seat = sitDown({ interactive: true });
  join(seat.link);
  seat.link.happen(opened("7"), bidAccepted("7", standing(ana, 120_000)));
  seat.link.happen({
    type: "LotSold",
    at: saleStartMs,
    lot: "7",
    paddle: ana,
    price: toCents(120_000),
  });
  await leave(seat);
  const words = "You won:\n  Lot 7: Rosewood rocking chair, about 1890, R$1,200.00\n";
  assert(seat.output.text.endsWith(`\x1b[?1049l${words}To pay: R$1,200.00\n`));
});

Deno.test("runTerminalFace() says at the end of the sale what was won and its sum, or nothing", async () => {
  const sold = (lot: string, price: number) =>
    ({ type: "LotSold", at: saleStartMs, lot, paddle: ana, price: toCents(price) }) as const;
  const closed = { type: "SaleClosed", at: saleStartMs } as const;
  const won = [
    "O leilão está encerrado.",
    "Você arrematou:",
    "  Lote 7: Cadeira de balanço em jacarandá, c. 1890, R$ 1.200,00",
    "  Lote 9: Mapa da Bahia, gravura de 1640, R$ 1.050,50",
    "A pagar: R$ 2.250,50",
    "",
  ];
  const nothing = ["O leilão está encerrado.", "Você não arrematou nenhum lote.", ""];
  for (const joinsLate of [false, true]) {
    for (const hasWon of [true, false]) {
      const seat = sitDown({ interactive: true, language: "pt" });
      if (!joinsLate) join(seat.link);
      if (hasWon) {
        seat.link.happen(opened("7"), bidAccepted("7", standing(ana, 120_000)));
        seat.link.happen(sold("7", 120_000), opened("9"), sold("9", 105_050));
      }
      seat.link.happen(closed);
      if (joinsLate) join(seat.link);
      seat.link.notify({ type: "house", state: "ended" });
      assertEquals(await seat.end, "house_ended");
      const [, after = ""] = seat.output.text.split("\x1b[?1049l");
      assertEquals(after.replaceAll("\u00a0", " ").split("\n"), hasWon ? won : nothing);
    }
  }
});

Deno.test("runTerminalFace() swallows arrow keys, and Escape clears the line", async () => {
  const seat = sitDown({ interactive: true });
  join(seat.link);
  seat.link.happen(opened("7"));
  await type(seat, "9\x1b[D\x1b[1;5C\x1bOP9");
  assert((await shown(seat)).endsWith("\n> 99"));
  await type(seat, "\x1b");
  await type(seat, "1,2");
  await type(seat, "\x15");
  await type(seat, "1,250\r");
  assertEquals(seat.link.wishes, [{
    lot: "7",
    kind: "max",
    amount: toCents(125_000),
    quantity: 1,
  }]);
  await leave(seat);
});

Deno.test("runTerminalFace() closes a list on Enter instead of asking to bid", async () => {
  const seat = sitDown({ interactive: true });
  join(seat.link);
  seat.link.happen(opened("7"));
  await type(seat, "lots\r");
  assert((await shown(seat)).includes("All lots"));
  await type(seat, "\r");
  const screen = await shown(seat);
  assertEquals([screen.includes("All lots"), screen.includes("Enter")], [false, false]);
  await leave(seat);
});

Deno.test("runTerminalFace() shows what is said about a lot until an Enter closes it", async () => {
  const seat = sitDown({ interactive: true });
  join(seat.link);
  const text = "Signed below the seat.\x1b[2J";
  const said = { lot: "7", language: "en", part: 1, parts: 1, text } as const;
  seat.link.happen(opened("7"), { type: "LotDescribed", at: saleStartMs, ...said });
  await type(seat, "lot 7\r");
  assert((await shown(seat)).includes("Description\n Signed below the seat.\ufffd[2J"));
  await type(seat, "\r");
  const closed = await shown(seat);
  assertEquals([closed.includes("Signed"), closed.includes("Enter = yes")], [false, false]);
  await type(seat, "lot 8\r\r");
  assert((await shown(seat)).includes("Bid R$1,000.00 on Lot 8? Enter"), "nothing was laid open");
  await leave(seat);
});

Deno.test("runTerminalFace() keeps no more of a line than any command needs", async () => {
  const seat = sitDown({ interactive: true });
  await type(seat, `${"9".repeat(500)}${"\x7f".repeat(120)}1`);
  assert((await shown(seat)).endsWith("\n> 1"));
  await leave(seat);
});
