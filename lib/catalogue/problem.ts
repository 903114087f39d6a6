// What is wrong with one field of a lot, in words that say what to write instead.
//
// A problem is data: the field's path, what stood there, and a code for what is wanted. The words
// for each code exist here once, in both languages of the house.

import type { Language } from "../base/language.ts";
import { CSV_WORDS } from "./_csv_words.ts";
import { FORMAT_WORDS } from "./_format_words.ts";
import {
  amountCentsMax,
  descriptionUnitsMax,
  extensionsMax,
  imageBytesMax,
  imageNameCharactersMax,
  incrementStepsMax,
  itemFileBytesMax,
  lotsMax,
  secondsMax,
  secondsMin,
  titleBytesMax,
  titleCharactersMax,
} from "./limits.ts";

const seconds = `${secondsMin} to ${secondsMax}`;
const segundos = `${secondsMin} a ${secondsMax}`;

/** For each code what is wanted, in both languages; `%` stands for the problem's detail. */
const WORDS = {
  ...FORMAT_WORDS,
  ...CSV_WORDS,
  object: { en: "an object { ... }", pt: "um objeto { ... }" },
  catalogue: {
    en: `one lot, a list of 1 to ${lotsMax} lots, or {"lots": [...]}`,
    pt: `um lote, uma lista de 1 a ${lotsMax} lotes, ou {"lots": [...]}`,
  },
  not_opened: {
    en: "a lot that has not opened yet: once bidders saw it open, it stays as it was",
    pt: "um lote que ainda não abriu: depois de aberto aos participantes, ele fica como estava",
  },
  required: { en: "a value: this field is required", pt: "um valor: este campo é obrigatório" },
  known_field: { en: "one of the fields %", pt: "um dos campos %" },
  id: {
    en: "1 to 32 letters A-Z, digits and hyphens in quotes, a letter or digit first",
    pt: "de 1 a 32 letras A-Z, dígitos e hífens entre aspas, começando por letra ou dígito",
  },
  unique_id: {
    en: "an id that no other lot has; % has it already",
    pt: "um id que nenhum outro lote tem; % já o usa",
  },
  texts: {
    en: 'a text, or {"en": "...", "pt": "..."} with at least one of the two',
    pt: 'um texto, ou {"en": "...", "pt": "..."} com ao menos um dos dois',
  },
  title: {
    en: `1 to ${titleCharactersMax} characters and at most ${titleBytesMax} bytes, on one line, ` +
      "no control characters",
    pt: `de 1 a ${titleCharactersMax} caracteres e no máximo ${titleBytesMax} bytes, numa linha, ` +
      "sem caracteres de controle",
  },
  description: {
    en: `1 to ${descriptionUnitsMax} characters, line breaks but no other control ` +
      "characters, or no such field",
    pt: `de 1 a ${descriptionUnitsMax} caracteres, com quebras de linha mas sem outros ` +
      "caracteres de controle, ou a ausência do campo",
  },
  amount: {
    en: `a whole number of cents from 1 to ${amountCentsMax}`,
    pt: `um número inteiro de centavos de 1 a ${amountCentsMax}`,
  },
  reserve: {
    en: "at least the opening price, % cents",
    pt: "ao menos o preço de abertura, % centavos",
  },
  increments: {
    en: '"ebay_us", "ebay_uk", "house_258", {"fixed": n}, {"percent": n, "roundTo": n} or ' +
      '{"table": [...]}',
    pt: '"ebay_us", "ebay_uk", "house_258", {"fixed": n}, {"percent": n, "roundTo": n} ou ' +
      '{"table": [...]}',
  },
  percent: {
    en: "a percentage from 0.01 to 100 with at most two decimals",
    pt: "uma porcentagem de 0.01 a 100 com no máximo duas casas decimais",
  },
  table: {
    en: `a list of 1 to ${incrementStepsMax} steps {"from": cents, "step": cents}`,
    pt: `uma lista de 1 a ${incrementStepsMax} degraus {"from": centavos, "step": centavos}`,
  },
  from: {
    en: `a whole number of cents from 0 to ${amountCentsMax}`,
    pt: `um número inteiro de centavos de 0 a ${amountCentsMax}`,
  },
  first_from: { en: "0: the first step begins at 0", pt: "0: o primeiro degrau começa em 0" },
  ascending: { en: "more than %, the step before", pt: "mais que %, o degrau anterior" },
  currency: {
    en: 'three capital letters, such as "BRL"',
    pt: 'três letras maiúsculas, como "BRL"',
  },
  sale_currency: { en: '"%", the currency of the sale', pt: '"%", a moeda do leilão' },
  seconds: {
    en: `a number of seconds, ${seconds}, at most three decimals`,
    pt: `um número de segundos, ${segundos}, no máximo três casas decimais`,
  },
  ends_at: {
    en: 'a date and time with its offset, such as "2027-03-14T20:00:00-03:00"',
    pt: 'data e hora com o fuso, como "2027-03-14T20:00:00-03:00"',
  },
  one_end: {
    en: "durationSeconds or endsAt, not both",
    pt: "durationSeconds ou endsAt, não ambos",
  },
  soft_close: {
    en: '"none", "default", "br_cnj236", "br_10024" or {"policy": ..., "windowSeconds": n, ' +
      '"extensionSeconds": n}',
    pt: '"none", "default", "br_cnj236", "br_10024" ou {"policy": ..., "windowSeconds": n, ' +
      '"extensionSeconds": n}',
  },
  timed_only: {
    en: "durationSeconds or endsAt beside it, since only a timed lot can close softly",
    pt: "durationSeconds ou endsAt ao lado, pois só um lote com tempo tem prorrogação",
  },
  policy: { en: '"from_bid" or "add_to_end"', pt: '"from_bid" ou "add_to_end"' },
  extensions: {
    en: `a number of seconds, ${seconds}, or a list of 1 to ${extensionsMax} of them`,
    pt: `um número de segundos, ${segundos}, ou uma lista de 1 a ${extensionsMax} deles`,
  },
  hard_end: {
    en: "at least durationSeconds, %",
    pt: "ao menos durationSeconds, %",
  },
  lot_bytes: {
    en: "at most % bytes for titles and terms together: shorten a title or the table",
    pt: "no máximo % bytes para títulos e condições juntos: encurte um título ou a tabela",
  },
  image_name: {
    en: `a file name without folders, at most ${imageNameCharactersMax} letters A-Z, digits, ` +
      "dots, hyphens and underscores, ending in svg, png, jpg, jpeg, webp or avif",
    pt: `um nome de arquivo sem pastas, no máximo ${imageNameCharactersMax} letras A-Z, dígitos, ` +
      "pontos, hífens e sublinhados, terminando em svg, png, jpg, jpeg, webp ou avif",
  },
  image_present: {
    en: "an image file % beside the lot's file",
    pt: "um arquivo de imagem % junto com o arquivo do lote",
  },
  image_bytes: {
    en: `an image of at most ${imageBytesMax} bytes`,
    pt: `uma imagem de no máximo ${imageBytesMax} bytes`,
  },
  image_kind: {
    en: "an image whose content is what its name ends in",
    pt: "uma imagem cujo conteúdo corresponde à terminação do nome",
  },
  plain_svg: {
    en:
      "a plain SVG drawing in UTF-8: shapes and text only, no scripts, style sheets or links to " +
      "elsewhere",
    pt:
      "um desenho SVG simples em UTF-8: só formas e texto, sem scripts, folhas de estilo ou ligações " +
      "para fora",
  },
  ordinary_file: {
    en: "an ordinary file, neither a link nor a folder",
    pt: "um arquivo comum, nem atalho nem pasta",
  },
  readable_file: {
    en: "a file that the house may read: look at its permissions",
    pt: "um arquivo que a casa possa ler: verifique as permissões",
  },
  file_bytes: {
    en: `a file of at most ${itemFileBytesMax} bytes: split it in two`,
    pt: `um arquivo de no máximo ${itemFileBytesMax} bytes: divida-o em dois`,
  },
  utf8: { en: "text in UTF-8", pt: "texto em UTF-8" },
  json: { en: "a whole JSON text", pt: "um texto JSON completo" },
  lots_in_sale: {
    en: `at most ${lotsMax} lots in all files together`,
    pt: `no máximo ${lotsMax} lotes em todos os arquivos juntos`,
  },
} as const satisfies Record<string, Record<Language, string>>;

