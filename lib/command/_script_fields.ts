// The fields of a replay script, read one by one: the value as it is wanted, or a refusal that says
// where, what stood there, and what is wanted, in both languages.

import { type Cents, isCents } from "../auction/money.ts";
import type { Language } from "../base/language.ts";
import { foundIn } from "../catalogue/problem.ts";

/** What is wrong with a script, in each language: where it is, what stood there, what is wanted. */
export interface ScriptProblem {
  /** The field's path: "commands[3].max". Empty: the script as a whole. */
  readonly field: string;
  readonly words: Readonly<Record<Language, string>>;
}

/** A text in each language. */
export type Words = Readonly<Record<Language, string>>;

/** An object of the script. */
export type Fields = Readonly<Record<string, unknown>>;

/** Carries a problem out of the depth of the parser, which catches it. */
export class ScriptRefusal extends Error {
  readonly problem: ScriptProblem;

  constructor(problem: ScriptProblem) {
    super(problem.words.en);
    this.problem = problem;
  }
}

/** One command of a script: where it stands, what it holds, and its time. */
export interface Entry {
  readonly path: string;
  readonly fields: Fields;
  readonly at: number;
}

/** Ends the parsing: at `field` stood `value`. */
export function refuse(field: string, value: unknown, wanted: Words): never {
  const found = foundIn(value);
  const where = field === "" ? "" : `${field}: `;
  throw new ScriptRefusal({
    field,
    words: {
      en: `${where}found ${found}, wanted ${wanted.en}`,
      pt: `${where}encontrado ${found === "nothing" ? "nada" : found}, esperado ${wanted.pt}`,
    },
  });
}

/** An object with no other fields than `names`. */
export function recordOf(path: string, value: unknown, names: readonly string[]): Fields {
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

/** Whether `value` is an object that is no list. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A time or a span in whole milliseconds. */
export function millisecondsOf(field: string, value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  return refuse(field, value, {
    en: "a time in milliseconds, a whole number from 0",
    pt: "uma hora em milissegundos, um número inteiro a partir de 0",
  });
}

/** The id of a lot. */
export function lotOf({ path, fields }: Entry): string {
  return shortTextOf(`${path}.lot`, fields["lot"], {
    en: "the id of a lot in quotes, 1 to 32 characters",
    pt: "o id de um lote entre aspas, de 1 a 32 caracteres",
  });
}

/** The id of another lot in the field `name`, or null where null stands there. */
export function lotOrNullOf({ path, fields }: Entry, name: string): string | null {
  const value = fields[name];
  return value === null ? null : shortTextOf(`${path}.${name}`, value, {
    en: "the id of a lot in quotes, or null",
    pt: "o id de um lote entre aspas, ou null",
  });
}

/** A bidder's paddle in the field `name`. */
export function paddleOf({ path, fields }: Entry, name: string): string {
  return shortTextOf(`${path}.${name}`, fields[name], {
    en: "the bidder's paddle in quotes, 1 to 32 characters",
    pt: "a placa do licitante entre aspas, de 1 a 32 caracteres",
  });
}

/** A text for people, or null where it is left out. */
export function textOf({ path, fields }: Entry, name: string): string | null {
  const value = fields[name];
  if (value === undefined) return null;
  if (typeof value === "string" && value !== "") return value;
  return refuse(`${path}.${name}`, value, { en: "a text in quotes", pt: "um texto entre aspas" });
}

/** Any number: what is no amount is for the rules to refuse. */
export function numberOf({ path, fields }: Entry, name: string): number {
  const value = fields[name];
  if (typeof value === "number") return value;
  return refuse(`${path}.${name}`, value, {
    en: "an amount in cents, a number without quotes",
    pt: "um valor em centavos, número sem aspas",
  });
}

/** A whole amount. */
export function centsOf(field: string, value: unknown): Cents {
  if (typeof value === "number" && isCents(value)) return value;
  return refuse(field, value, {
    en: "a whole amount in cents, a number from 0",
    pt: "um valor inteiro em centavos, número a partir de 0",
  });
}

/** True or false; false where it is left out. */
export function switchOf({ path, fields }: Entry, name: string): boolean {
  const value = fields[name];
  if (value === undefined) return false;
  if (typeof value === "boolean") return value;
  return refuse(`${path}.${name}`, value, { en: "true or false", pt: "true ou false" });
}

function shortTextOf(field: string, value: unknown, wanted: Words): string {
  if (typeof value === "string" && value.length >= 1 && value.length <= 32) return value;
  return refuse(field, value, wanted);
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
