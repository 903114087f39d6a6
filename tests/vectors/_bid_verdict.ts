// What the rules answer to a bid's bytes, in a little sale: lot 7 is open at 100.00, paddle 12 is
// in, the currency is BRL.

import type { Command } from "../../lib/auction/command.ts";
import { decide } from "../../lib/auction/decide.ts";
import { toCents } from "../../lib/auction/money.ts";
import { emptySale, evolve, type Sale } from "../../lib/auction/sale.ts";
import { bidCommand } from "../../lib/wire/command_codec.ts";
import { lot, noon, paddle, sale } from "./_stage.ts";

const beginning: readonly Command[] = [
  { type: "CreateSale", at: noon, sale, name: "Leilão de junho", currency: "BRL" },
  {
    type: "CatalogueLot",
    at: noon,
    salt: "00".repeat(16),
    lot: {
      id: lot,
      format: { type: "english", buyNow: null },
      title: { en: "A chair" },
      description: {},
      opening: toCents(10_000),
      increments: { type: "ebay_us" },
      reserve: null,
      closing: { type: "clerked" },
      image: null,
      estimate: null,
      consignor: null,
    },
  },
  { type: "AdmitPaddle", at: noon, paddle, identity: "{}" },
  { type: "OpenLot", at: noon, lot },
];

/** "ok" where the bid is accepted, "malformed" where it cannot be read, else the rejection. */
export function bidVerdict(bytes: Uint8Array): string {
  const command = bidCommand(bytes, { at: noon + 1_000, paddle });
  if (command === null) return "malformed";
  const decision = decide(beginning.reduce(after, emptySale()), command);
  return decision.type === "rejected" ? decision.reason : "ok";
}

function after(sale: Sale, command: Command): Sale {
  const decision = decide(sale, command);
  if (decision.type === "rejected") throw new Error(`The stage cannot be set: ${decision.reason}`);
  return decision.events.reduce(evolve, sale);
}
