// The verbs of a replay script: which fields each takes, and the command that it stands for
// (REPLAY.md lists them; its test holds it to this table).

import { assert } from "@std/assert";
import type { BidKind, Command } from "../auction/command.ts";
import type { Increments, Paddle } from "../auction/lot.ts";
import { RATE_MAX, type SaleTerms } from "../auction/settlement.ts";
import { type Language, LANGUAGES } from "../base/language.ts";
import { parseCatalogue } from "../catalogue/lot_schema.ts";
import { describeProblem } from "../catalogue/problem.ts";
import {
  centsOf,
  type Entry,
  lotOf,
  lotOrNullOf,
  millisecondsOf,
  numberOf,
  paddleOf,
  recordOf,
  refuse,
  ScriptRefusal,
  switchOf,
  textOf,
  type Words,
} from "./_script_fields.ts";

/** A command of a script; `bidder` is a paddle that is admitted by this first use of it. */
export interface ScriptStep {
  readonly command: Command;
  readonly bidder: Paddle | null;
}

/** One verb. */
export interface Verb {
  /** The fields beside `at` and `do`. */
  readonly fields: readonly string[];
  step(entry: Entry): ScriptStep;
}

/** How a bid says its kind: each field holds the amount, but `leave` is a switch. */
const kindFields: readonly BidKind[] = ["max", "exact", "buy", "enter", "leave"];

// Nothing here is random, so that the same script always gives the same transcript.
const salt = "0".repeat(32);

/** All verbs by name. */
export const VERBS: Readonly<Record<string, Verb>> = {
  open: onLot("OpenLot"),
  move: verb(["lot", "before"], (entry) => ({
    type: "MoveLot",
    at: entry.at,
    lot: lotOf(entry),
    before: lotOrNullOf(entry, "before"),
  })),
  openTimed: verb(["staggerMs"], ({ path, fields, at }) => ({
    type: "OpenTimedLots",
    at,
    staggerMs: millisecondsOf(`${path}.staggerMs`, fields["staggerMs"] ?? 0),
  })),
  bid: bidding((entry) => {
    const { at } = entry;
    return { type: "PlaceBid", at, lot: lotOf(entry), ...bidOf(entry), currency: null };
  }),
  floor: bidding((entry) => {
    const { at } = entry;
    return { type: "PlaceFloorBid", at, lot: lotOf(entry), ...bidOf(entry), salt };
  }),
  absentee: byPaddle(["lot", "by", "max", "quantity"], "by", (entry, paddle) => ({
    type: "HoldAbsenteeBid",
    at: entry.at,
    lot: lotOf(entry),
    paddle,
    amount: numberOf(entry, "max"),
    quantity: quantityOf(entry),
    salt,
  })),
  ask: verb(["lot", "ask"], (entry) => ({
    type: "SetAsk",
    at: entry.at,
    lot: lotOf(entry),
    ask: centsOf(`${entry.path}.ask`, entry.fields["ask"]),
  })),
  increments: verb(["lot", "increments"], (entry) => ({
    type: "SetIncrements",
    at: entry.at,
    lot: lotOf(entry),
    increments: incrementsOf(`${entry.path}.increments`, entry.fields["increments"]),
  })),
  warn: verb(["lot", "text"], (entry) => ({
    type: "GiveFairWarning",
    at: entry.at,
    lot: lotOf(entry),
    text: textOf(entry, "text"),
  })),
  hammer: verb(["lot", "belowReserve"], (entry) => ({
    type: "HammerLot",
    at: entry.at,
    lot: lotOf(entry),
    belowReserve: switchOf(entry, "belowReserve"),
  })),
  pass: onLot("PassLot"),
  pause: onLot("PauseLot"),
  resume: onLot("ResumeLot"),
  withdraw: verb(["lot", "reason"], (entry) => ({
    type: "WithdrawLot",
    at: entry.at,
    lot: lotOf(entry),
    reason: textOf(entry, "reason"),
  })),
  undo: onLot("UndoLastBid"),
  retract: verb(["lot", "by", "reason"], (entry) => ({
    type: "RetractBids",
    at: entry.at,
    lot: lotOf(entry),
    paddle: paddleOf(entry, "by"),
    reason: textOf(entry, "reason"),
    salt,
  })),
  reopen: verb(["lot", "durationMs"], (entry) => {
    const { path, fields, at } = entry;
    const span = fields["durationMs"];
    const durationMs = span === undefined ? null : millisecondsOf(`${path}.durationMs`, span);
    return { type: "ReopenLot", at, lot: lotOf(entry), durationMs };
  }),
  award: verb(["lot", "by"], (entry) => ({
    type: "AwardLot",
    at: entry.at,
    lot: lotOf(entry),
    defaulter: paddleOf(entry, "by"),
  })),
  announce: verb(["text"], (entry) => ({
    type: "Announce",
    at: entry.at,
    text: textOf(entry, "text") ?? refuse(`${entry.path}.text`, undefined, {
      en: "the words in quotes",
      pt: "as palavras entre aspas",
    }),
  })),
  terms: verb(
    ["premium", "taxRate", "taxOn"],
    (entry) => ({ type: "SetTerms", at: entry.at, terms: termsOf(entry) }),
  ),
  limit: byPaddle(["by", "limit"], "by", ({ path, fields, at }, paddle) => {
    const value = fields["limit"];
    const limit = value === null ? null : centsOf(`${path}.limit`, value);
    return { type: "SetLimit", at, paddle, limit, salt };
  }),
  suspend: onPaddle("SuspendPaddle"),
  reinstate: onPaddle("ReinstatePaddle"),
  ban: onPaddle("BanPaddle"),
  close: verb([], ({ at }) => ({ type: "CloseSale", at })),
  // A tick is for every lot that is due; the one it may name is for the reader.
  tick: verb(["lot"], ({ at }) => ({ type: "Tick", at })),
};

