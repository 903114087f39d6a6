// Every text for people, in both languages: of one shape, none empty, and none left in English.
//
// A new table of texts is one line in `tables`: a record by language, or anything that holds
// { en, pt } somewhere. A text that takes arguments is given a mark for each of them.

import { assertEquals } from "@std/assert";
import { faultTexts } from "../lib/admin/fault_texts.ts";
import { problemCodes, problemText, unknownField } from "../lib/admin/problem_texts.ts";
import { belowReserveAdvice, moveAdvice, reopenAdvice } from "../lib/admin/refusal_advice.ts";
import { Fault, type FaultCode } from "../lib/base/fault.ts";
import { faultHint, faultLine } from "../lib/base/fault_hints.ts";
import { joinRefusalWords, WORDED_REFUSALS } from "../lib/base/join_refusal_words.ts";
import { type Language, LANGUAGES } from "../lib/base/language.ts";
import { CSV_WORDS } from "../lib/catalogue/_csv_words.ts";
import { FORMAT_WORDS } from "../lib/catalogue/_format_words.ts";
import * as auditWords from "../lib/command/_audit_words.ts";
import { cliWords } from "../lib/command/_cli_words.ts";
import { SERVER_TEXTS } from "../lib/command/_server_texts.ts";
import * as backupTexts from "../lib/command/backup_texts.ts";
import { DEMO_WORDS } from "../lib/command/demo_words.ts";
import { PRACTICE_WORDS } from "../lib/command/practice_words.ts";
import { paperWords } from "../lib/settlement/_paper_words.ts";
import { foreignWords } from "./support/foreign_words.ts";
import { PAGE_TABLES } from "./support/page_tables.ts";
import { anyArgument, ARGUMENT_MARK, textsIn } from "./support/texts_in.ts";

const { backupRows: _rowsOfARealBackup, ...backupSentences } = backupTexts;

const tables: Readonly<Record<string, unknown>> = {
  ...PAGE_TABLES,
  SERVER_TEXTS,
  DEMO_WORDS,
  PRACTICE_WORDS,
  CSV_WORDS,
  FORMAT_WORDS,
  auditWords,
  backupSentences,
  cliWords,
  paperWords,
  adminAdvice: { belowReserveAdvice, moveAdvice, reopenAdvice, unknownField },
  adminProblems: problemCodes().map((code) => inEach((language) => problemText(code, language))),
  faults: (Object.keys(faultTexts) as FaultCode[]).map(faultWords),
  joinRefusals: WORDED_REFUSALS.map(joinRefusalWords),
};

/** Texts that are rightly empty, by where they stand. */
const mayBeEmpty = [/^BIDDER_TEXTS\.format\.english$/, /^PANEL_TEXTS\.table\.own\.none$/];

/** Texts that are the same in both languages: names, and words that Portuguese uses too. */
const sameInBoth: readonly string[] = [
  "multicast",
  "unicast",
  "TCP",
  "Total",
  "Enter",
];

Deno.test("Every table of texts says the same things in both languages", () => {
  for (const { path, en, pt } of allPairs()) {
    assertEquals([...textsIn(pt).keys()], [...textsIn(en).keys()], path);
  }
});

Deno.test("No text is empty, and none shows a part that is missing", () => {
  const bad = allTexts().filter(({ path, text }) => {
    return text.trim() === "" ? !mayBeEmpty.some((known) => known.test(path)) : isBroken(text);
  });
  assertEquals(bad, []);
});

Deno.test("No Portuguese text is left in English but for the words of both", () => {
  const left = allPairs().flatMap(({ path, en, pt }) => {
    const portuguese = textsIn(pt);
    return [...textsIn(en)]
      .filter(([key, text]) => hasWords(text) && portuguese.get(key) === text)
      .filter(([, text]) => !sameInBoth.includes(text))
      .map(([key, text]) => `${path}${key}: ${text}`);
  });
  assertEquals(left, []);
});

Deno.test("Every word that may be the same in both languages is so somewhere", () => {
  const same = new Set(
    allPairs().flatMap(({ en, pt }) => {
      const portuguese = textsIn(pt);
      return [...textsIn(en)].filter(([key, text]) => portuguese.get(key) === text)
        .map(([, text]) => text);
    }),
  );
  assertEquals(sameInBoth.filter((word) => !same.has(word)), []);
});

Deno.test("foreignWords() finds what was left in the other language, and no names or parts of words", () => {
  const given = ["Sign in Inc."];
  const find = (text: string, language: Language) =>
    foreignWords([text], { language, given }).length > 0;
  assertEquals(find("  Skip to\n the content ", "pt"), true);
  assertEquals(find("Ir para o conteúdo", "en"), true);
  assertEquals(find("Ir para o conteúdo", "pt"), false);
  assertEquals(find("Sign in Inc.", "pt"), false);
  assertEquals(find("Sign inn", "pt"), false);
});

interface Pair {
  /** The table and the way to the pair in it. */
  readonly path: string;
  readonly en: unknown;
  readonly pt: unknown;
}

function allPairs(): readonly Pair[] {
  const pairs = Object.entries(tables).flatMap(([name, table]) => pairsIn(table, name));
  // A table without any would be checked by nobody.
  const silent = Object.keys(tables).filter((name) =>
    !pairs.some(({ path }) => path.split(/[.(]/u)[0] === name)
  );
  assertEquals(silent, []);
  return pairs;
}

function pairsIn(value: unknown, path: string): readonly Pair[] {
  if (typeof value === "function") {
    return pairsIn(value(anyArgument, anyArgument, anyArgument), `${path}()`);
  }
  if (typeof value !== "object" || value === null) return [];
  if ("en" in value && "pt" in value) return [{ path, en: value.en, pt: value.pt }];
  return Object.entries(value).flatMap(([key, part]) => pairsIn(part, `${path}.${key}`));
}

function allTexts(): readonly { readonly path: string; readonly text: string }[] {
  return allPairs().flatMap(({ path, en, pt }) =>
    [en, pt].flatMap((side) =>
      [...textsIn(side)].map(([key, text]) => ({ path: `${path}${key}`, text }))
    )
  );
}

function isBroken(text: string): boolean {
  return /undefined|\[object |\bNaN\b|function \(\)/.test(text);
}

function hasWords(text: string): boolean {
  return /\p{L}{2}/u.test(text.replaceAll(ARGUMENT_MARK, ""));
}

function inEach(text: (language: Language) => unknown): Readonly<Record<Language, unknown>> {
  const [en, pt] = LANGUAGES.map(text);
  return { en, pt };
}

/** What is said of a fault; one of bad arguments is thrown in the person's language already. */
function faultWords(code: FaultCode): Readonly<Record<Language, unknown>> {
  const fault = new Fault(code, "it failed");
  return inEach((language) =>
    code === "bad_arguments"
      ? [faultHint(fault, language)]
      : [faultHint(fault, language), faultLine(fault, language)]
  );
}
