// What the house's terminal says: where the house is, how the sale stands, what happens.

import { assertEquals, assertStringIncludes } from "@std/assert";
import type { PublicEvent } from "../../lib/auction/event.ts";
import { emptyView, evolveView, type SaleView } from "../../lib/auction/view.ts";
import { toCents } from "../../lib/auction/money.ts";
import type { Language } from "../../lib/base/language.ts";
import { problemAt } from "../../lib/catalogue/problem.ts";
import { parseCommand } from "../../lib/command/cli.ts";
import type { CommandRun } from "../../lib/command/run_main.ts";
import { serverCommand, serverConfig } from "../../lib/command/server_command.ts";
import {
  sayCheckpointCut,
  sayEvent,
  sayItemFile,
  sayPresence,
  sayReady,
} from "../../lib/command/server_words.ts";
import { styleFor } from "../../lib/command/style.ts";

type Run = CommandRun<typeof serverCommand.flags>;

/** A run of `server` with these arguments, and what it said. */
function started(args: readonly string[], language: Language = "en") {
  const said = { out: "", err: "" };
  const parsed = parseCommand(serverCommand, args, { env: () => undefined });
  if (parsed.action !== "run") throw new Error(`${args.join(" ")} does not run the server`);
  const style = styleFor(false);
  const io = {
    args,
    env: () => undefined,
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
    outIsTerminal: false,
    errIsTerminal: false,
  };
  const run: Run = { ...parsed, language, io, outStyle: style, errStyle: style };
  return { run, said };
}

const events: readonly PublicEvent[] = [
  { type: "SaleCreated", at: 1, sale: "ab".repeat(16), name: "Casa Lima", currency: "BRL" },
  {
    type: "LotCatalogued",
    at: 2,
    lot: {
      id: "7",
      format: { type: "english", buyNow: null },
      title: { en: "Desk", pt: "Mesa" },
      opening: toCents(1000),
      increments: { type: "fixed", step: toCents(100) },
      hasReserve: false,
      closing: { type: "clerked" },
      image: null,
      estimate: null,
    },
  },
];
const view: SaleView = events.reduce(evolveView, emptyView());

function ready(at: SaleView) {
  const where = {
    join: "a:1",
    bids: "a:1",
    relay: "a:2",
    group: "g:2",
    admin: "http://h",
    token: "keys/t",
  };
  return { ...where, view: at, house: "A".repeat(43), registered: 0, problems: [] };
}

Deno.test("sayReady() names the sale, its lots and those that go on", () => {
  const { run, said } = started([]);
  sayReady(run, ready(view));
  assertStringIncludes(said.err, "Casa Lima is open for joins");
  assertStringIncludes(said.err, "1 lots\n");
  assertEquals(said.out, "");
  const open = evolveView(view, {
    type: "LotOpened",
    at: 3,
    lot: "7",
    ask: toCents(1000),
    endsAt: null,
  });
  const again = started(["--json"]);
  sayReady(again.run, ready(open));
  assertStringIncludes(again.said.err, "these go on: 7");
  assertEquals(JSON.parse(again.said.out).ready.join, "a:1");
});

Deno.test("sayReady() names the command line that opens the console of this very house", () => {
  const usual = started([]);
  sayReady(usual.run, { ...ready(view), admin: "http://127.0.0.1:7300" });
  assertStringIncludes(usual.said.err, "from your browser: deno task console\n");
  const other = started(["--keys", "other"], "pt");
  sayReady(other.run, { ...ready(view), admin: "http://127.0.0.1:7301" });
  assertStringIncludes(
    other.said.err,
    "navegador: deno task console --keys other --admin http://127.0.0.1:7301\n",
  );
});

Deno.test("sayReady() says that a record keeps its name and currency, and that a sale is over", () => {
  const { run, said } = started(["--name", "Outra", "--currency", "USD"]);
  sayReady(run, ready({ ...view, phase: "closed" }));
  assertStringIncludes(said.err, '--name is for a new record: this one keeps "Casa Lima"');
  assertStringIncludes(said.err, '--currency is for a new record: this one keeps "BRL"');
  assertStringIncludes(said.err, "Casa Lima is over");
});

Deno.test("sayItemFile() names file, field and what is wanted, and tells when it is good again", () => {
  const { run, said } = started([]);
  const problems = [problemAt("opening", "amount", { found: '"5"' })];
  sayItemFile(run, { file: "bad.json", problems });
  assertStringIncludes(said.err, "bad.json is not taken");
  assertStringIncludes(said.err, 'opening: found "5"');
  sayItemFile(run, { file: "bad.json", problems: [] });
  assertStringIncludes(said.err, "bad.json is taken");
});

Deno.test("sayEvent() tells lots' beginnings and ends in the person's language, and no bids", () => {
  const sold: PublicEvent = {
    type: "LotSold",
    at: 9,
    lot: "7",
    paddle: "12",
    price: toCents(123_450),
  };
  const { run, said } = started([], "pt");
  sayEvent(run, { event: sold, view });
  assertStringIncludes(said.err, "lote 7, Mesa: vendido à placa 12 por R$");
  assertStringIncludes(said.err, "1.234,50");
  const quiet = started([]);
  sayEvent(quiet.run, { event: { type: "BidRecorded", at: 9 }, view });
  assertEquals(quiet.said.err, "");
});

Deno.test("sayCheckpointCut() tells how much of a torn note is gone", () => {
  const { run, said } = started([]);
  sayCheckpointCut(run, 17);
  assertStringIncludes(said.err, "checkpoints.txt was torn by a crash, and its 17 bytes");
});

