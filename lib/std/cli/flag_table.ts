// What a program declared of its flags, looked up by any of their names.
// A declaration for one name holds for all of its other names too.
import type { ParseOptions } from "./parse_args_types.ts";

/** The declarations of one call of `parseArgs`. */
export class FlagTable {
  /** Every `--flag` without `=` is boolean. */
  readonly allBoolean: boolean;
  readonly #others = new Map<string, Set<string>>();
  readonly #boolean: ReadonlySet<string>;
  readonly #text: ReadonlySet<string>;
  readonly #collect: ReadonlySet<string>;
  readonly #negatable: ReadonlySet<string>;

  constructor(options: ParseOptions) {
    this.allBoolean = options.boolean === true;
    for (const [key, names] of Object.entries(options.alias ?? {})) {
      this.#link([key, ...listOf(names)]);
    }
    this.#boolean = this.#withOthers(options.boolean);
    this.#text = this.#withOthers(options.string);
    this.#collect = this.#withOthers(options.collect);
    this.#negatable = this.#withOthers(options.negatable);
  }

  /** The flag under all of its names, the given one first. */
  namesOf(key: string): readonly string[] {
    return [key, ...this.#others.get(key) ?? []];
  }

  /** Declared in a way that keeps it from being reported as unknown. */
  isKnown(key: string): boolean {
    return this.#boolean.has(key) || this.#text.has(key) || this.#others.has(key);
  }

  isBoolean(key: string): boolean {
    return this.#boolean.has(key);
  }

  isText(key: string): boolean {
    return this.#text.has(key);
  }

  isCollected(key: string): boolean {
    return this.#collect.has(key);
  }

  isNegatable(key: string): boolean {
    return this.#negatable.has(key);
  }

  get booleans(): Iterable<string> {
    return this.#boolean;
  }

  get collectedTexts(): readonly string[] {
    return [...this.#text].filter((key) => this.#collect.has(key));
  }

  #link(names: readonly string[]): void {
    for (const name of names) {
      const others = this.#others.get(name) ?? new Set();
      names.filter((other) => other !== name).forEach((other) => others.add(other));
      this.#others.set(name, others);
    }
  }

  #withOthers(names: boolean | string | readonly string[] | undefined): ReadonlySet<string> {
    return new Set(listOf(names).flatMap((name) => this.namesOf(name)));
  }
}

function listOf(names: boolean | string | readonly string[] | undefined): readonly string[] {
  if (names === undefined || typeof names === "boolean") return [];
  return typeof names === "string" ? [names] : names;
}
