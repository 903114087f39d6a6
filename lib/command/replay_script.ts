// Reading a replay script: JSON in, checked lots and commands out, or the first thing that is wrong.
//
// Strict, as everything that reads what people wrote: an unknown field is refused and named. An
// amount may be any number, though: refusing what is no amount is the business of the rules.

import type { Lot } from "../auction/lot.ts";
import { parseCatalogue } from "../catalogue/lot_schema.ts";
import { describeProblem } from "../catalogue/problem.ts";
import {
  isRecord,
  millisecondsOf,
  recordOf,
  refuse,
  type ScriptProblem,
  ScriptRefusal,
} from "./_script_fields.ts";
import { type ScriptStep, type Verb, VERBS, wordsFor } from "./replay_verbs.ts";

/** A script whose every field was checked; its commands are in the order of their times. */
export interface ReplayScript {
  readonly lots: readonly Lot[];
  readonly steps: readonly ScriptStep[];
}

/** A script, or the first problem in it. */
export type ParsedScript =
  | { readonly ok: true; readonly script: ReplayScript }
  | { readonly ok: false; readonly problem: ScriptProblem };

/** The script that the JSON value `value` holds. Never throws. */
export function parseScript(value: unknown): ParsedScript {
  try {
    return { ok: true, script: scriptOf(value) };
  } catch (error) {
    if (error instanceof ScriptRefusal) return { ok: false, problem: error.problem };
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
  return { lots: lotsOf(fields["lots"]), steps: stepsOf(commands) };
}

function lotsOf(value: unknown): readonly Lot[] {
  const parsed = parseCatalogue({ lots: value });
  if (parsed.ok) return parsed.lots;
  const first = parsed.problems[0];
  throw new ScriptRefusal({
    field: first?.field ?? "lots",
    words: wordsFor((language) => first === undefined ? "lots" : describeProblem(first, language)),
  });
}

function stepsOf(commands: readonly unknown[]): readonly ScriptStep[] {
  let lastAt = 0;
  return commands.map((entry, index) => {
    const path = `commands[${index}]`;
    const step = stepOf(path, entry);
    const { at } = step.command;
    if (at < lastAt) {
      refuse(`${path}.at`, at, {
        en: `at least ${lastAt}, the time of the command before: commands come in time order`,
        pt: `ao menos ${lastAt}, a hora do comando anterior: os comandos vêm em ordem de tempo`,
      });
    }
    lastAt = at;
    return step;
  });
}

function stepOf(path: string, value: unknown): ScriptStep {
  const { fields: names, step } = verbOf(path, value);
  const fields = recordOf(path, value, ["at", "do", ...names]);
  return step({ path, fields, at: millisecondsOf(`${path}.at`, fields["at"]) });
}

function verbOf(path: string, value: unknown): Verb {
  if (!isRecord(value)) {
    refuse(path, value, {
      en: 'a command: {"at": 0, "do": "open", "lot": "1"}',
      pt: 'um comando: {"at": 0, "do": "open", "lot": "1"}',
    });
  }
  const name = value["do"];
  // An own property: "toString" is no verb.
  const verb = typeof name === "string" && Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb !== undefined) return verb;
  const names = Object.keys(VERBS).join(", ");
  return refuse(`${path}.do`, name, { en: `one of ${names}`, pt: `um de ${names}` });
}