/** What was wanted where something else stood. Programs and tests compare these names. */
export type Wanted = keyof typeof WORDS;

/** One thing that is wrong. */
export interface Problem {
  /** The field's path, such as "lots[2].softClose.windowSeconds"; empty: the file as a whole. */
  readonly field: string;
  /** What stood there, short and free of control characters; "nothing" where nothing did. */
  readonly found: string;
  /** What is wanted instead, in English; {@link describeProblem} has the other language. */
  readonly wanted: string;
  readonly code: Wanted;
  /** The part of `wanted` that is particular to this problem; often empty. */
  readonly detail: string;
}

/** Takes note of what is wrong with `field`, where `value` stood. */
export type Report = (field: string, value: unknown, wanted: Wanted, detail?: string) => void;

/** Whether `name` is one of the codes. */
export function isWanted(name: string): name is Wanted {
  return Object.hasOwn(WORDS, name);
}

/** A problem whose words follow from `code`; `found` is rendered already. */
export function problemAt(
  field: string,
  code: Wanted,
  rest: { readonly found: string; readonly detail?: string },
): Problem {
  const detail = rest.detail ?? "";
  return { field, found: rest.found, wanted: words(code, detail, "en"), code, detail };
}

/** The problem as one line for a person: `opening: found "ten", wanted a whole number ...`. */
export function describeProblem(problem: Problem, language: Language): string {
  const wanted = words(problem.code, problem.detail, language);
  const where = problem.field === "" ? "" : `${problem.field}: `;
  if (language === "en") return `${where}found ${problem.found}, wanted ${wanted}`;
  const found = problem.found === "nothing" ? "nada" : problem.found;
  return `${where}encontrado ${found}, esperado ${wanted}`;
}

/** What is wanted, without what was found: for where that is not repeated. */
export function describeWanted({ code, detail }: Problem, language: Language): string {
  return `${language === "en" ? "wanted" : "esperado"} ${words(code, detail, language)}`;
}

/**
 * A short rendering of `value` that is safe on any screen and in any log: at most 40 characters
 * of a text, nothing of what a list or an object holds, control and direction characters escaped.
 */
export function foundIn(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return safeText(value);
  if (Array.isArray(value)) return `[...] (${value.length})`;
  if (typeof value === "object" && value !== null) return "{...}";
  return String(value);
}

function words(code: Wanted, detail: string, language: Language): string {
  // A function as replacement: `$&` in a detail must not be read as a pattern.
  return WORDS[code][language].replace("%", () => detail);
}

function safeText(text: string): string {
  const start = text.slice(0, 80); // Of a text of megabytes only the start is looked at.
  const characters = [...start.toWellFormed()];
  const cut = characters.length > 40 || text.length > start.length;
  const shown = cut ? `${characters.slice(0, 40).join("")}...` : characters.join("");
  return JSON.stringify(shown).replace(
    // JSON leaves the upper controls, line separators and bidirectional overrides as they are.
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
