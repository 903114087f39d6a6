// The types of `parseArgs`: what the options may say, and what the result then holds.
// A flag declared as text is text or absent, one declared as boolean is a boolean, one that is
// collected is a list, and everything undeclared is `unknown`. Without any declaration all is
// `any`, as in @std/cli. Names with dots are parsed, but typed as `unknown` at their first part.

type Flag = string | boolean | undefined;
type Name = string | undefined;
type Names<T> = T | readonly Extract<T, string>[];

/** What `parseArgs` is told of the flags of a program; each name may be one or a list. */
export interface ParseOptions<
  B extends Flag = Flag,
  S extends Name = Name,
  C extends Name = Name,
  N extends Name = Name,
  D = Readonly<Record<string, unknown>> | undefined,
  A = Readonly<Record<string, string | readonly string[]>> | undefined,
  K extends boolean | undefined = boolean | undefined,
> {
  /** Puts what follows `--` under the key `--` and not into `_`. Default: false. */
  "--"?: K;
  /** Other names of a flag; the result holds the value under every one of them. */
  alias?: A & Readonly<Record<string, string | readonly string[]>>;
  /** Flags without a value; true makes every `--flag` without `=` one of them. */
  boolean?: Names<B>;
  /** Values of flags that are not given. */
  default?: D & Readonly<Record<string, unknown>>;
  /** Takes everything after the first argument that is not a flag as it stands. */
  stopEarly?: boolean;
  /** Flags whose value stays text, also where it looks like a number; `_` for the arguments. */
  string?: Names<S>;
  /** Flags that may be given several times and become a list. */
  collect?: Names<C>;
  /** Flags that `--no-flag` sets to false. */
  negatable?: Names<N>;
  /** Called for each flag that was not declared and each argument; false leaves it away. */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

type Given<D, K> = K extends keyof D ? D[K] : never;
type Negated<K, N> = K extends N ? false : never;
type Key<T> = Exclude<Extract<T, string>, `${string}.${string}` | "_">;
type Collected<K, V, C> = K extends C ? V[] : V;

type TextFlags<S, C, N, D> =
  & {
    [K in Exclude<Key<S>, C | keyof D>]?: string | Negated<K, N> | undefined;
  }
  & {
    [K in Extract<Key<S>, C | keyof D>]:
      | Collected<K, string, C>
      | Negated<K, N>
      | Given<D, K>;
  };

type BooleanFlags<B, C, D> = {
  [K in Key<B>]: Collected<K, boolean, C> | Given<D, K>;
};

type OtherLists<B, S, C, D> = {
  [K in Exclude<Key<C>, B | S>]: unknown[] | Given<D, K>;
};

/** What lies behind `--`, when the options ask for it. */
type Behind<K> = K extends true ? { "--": string[] } : { "--"?: string[] };

type Declared<B, S, C, N, D> =
  & Record<string, unknown>
  & TextFlags<S, C, N, D>
  & BooleanFlags<B, C, D>
  & OtherLists<B, S, C, D>
  & { [K in Exclude<keyof D, B | S | C>]: unknown };

// deno-lint-ignore no-explicit-any -- as @std/cli gives it when nothing is declared.
type Undeclared = Record<string, any>;

/** The result of a parse whose flags have the types `T`; `_` holds what is no flag. */
export type Args<
  T extends Record<string, unknown> = Undeclared,
  K extends boolean | undefined = undefined,
> = T & { _: Array<string | number> } & Behind<K>;

/** What the options let one know of the flags; nothing, where their names are not known either. */
export type FlagsOf<B, S, C, N, D> = [B, S, C] extends [false | undefined, undefined, undefined]
  ? Undeclared
  : string extends B | S | C ? Undeclared
  : Declared<B, S, C, N, D>;
