// Reading a replay script: JSON in, checked lots and commands out, or the first thing that is wrong.
//
// Strict, as everything that reads what people wrote: an unknown field is refused and named. An
// amount may be any number, though: refusing what is no amount is the business of the rules.

import type { BidKind, Command } from "../auction/command.ts";
import type { Lot, LotId, Paddle } from "../auction/lot.ts";
import { type Language, LANGUAGES } from "../base/language.ts";
import { parseCatalogue } from "../catalogue/lot_schema.ts";
import { describeProblem, foundIn } from "../catalogue/problem.ts";

/** What is wrong with a script, in each language: where it is, what stood there, what is wanted. */
export interface ScriptProblem {
  /** The field's path: "commands[3].max". Empty: the script as a whole. */
  readonly field: string;
  readonly words: Readonly<Record<Language, string>>;
}

/** A command of a script; `bid` tells its bidder, who is admitted by the first use. */
export interface ScriptStep {
  readonly command: Command;
  readonly bidder: Paddle | null;
}

/** A script whose every field was checked; its commands are in the order of their times. */
export interface ReplayScript {
  readonly lots: readonly Lot[];
  readonly steps: readonly ScriptStep[];
}

/** A script, or the first problem in it. */
export type ParsedScript =
  | { readonly ok: true; readonly script: ReplayScript }
  | { readonly ok: false; readonly problem: ScriptProblem };

type Fields = Readonly<Record<string, unknown>>;
type Words = Readonly<Record<Language, string>>;

/** The fields that each verb takes beside `at` and `do`. */
const VERBS = {
  open: ["lot"],
  bid: ["lot", "by", "max", "exact"],
  warn: ["lot"],
  hammer: ["lot", "belowReserve"],
  pass: ["lot"],
  pause: ["lot"],
  resume: ["lot"],
  withdraw: ["lot"],
  undo: ["lot"],
  // A tick is for every lot that is due; the one it may name is for the reader.
  tick: ["lot"],
} as const satisfies Record<string, readonly string[]>;

type Verb = keyof typeof VERBS;

/** Carries a problem out of the depth of the parser; never leaves this file. */
class Refusal extends Error {
  readonly problem: ScriptProblem;

  constructor(problem: ScriptProblem) {
    super(problem.words.en);
    this.problem = problem;
  }
}

/** The script that the JSON value `value` holds. Never throws. */
export function parseScript(value: unknown): ParsedScript {
  try {
    return { ok: true, script: scriptOf(value) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem };
    throw error;
  }
}

function scriptOf(value: unknown): ReplayScript {
  const fields = recordOf("", value, ["lots", "commands"]);
  const { commands } = fields;
  if (!Array.isArray(commands)) {
    refuse("commands", commands, {
      en: 'a list of commands: [{"at": 0, "do": "open", "lot": "1"}, ...]',
      pt: 'uma lista de comandos: [{"at": 0, "do": "open", "lot": "1"}, ...]',
    });
  }
  const lots = lotsOf(fields["lots"]);
  let lastAt = 0;
  const steps = commands.map((entry: unknown, index) => {
    const step = stepOf(`commands[${index}]`, entry);
    const { at } = step.command;
    if (at < lastAt) {
      refuse(`commands[${index}].at`, at, {
        en: `at least ${lastAt}, the time of the command before: commands come in time order`,
        pt: `ao menos ${lastAt}, a hora do comando anterior: os comandos vêm em ordem de tempo`,
      });
    }
    lastAt = at;
    return step;
  });
  return { lots, steps };
}

function lotsOf(value: unknown): readonly Lot[] {
  const parsed = parseCatalogue({ lots: value });
  if (parsed.ok) return parsed.lots;
  const first = parsed.problems[0];
  throw new Refusal({
    field: first?.field ?? "lots",
    words: wordsFor((language) => first === undefined ? "lots" : describeProblem(first, language)),
  });
}

function stepOf(path: string, value: unknown): ScriptStep {
  const verb = verbOf(path, value);
  const fields = recordOf(path, value, ["at", "do", ...VERBS[verb]]);
  const at = timeOf(path, fields["at"]);
  if (verb === "tick") return { command: { type: "Tick", at }, bidder: null };
  const lot = textOf(`${path}.lot`, fields["lot"], {
    en: "the id of a lot in quotes, 1 to 32 characters",
    pt: "o id de um lote entre aspas, de 1 a 32 caracteres",
  });
  if (verb === "bid") return bidOf(path, { fields, at, lot });
  return { command: commandOf(path, verb, { fields, at, lot }), bidder: null };
}

