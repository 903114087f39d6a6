// The command line of every program of ours: one description gives parsing, help and checks.
//
// A command lists its flags as data; from that come typed values, a help page in both languages
// and errors that say what to do next. Parsing is strict: an unknown flag, a flag given twice or
// a number out of its range is refused, never guessed. Running the command is run_main.ts.

import { parseArgs } from "@std/cli/parse-args";
import { assert } from "@std/assert";
import { Fault } from "../base/fault.ts";
import { chooseLanguage, type Language, LANGUAGES } from "../base/language.ts";
import { closestName, flagName } from "./_flag_name.ts";
import { cliWords, type Words } from "./_cli_words.ts";

interface FlagCommon {
  /** One letter, without its dash. */
  readonly short?: string;
  readonly help: Words;
}

/** A switch: false where it is not given. */
export interface BooleanFlag extends FlagCommon {
  readonly type: "boolean";
}

/** A flag with a text; `value` is its placeholder in the help ("FILE"). */
export interface StringFlag extends FlagCommon {
  readonly type: "string";
  readonly value: string;
  readonly required?: boolean;
  readonly default?: string;
  readonly choices?: readonly string[];
}

/** A flag with a whole number from `min` to `max`, both included. */
export interface IntegerFlag extends FlagCommon {
  readonly type: "integer";
  readonly value?: string;
  readonly min: number;
  readonly max: number;
  readonly required?: boolean;
  readonly default?: number;
}

/** A flag with a text that may be given more than once. */
export interface ListFlag extends FlagCommon {
  readonly type: "list";
  readonly value: string;
}

/** One flag of a command. */
export type Flag = BooleanFlag | StringFlag | IntegerFlag | ListFlag;

/** The flags of a command by their names in camelCase: `fromPem` is `--from-pem`. */
export type Flags = Readonly<Record<string, Flag>>;

type Given<F, T> = F extends { readonly required: true } ? T
  : F extends { readonly default: string | number } ? T
  : T | null;

type TextOf<F> = F extends { readonly choices: readonly (infer Choice)[] } ? Choice : string;

/** What a flag is parsed to: null where it is neither given, required nor has a default. */
export type FlagValue<F> = F extends BooleanFlag ? boolean
  : F extends ListFlag ? readonly string[]
  : F extends IntegerFlag ? Given<F, number>
  : Given<F, TextOf<F>>;

/** The values of all flags of a command. */
export type FlagValues<F extends Flags> = { readonly [K in keyof F]: FlagValue<F[K]> };

/** The arguments that belong to no flag; a command without this takes none. */
export interface Positionals {
  readonly value: string;
  readonly help: Words;
  readonly min: number;
  readonly max: number;
}

/** The description of a command. `--help`, `--version` and `--lang` belong to each by themselves. */
export interface Command<F extends Flags> {
  /** How it is called: `deno task NAME`. */
  readonly name: string;
  readonly summary: Words;
  /** The usage line; without it one is made from the required flags and the positionals. */
  readonly usage?: string;
  readonly flags: F;
  readonly positionals?: Positionals;
  readonly examples: readonly { readonly line: string; readonly text: Words }[];
}

/** What a command line asks for. */
export type Parsed<F extends Flags> =
  | { readonly action: "help" | "version"; readonly language: Language }
  | {
    readonly action: "run";
    readonly language: Language;
    readonly flags: FlagValues<F>;
    readonly positionals: readonly string[];
  };

/** Reads one environment variable; undefined where it is unset or may not be read. */
export type ReadEnv = (name: string) => string | undefined;

/** The flags that every command has. */
export const COMMON_FLAGS = {
  lang: {
    type: "string",
    value: "LANGUAGE",
    choices: LANGUAGES,
    help: { en: "language of the texts", pt: "idioma dos textos" },
  },
  help: { type: "boolean", short: "h", help: { en: "show this help", pt: "mostra esta ajuda" } },
  version: { type: "boolean", short: "V", help: { en: "show the version", pt: "mostra a versão" } },
} as const satisfies Flags;

/** The description as it is, checked by the compiler and with its literal types kept. */
export function defineCommand<const F extends Flags>(command: Command<F>): Command<F> {
  for (const name of Object.keys(command.flags)) assert(!Object.hasOwn(COMMON_FLAGS, name));
  return command;
}