const standing = {
  leader: "15",
  price: toCents(2_000),
  ask: toCents(2_100),
  bids: 2,
  reserveMet: true,
};
const retracted = { type: "BidsRetracted", at: 9, lot: "7", paddle: "12", standing } as const;

/** An event and its line in both languages; amounts are written as the language writes them. */
const lines: readonly (readonly [PublicEvent, string, string])[] = [
  [
    { type: "AskSet", at: 9, lot: "7", ask: toCents(2_100) },
    "lot 7, Desk: asking R$21.00",
    "lote 7, Mesa: pede-se R$\u00a021,00",
  ],
  [
    {
      type: "IncrementsSet",
      at: 9,
      lot: "7",
      increments: { type: "ebay_us" },
      ask: toCents(2_100),
    },
    "lot 7, Desk: other increments, asking R$21.00",
    "lote 7, Mesa: outros incrementos, pede-se R$\u00a021,00",
  ],
  [
    { type: "BidderLeft", at: 9, lot: "7", paddle: "12" },
    "lot 7, Desk: paddle 12 is out",
    "lote 7, Mesa: a placa 12 saiu",
  ],
  [
    { type: "PriceRaised", at: 9, lot: "7", standing, endsAt: 99 },
    "lot 7, Desk: the price is R$20.00, 2 in",
    "lote 7, Mesa: o preço é R$\u00a020,00, 2 dentro",
  ],
  [
    { ...retracted, cause: "retracted", reason: "Engano" },
    "lot 7, Desk: the bids of paddle 12 are void: Engano",
    "lote 7, Mesa: os lances da placa 12 estão anulados: Engano",
  ],
  [
    { ...retracted, cause: "retracted", reason: null },
    "lot 7, Desk: the bids of paddle 12 are void",
    "lote 7, Mesa: os lances da placa 12 estão anulados",
  ],
  [
    { ...retracted, cause: "banned", reason: null },
    "lot 7, Desk: the bids of paddle 12 are void: banned",
    "lote 7, Mesa: os lances da placa 12 estão anulados: excluída",
  ],
  [
    { type: "UnitsSold", at: 9, lot: "7", paddle: "12", quantity: 3, price: toCents(2_000) },
    "lot 7, Desk: 3 at R$20.00 each to paddle 12",
    "lote 7, Mesa: 3 a R$\u00a020,00 cada para a placa 12",
  ],
  [
    { type: "LotReopened", at: 9, lot: "7", standing, endsAt: null },
    "lot 7, Desk: open again",
    "lote 7, Mesa: aberto de novo",
  ],
  [
    {
      type: "LotAwarded",
      at: 9,
      lot: "7",
      paddle: "15",
      price: toCents(2_000),
      defaulter: "12",
    },
    "lot 7, Desk: awarded to paddle 15 for R$20.00, as paddle 12 does not pay",
    "lote 7, Mesa: adjudicado à placa 15 por R$\u00a020,00, pois a placa 12 não paga",
  ],
  [{ type: "Announced", at: 9, text: "Bem-vindos" }, "to all: Bem-vindos", "a todos: Bem-vindos"],
  [
    { type: "TermsSet", at: 9, terms: { premium: [], taxRate: 0, taxOn: "premium" } },
    "premium and tax are set",
    "comissão e imposto definidos",
  ],
  [
    { type: "LimitSet", at: 9 },
    "a bidder's limit is set",
    "o limite de um participante foi definido",
  ],
  [
    { type: "PaddleBanned", at: 9, paddle: "12" },
    "paddle 12 is banned",
    "a placa 12 está excluída",
  ],
];

Deno.test("sayEvent() has a line for each thing that the auctioneer does, in both languages", () => {
  for (const [event, en, pt] of lines) {
    for (const [language, line] of [["en", en], ["pt", pt]] as const) {
      const { run, said } = started([], language);
      sayEvent(run, { event, view });
      assertEquals(said.err.replace(/^\S+ /, ""), `${line}\n`, event.type);
    }
  }
});

Deno.test("sayEvent() says nothing of a Japanese price that is not shown", () => {
  const { run, said } = started([]);
  const hidden = { ...standing, price: null };
  const event: PublicEvent = {
    type: "PriceRaised",
    at: 9,
    lot: "7",
    standing: hidden,
    endsAt: 99,
  };
  sayEvent(run, { event, view });
  assertEquals(said.err, "");
});

Deno.test("sayReady() says that a sale keeps its terms, where the flags name others", () => {
  const { run, said } = started(["--premium", "20", "--tax", "5"]);
  const terms = {
    premium: [{ from: toCents(0), rate: 2_000 }],
    taxRate: 500,
    taxOn: "premium",
  } as const;
  sayReady(run, ready({ ...view, terms }));
  assertEquals(said.err.includes("the terms of this sale stand"), false);
  for (const standing of [null, { ...terms, taxRate: 0 }]) {
    sayReady(run, ready({ ...view, terms: standing }));
    assertStringIncludes(said.err, "the terms of this sale stand");
    said.err = "";
  }
});

Deno.test("sayPresence() tells who comes and goes", () => {
  const { run, said } = started([]);
  sayPresence(run, { paddle: "12", here: true });
  sayPresence(run, { paddle: "12", here: false });
  assertStringIncludes(said.err, "paddle 12 has joined");
  assertStringIncludes(said.err, "paddle 12 has left");
});

Deno.test("serverConfig() begins a record in BRL under the name Leilao where nothing is said", () => {
  const { name, currency } = serverConfig(started([]).run.flags);
  assertEquals([name, currency], ["Leilao", "BRL"]);
});