interface OnLot {
  readonly fields: Fields;
  readonly at: number;
  readonly lot: LotId;
}

function commandOf(path: string, verb: Exclude<Verb, "bid" | "tick">, on: OnLot): Command {
  const { at, lot, fields } = on;
  switch (verb) {
    case "open":
      return { type: "OpenLot", at, lot };
    case "warn":
      return { type: "GiveFairWarning", at, lot, text: null };
    case "hammer":
      return {
        type: "HammerLot",
        at,
        lot,
        belowReserve: switchOf(`${path}.belowReserve`, fields["belowReserve"]),
      };
    case "pass":
      return { type: "PassLot", at, lot };
    case "pause":
      return { type: "PauseLot", at, lot };
    case "resume":
      return { type: "ResumeLot", at, lot };
    case "withdraw":
      return { type: "WithdrawLot", at, lot, reason: null };
    case "undo":
      return { type: "UndoLastBid", at, lot };
  }
}

function bidOf(path: string, { fields, at, lot }: OnLot): ScriptStep {
  const paddle = textOf(`${path}.by`, fields["by"], {
    en: "the bidder's paddle in quotes, 1 to 32 characters",
    pt: "a raquete do licitante entre aspas, de 1 a 32 caracteres",
  });
  const { max, exact } = fields;
  if (max !== undefined && exact !== undefined) {
    refuse(`${path}.exact`, exact, {
      en: "either max or exact in one bid, not both",
      pt: "max ou exact num lance, não ambos",
    });
  }
  const kind: BidKind = exact === undefined ? "max" : "exact";
  const amount = exact === undefined ? max : exact;
  if (typeof amount !== "number") {
    refuse(`${path}.${kind}`, amount, {
      en: "an amount in cents, a number without quotes (max: the most to pay; exact: the price)",
      pt: "um valor em centavos, número sem aspas (max: o máximo a pagar; exact: o preço)",
    });
  }
  const command: Command = { type: "PlaceBid", at, lot, paddle, kind, amount, currency: null };
  return { command, bidder: paddle };
}

function verbOf(path: string, value: unknown): Verb {
  const verb = isRecord(value) ? value["do"] : undefined;
  if (!isRecord(value)) {
    refuse(path, value, {
      en: 'a command: {"at": 0, "do": "open", "lot": "1"}',
      pt: 'um comando: {"at": 0, "do": "open", "lot": "1"}',
    });
  }
  if (!isVerb(verb)) {
    const verbs = Object.keys(VERBS).join(", ");
    refuse(`${path}.do`, verb, { en: `one of ${verbs}`, pt: `um de ${verbs}` });
  }
  return verb;
}

function isVerb(value: unknown): value is Verb {
  return typeof value === "string" && Object.hasOwn(VERBS, value);
}

function timeOf(path: string, at: unknown): number {
  if (typeof at === "number" && Number.isSafeInteger(at) && at >= 0) return at;
  return refuse(`${path}.at`, at, {
    en: "a time in milliseconds, a whole number from 0",
    pt: "uma hora em milissegundos, um número inteiro a partir de 0",
  });
}

function textOf(field: string, value: unknown, wanted: Words): string {
  if (typeof value === "string" && value.length >= 1 && value.length <= 32) return value;
  return refuse(field, value, wanted);
}

function switchOf(field: string, value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value === "boolean") return value;
  return refuse(field, value, { en: "true or false", pt: "true ou false" });
}

function recordOf(path: string, value: unknown, names: readonly string[]): Fields {
  const known = names.join(", ");
  if (!isRecord(value)) {
    refuse(path, value, { en: `an object with ${known}`, pt: `um objeto com ${known}` });
  }
  for (const name of Object.keys(value)) {
    if (names.includes(name)) continue;
    const where = path === "" ? foundIn(name) : `${path}[${foundIn(name)}]`;
    refuse(/^\w{1,40}$/.test(name) ? joined(path, name) : where, value[name], {
      en: `no such field: the fields here are ${known}`,
      pt: `a ausência deste campo: os campos aqui são ${known}`,
    });
  }
  return value;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function refuse(field: string, value: unknown, wanted: Words): never {
  const found = foundIn(value);
  const where = field === "" ? "" : `${field}: `;
  throw new Refusal({
    field,
    words: {
      en: `${where}found ${found}, wanted ${wanted.en}`,
      pt: `${where}encontrado ${found === "nothing" ? "nada" : found}, esperado ${wanted.pt}`,
    },
  });
}

function wordsFor(text: (language: Language) => string): Words {
  const [en, pt] = LANGUAGES.map(text);
  return { en: en ?? "", pt: pt ?? "" };
}