/**
 * What `args` ask of `command`.
 *
 * Throws a Fault `bad_arguments` in the person's language. Help wins over every mistake.
 */
export function parseCommand<F extends Flags>(
  command: Command<F>,
  args: readonly string[],
  { env }: { readonly env: ReadEnv },
): Parsed<F> {
  const flags: Flags = { ...command.flags, ...COMMON_FLAGS };
  const raw = scan(flags, args);
  const language = languageOf(raw.texts.get("lang"), env);
  if (raw.switches.has("help")) return { action: "help", language };
  if (raw.switches.has("version")) return { action: "version", language };
  refuseMisspelled(raw, { command: command.name, flags, language });
  const place = { raw, language, command: command.name };
  const values: Record<string, unknown> = {};
  for (const [name, flag] of Object.entries(command.flags)) {
    values[name] = valueOf(flag, { ...place, name });
  }
  valueOf(COMMON_FLAGS.lang, { ...place, name: "lang" }); // Its value is `language` already.
  assert(isFlagValues(command.flags, values));
  const positionals = checkPositionals(command, raw.positionals, language);
  return { action: "run", language, flags: values, positionals };
}

/** The language that the environment asks for where no flag does (POSIX: the first that is set). */
export function languageOf(wishes: readonly string[] | undefined, env: ReadEnv): Language {
  return chooseLanguage([wishes?.at(-1), env("LC_ALL") || env("LC_MESSAGES") || env("LANG")]);
}

/** A fault about the command line in the person's language, with `--help` as its last resort. */
export function usageFault(
  language: Language,
  message: Words,
  options: { readonly command: string; readonly hint?: Words },
): Fault {
  const help = cliWords.seeHelp(options.command)[language];
  const hint = options.hint === undefined ? help : `${options.hint[language]} ${help}`;
  return new Fault("bad_arguments", message[language], { hint });
}

/** A command line as parseArgs sees it, before any meaning. */
interface Raw {
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly switches: ReadonlySet<string>;
  readonly positionals: readonly string[];
  /** Flags that the command does not have, as typed. */
  readonly unknown: readonly string[];
  /** Flags that end in "=" with nothing behind it, and switches that were given a value. */
  readonly blank: readonly string[];
  readonly loaded: readonly string[];
}

function scan(flags: Flags, args: readonly string[]): Raw {
  const unknown: string[] = [];
  const names = Object.keys(flags);
  const switchNames = names.filter((name) => flags[name]?.type === "boolean");
  const textNames = names.filter((name) => flags[name]?.type !== "boolean");
  const end = args.indexOf("--");
  const tokens = withFingerprints(end === -1 ? args : args.slice(0, end));
  const isBlank = (token: string) => /^(?:--[^=]+|-[A-Za-z])=$/.test(token);
  const isLoaded = (token: string) =>
    switchNames.some((name) => token.startsWith(`--${flagName(name)}=`));
  const kept = tokens.filter((token) => !isBlank(token) && !isLoaded(token));
  const parsed: Readonly<Record<string, unknown>> = parseArgs([
    ...kept,
    ...(end === -1 ? [] : args.slice(end)),
  ], {
    string: ["_", ...textNames.map(flagName)],
    boolean: switchNames.map(flagName),
    collect: textNames.map(flagName),
    alias: shortNames(flags),
    unknown: (arg: string, key?: string) => {
      if (key !== undefined) unknown.push(arg);
      return key === undefined;
    },
  });
  return {
    texts: new Map(textNames.map((name) => [name, textsIn(parsed[flagName(name)])])),
    switches: new Set(switchNames.filter((name) => parsed[flagName(name)] === true)),
    positionals: textsIn(parsed["_"]),
    unknown,
    blank: tokens.filter(isBlank),
    loaded: tokens.filter(isLoaded),
  };
}

// One fingerprint in 64 begins with a hyphen, and is the value of the flag before it all the same.
function withFingerprints(tokens: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const token of tokens) {
    const before = joined.at(-1);
    const isValue = /^-[\w-]{42}$/.test(token.replaceAll(" ", "")) &&
      before !== undefined && /^-[^=]+$/.test(before);
    if (isValue) joined[joined.length - 1] = `${before}=${token}`;
    else joined.push(token);
  }
  return joined;
}

