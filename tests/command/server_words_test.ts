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
import { sayEvent, sayItemFile, sayPresence, sayReady } from "../../lib/command/server_words.ts";
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
      format: "english",
      title: { en: "Desk", pt: "Mesa" },
      opening: toCents(1000),
      increments: { type: "fixed", step: toCents(100) },
      hasReserve: false,
      closing: { type: "clerked" },
      image: null,
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