function verb(fields: readonly string[], commandOf: (entry: Entry) => Command): Verb {
  return { fields, step: (entry) => ({ command: commandOf(entry), bidder: null }) };
}

function onLot(
  type: "OpenLot" | "PassLot" | "PauseLot" | "ResumeLot" | "UndoLastBid",
): Verb {
  return verb(["lot"], (entry) => ({ type, at: entry.at, lot: lotOf(entry) }));
}

function byPaddle(
  fields: readonly string[],
  name: string,
  commandOf: (entry: Entry, paddle: Paddle) => Command,
): Verb {
  return {
    fields,
    step: (entry) => {
      const bidder = paddleOf(entry, name);
      return { command: commandOf(entry, bidder), bidder };
    },
  };
}

function onPaddle(type: "SuspendPaddle" | "ReinstatePaddle" | "BanPaddle"): Verb {
  return byPaddle(["by"], "by", ({ at }, paddle) => ({ type, at, paddle }));
}

function bidding(commandOf: (entry: Entry) => Command): Verb {
  return byPaddle(["lot", "by", ...kindFields, "quantity"], "by", commandOf);
}

function bidOf(entry: Entry) {
  const paddle = paddleOf(entry, "by");
  const [kind = "max", other] = kindFields.filter((name) => entry.fields[name] !== undefined);
  if (other !== undefined) {
    const names = kindFields.join(", ");
    refuse(`${entry.path}.${other}`, entry.fields[other], {
      en: `only one of ${names} in one bid`,
      pt: `só um de ${names} num lance`,
    });
  }
  return { paddle, kind, amount: amountOf(entry, kind), quantity: quantityOf(entry) };
}

function amountOf(entry: Entry, kind: BidKind): number {
  if (kind !== "leave") return numberOf(entry, kind);
  const value = entry.fields["leave"];
  // The rules want an amount of every bid, and look at none of who leaves.
  return value === true
    ? 1
    : refuse(`${entry.path}.leave`, value, { en: "true, or nothing", pt: "true, ou nada" });
}

function quantityOf(entry: Entry): number {
  return entry.fields["quantity"] === undefined ? 1 : numberOf(entry, "quantity");
}

// As in items: the words and the checks are the catalogue's own.
function incrementsOf(field: string, value: unknown): Increments {
  const item = { id: "1", title: "-", opening: 1, increments: value ?? null };
  const parsed = parseCatalogue({ lots: [item] });
  const [lot] = parsed.ok ? parsed.lots : [];
  if (lot !== undefined) return lot.increments;
  const [first] = parsed.ok ? [] : parsed.problems;
  assert(first !== undefined, "a catalogue that is refused has a problem");
  const problem = { ...first, field: first.field.replace("lots[0].increments", () => field) };
  throw new ScriptRefusal({
    field: problem.field,
    words: wordsFor((language) => describeProblem(problem, language)),
  });
}

function termsOf({ path, fields }: Entry): SaleTerms {
  const premium = fields["premium"] ?? [];
  const tiers: Words = {
    en: 'a list of tiers, the first from 0: [{"from": 0, "rate": 2500}]',
    pt: 'uma lista de faixas, a primeira a partir de 0: [{"from": 0, "rate": 2500}]',
  };
  if (!Array.isArray(premium)) return refuse(`${path}.premium`, premium, tiers);
  let before = -1;
  const checked = premium.map((value: unknown, index) => {
    const place = `${path}.premium[${index}]`;
    const tier = recordOf(place, value, ["from", "rate"]);
    const from = centsOf(`${place}.from`, tier["from"]);
    if (index === 0 ? from !== 0 : from <= before) refuse(`${place}.from`, from, tiers);
    before = from;
    return { from, rate: rateOf(`${place}.rate`, tier["rate"]) };
  });
  const taxOn = fields["taxOn"] ?? "premium";
  if (taxOn !== "premium" && taxOn !== "hammer_and_premium") {
    const names = '"premium", "hammer_and_premium"';
    return refuse(`${path}.taxOn`, taxOn, { en: `one of ${names}`, pt: `um de ${names}` });
  }
  return { premium: checked, taxRate: rateOf(`${path}.taxRate`, fields["taxRate"] ?? 0), taxOn };
}

function rateOf(field: string, value: unknown): number {
  const isRate = typeof value === "number" && Number.isInteger(value) && value >= 0;
  if (isRate && value <= RATE_MAX) return value;
  return refuse(field, value, {
    en: `hundredths of a per cent, a whole number from 0 to ${RATE_MAX}`,
    pt: `centésimos de um por cento, um número inteiro de 0 a ${RATE_MAX}`,
  });
}

/** The words in each language. */
export function wordsFor(text: (language: Language) => string): Words {
  const [en, pt] = LANGUAGES.map(text);
  return { en: en ?? "", pt: pt ?? "" };
}
