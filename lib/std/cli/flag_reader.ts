// Goes through a command line from left to right and sets what it finds.
// The forms are those of minimist: --name, --name value, --name=value, --no-name, -n, -n value,
// -nvalue, -abc (three flags), and -- before arguments that may look like flags.
import type { FlagTable } from "./flag_table.ts";
import { type FlagTree, hasFlag, setFlag } from "./flag_tree.ts";
import type { ParseOptions } from "./parse_args_types.ts";

const LONG = /^--(.+?)=(.*)$/s;
const NUMBER = /^(?:0x[0-9a-f]+|[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)$/i;
const NUMBER_END = /-?\d+(\.\d*)?(e-?\d+)?$/;
const LETTER = /^[A-Za-z]$/;

interface Setting {
  readonly value: unknown;
  readonly arg: string;
  readonly collect?: boolean;
}

/** Reads one command line into a tree of flags and a list of arguments. */
export class FlagReader {
  readonly flags: FlagTree = {};
  readonly operands: Array<string | number> = [];
  readonly #table: FlagTable;
  readonly #options: ParseOptions;
  #queue: string[] = [];

  constructor(table: FlagTable, options: ParseOptions) {
    this.#table = table;
    this.#options = options;
  }

  /** Reads all of it; what comes after `--` is not for it. */
  read(args: readonly string[]): void {
    this.#queue = [...args];
    while (this.#queue.length > 0) {
      const arg = this.#queue.shift() ?? "";
      if (arg.startsWith("--") && arg.length > 2) this.#readLong(arg);
      else if (arg.startsWith("-") && arg.length > 1) this.#readShort(arg);
      else this.#readOperand(arg);
    }
  }

  /** Fills in the declared defaults, and false or nothing for what stayed unset. */
  fillIn(): void {
    for (const [key, value] of Object.entries(this.#options.default ?? {})) {
      this.#fill(key, value);
    }
    for (const key of this.#table.booleans) {
      this.#fill(key, this.#table.isCollected(key) ? [] : false);
    }
    for (const key of this.#table.collectedTexts) this.#fill(key, []);
  }

  #fill(key: string, value: unknown): void {
    if (isPlain(value)) {
      // A default may be written as a tree: each leaf is the default of its own dotted name.
      for (const [part, inner] of Object.entries(value)) this.#fill(`${key}.${part}`, inner);
      return;
    }
    if (hasFlag(this.flags, key)) return;
    for (const name of this.#table.namesOf(key)) {
      setFlag(this.flags, name, { value, collect: false });
    }
  }

  #readLong(arg: string): void {
    const [, name, text] = LONG.exec(arg) ?? [];
    if (name !== undefined && text !== undefined) {
      const value = this.#table.isBoolean(name) ? text !== "false" : text;
      return this.#set(name, { value, arg });
    }
    const key = arg.slice(2);
    if (key.startsWith("no-") && this.#table.isNegatable(key.slice(3))) {
      return this.#set(key.slice(3), { value: false, arg, collect: false });
    }
    const next = this.#queue[0];
    const mayTake = next !== undefined && !next.startsWith("-");
    this.#setWithNext(key, { arg, mayTake: mayTake && !this.#table.allBoolean });
  }

  #readShort(arg: string): void {
    const letters = [...arg.slice(1)];
    for (const [at, letter] of letters.slice(0, -1).entries()) {
      const rest = letters.slice(at + 1).join("");
      if (rest === "-") {
        this.#set(letter, { value: rest, arg });
        return;
      }
      const value = attachedValue(letter, rest);
      if (value !== undefined) return this.#set(letter, { value, arg });
      this.#set(letter, { value: this.#present(letter), arg });
    }
    const next = this.#queue[0];
    const mayTake = next !== undefined && !/^--?[^-]/.test(next);
    this.#setWithNext(letters.at(-1) ?? "", { arg, mayTake });
  }

  /** Sets a flag whose value may be the next argument. */
  #setWithNext(key: string, { arg, mayTake }: { arg: string; mayTake: boolean }): void {
    const next = this.#queue[0];
    if (mayTake && !this.#table.isBoolean(key)) {
      this.#queue.shift();
      return this.#set(key, { value: next, arg });
    }
    if (next === "true" || next === "false") {
      this.#queue.shift();
      return this.#set(key, { value: next === "true", arg });
    }
    this.#set(key, { value: this.#present(key), arg });
  }

  #readOperand(arg: string): void {
    if (this.#options.unknown?.(arg) !== false) {
      this.operands.push(this.#table.isText("_") || !NUMBER.test(arg) ? arg : Number(arg));
    }
    if (!this.#options.stopEarly) return;
    this.operands.push(...this.#queue);
    this.#queue = [];
  }

  #set(key: string, { value, arg, collect = true }: Setting): void {
    if (!this.#isKnown(key, arg) && this.#options.unknown?.(arg, key, value) === false) return;
    const isNumber = !this.#table.isText(key) && typeof value === "string" && NUMBER.test(value);
    const entry = {
      value: isNumber ? Number(value) : value,
      collect: collect && this.#table.isCollected(key),
    };
    for (const name of this.#table.namesOf(key)) setFlag(this.flags, name, entry);
  }

  #isKnown(key: string, arg: string): boolean {
    return this.#table.isKnown(key) || (this.#table.allBoolean && /^--[^=]+$/.test(arg));
  }

  /** What a flag without a value is worth. */
  #present(key: string): string | true {
    return this.#table.isText(key) ? "" : true;
  }
}

/** The value written right behind a letter, as in -n123, -f=abc and -I/usr; else nothing. */
function attachedValue(letter: string, rest: string): string | undefined {
  if (LETTER.test(letter) && rest.startsWith("=")) return rest.slice(1);
  if (LETTER.test(letter) && NUMBER_END.test(rest)) return rest;
  return /^\W/.test(rest) ? rest : undefined;
}

function isPlain(value: unknown): value is FlagTree {
  return typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
}
