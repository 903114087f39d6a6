// Reads command-line flags in the manner of minimist, as `parseArgs` of @std/cli documents it.
// Texts that look like numbers become numbers unless their flag is declared as text; names with
// dots become nested objects. It never fails: what is wrong with a flag is the caller's to say.
import { FlagReader } from "./flag_reader.ts";
import { FlagTable } from "./flag_table.ts";
import type { Args, FlagsOf, ParseOptions } from "./parse_args_types.ts";

export type { Args, ParseOptions };

/** The flags by name and the other arguments under `_`; takes a command line as `Deno.args`. */
export function parseArgs<
  B extends string | boolean | undefined = undefined,
  S extends string | undefined = undefined,
  C extends string | undefined = undefined,
  N extends string | undefined = undefined,
  D extends Readonly<Record<string, unknown>> | undefined = undefined,
  A extends Readonly<Record<string, string | readonly string[]>> | undefined = undefined,
  K extends boolean | undefined = undefined,
>(
  args: string[],
  options?: ParseOptions<B, S, C, N, D, A, K>,
): Args<FlagsOf<B, S, C, N, D>, K>;
// deno-lint-ignore no-explicit-any -- the public signature above says what comes back.
export function parseArgs(args: readonly string[], options: ParseOptions = {}): any {
  const at = args.indexOf("--");
  const before = at < 0 ? args : args.slice(0, at);
  const behind = at < 0 ? [] : args.slice(at + 1);
  const reader = new FlagReader(new FlagTable(options), options);
  reader.read(before);
  reader.fillIn();
  if (options["--"]) return { ...reader.flags, _: reader.operands, "--": behind };
  return { ...reader.flags, _: [...reader.operands, ...behind] };
}