function shortNames(flags: Flags): Record<string, string> {
  const alias: Record<string, string> = {};
  for (const [name, { short }] of Object.entries(flags)) {
    if (short !== undefined) alias[flagName(name)] = short;
  }
  return alias;
}

function textsIn(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  return values.filter((text) => typeof text === "string");
}

interface Place {
  readonly command: string;
  readonly language: Language;
}

function refuseMisspelled(raw: Raw, place: Place & { readonly flags: Flags }): void {
  const { command, language, flags } = place;
  const unknown = raw.unknown[0];
  if (unknown !== undefined) {
    const typed = unknown.replace(/=.*$/s, "");
    const near = closestName(typed.replace(/^-+/, ""), Object.keys(flags).map(flagName));
    const hint = near === null ? {} : { hint: cliWords.didYouMean(`--${near}`) };
    throw usageFault(language, cliWords.unknownFlag(typed), { command, ...hint });
  }
  const blank = raw.blank[0]?.slice(0, -1);
  if (blank !== undefined) throw usageFault(language, cliWords.needsValue(blank), { command });
  const loaded = raw.loaded[0]?.replace(/=.*$/s, "");
  if (loaded !== undefined) throw usageFault(language, cliWords.takesNoValue(loaded), { command });
}

function valueOf(
  flag: Flag,
  place: Place & { readonly name: string; readonly raw: Raw },
): boolean | string | number | readonly string[] | null {
  const { name, raw, command, language } = place;
  if (flag.type === "boolean") return raw.switches.has(name);
  const shown = `--${flagName(name)}`;
  const texts = raw.texts.get(name) ?? [];
  // parseArgs gives an empty text where no value follows.
  if (texts.includes("")) throw usageFault(language, cliWords.needsValue(shown), { command });
  if (flag.type === "list") return texts;
  if (texts.length > 1) throw usageFault(language, cliWords.givenTwice(shown), { command });
  const text = texts[0];
  if (text === undefined) {
    if (flag.required !== true) return flag.default ?? null;
    throw usageFault(language, cliWords.missingFlag(shown, flag.value ?? "N"), { command });
  }
  const value = flag.type === "integer" ? integerIn(flag, text) : choiceIn(flag, text);
  if (value !== null) return value;
  const wanted = flag.type === "integer"
    ? cliWords.wantInteger(flag.min, flag.max)
    : cliWords.wantChoice(flag.choices ?? []);
  throw usageFault(language, cliWords.badValue(shown, text, wanted), { command });
}

function integerIn(flag: IntegerFlag, text: string): number | null {
  if (!/^-?(?:0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const value = Number(text);
  return value >= flag.min && value <= flag.max ? value : null;
}

function choiceIn(flag: StringFlag, text: string): string | null {
  return flag.choices === undefined || flag.choices.includes(text) ? text : null;
}

/** The proof, for the compiler too, that each flag has a value of its own kind. */
function isFlagValues<F extends Flags>(flags: F, values: unknown): values is FlagValues<F> {
  if (typeof values !== "object" || values === null) return false;
  const byName = new Map<string, unknown>(Object.entries(values));
  return Object.entries(flags).every(([name, flag]) => {
    const value = byName.get(name);
    if (flag.type === "boolean") return typeof value === "boolean";
    if (flag.type === "list") return Array.isArray(value);
    if (value === null) return flag.required !== true && flag.default === undefined;
    return flag.type === "integer" ? typeof value === "number" : typeof value === "string";
  });
}

function checkPositionals<F extends Flags>(
  { name: command, positionals }: Command<F>,
  given: readonly string[],
  language: Language,
): readonly string[] {
  const { min, max, value } = positionals ?? { min: 0, max: 0, value: "" };
  const surplus = given[max];
  if (surplus !== undefined) {
    throw usageFault(language, cliWords.unexpected(surplus), { command });
  }
  if (given.length < min) throw usageFault(language, cliWords.missingArgument(value), { command });
  return given;
}
