// Running a command: what it prints where, how it fails, and the exit code of the process.
//
// Exit codes: 0 it went well, 1 it failed, 2 the command line was not understood. A failure is
// one line on stderr and what to do next on the line below; a stack trace only with
// LEILAO_DEBUG=1. Reads LANG, LC_ALL, LC_MESSAGES, NO_COLOR and LEILAO_DEBUG, each of them only
// where the process may: an environment that is closed to us counts as empty.

import { asFault, type Fault } from "../base/fault.ts";
import { faultHint, faultLine } from "../base/fault_hints.ts";
import type { Language } from "../base/language.ts";
import { VERSION } from "../base/version.ts";
import { helpText } from "./_cli_help.ts";
import { type Command, type Flags, type FlagValues, languageOf, parseCommand } from "./cli.ts";
import type { ReadEnv } from "./cli.ts";
import { mayStyle, type Style, styleFor } from "./style.ts";

/** The surroundings of a command: its arguments, its environment, its two streams. */
export interface CommandIo {
  readonly args: readonly string[];
  readonly env: ReadEnv;
  /** Writes to stdout as it is: the command's result and nothing else. */
  out(text: string): void;
  /** Writes to stderr as it is: what is for people while stdout may be a script's. */
  err(text: string): void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
}

/** What a command's body gets. */
export interface CommandRun<F extends Flags> {
  readonly flags: FlagValues<F>;
  readonly positionals: readonly string[];
  readonly language: Language;
  readonly io: CommandIo;
  /** The looks of stdout and of stderr. */
  readonly outStyle: Style;
  readonly errStyle: Style;
}

/** The body of a command: its exit code, 0 where it returns nothing. Failures are thrown Faults. */
export type CommandBody<F extends Flags> = (run: CommandRun<F>) => Promise<number | void>;

/** Runs `command` with the process's own surroundings and ends the process with its exit code. */
export async function runMain<F extends Flags>(
  command: Command<F>,
  body: CommandBody<F>,
): Promise<never> {
  const io = processIo();
  const fail = (error: unknown) => {
    reportFault(asFault(error), { io, command: command.name, language: languageOf([], io.env) });
    Deno.exit(1);
  };
  // What no await of the body catches would otherwise end in a stack trace.
  globalThis.addEventListener("unhandledrejection", (event) => fail(event.reason));
  globalThis.addEventListener("error", (event) => fail(event.error));
  Deno.exit(await runCommand(command, body, { io }));
}

/** Runs `command` in the surroundings `io` and gives its exit code; never throws. */
export async function runCommand<F extends Flags>(
  command: Command<F>,
  body: CommandBody<F>,
  { io }: { readonly io: CommandIo },
): Promise<number> {
  let language = languageOf([], io.env);
  try {
    const parsed = parseCommand(command, io.args, { env: io.env });
    language = parsed.language;
    const outStyle = styleFor(mayStyle(io.outIsTerminal, io.env("NO_COLOR")));
    const errStyle = styleFor(mayStyle(io.errIsTerminal, io.env("NO_COLOR")));
    if (parsed.action !== "run") {
      const isHelp = parsed.action === "help";
      io.out(isHelp ? helpText(command, { language, style: outStyle }) : `leilao ${VERSION}\n`);
      return 0;
    }
    const { flags, positionals } = parsed;
    return await body({ flags, positionals, language, io, outStyle, errStyle }) ?? 0;
  } catch (error) {
    const fault = asFault(error);
    reportFault(fault, { io, command: command.name, language });
    return fault.code === "bad_arguments" ? 2 : 1;
  }
}

/** Says on stderr what failed and what to do about it; the stack only with LEILAO_DEBUG=1. */
export function reportFault(
  fault: Fault,
  place: { readonly io: CommandIo; readonly command: string; readonly language: Language },
): void {
  const { io, command, language } = place;
  const style = styleFor(mayStyle(io.errIsTerminal, io.env("NO_COLOR")));
  io.err(`${style.bold(style.red(command))}: ${faultLine(fault, language)}\n`);
  io.err(`${faultHint(fault, language)}\n`);
  if (io.env("LEILAO_DEBUG") !== "1") return;
  io.err(`${style.dim(`${fault.code}: ${fault.stack ?? ""}`)}\n`);
  for (let cause = fault.cause; cause instanceof Error; cause = cause.cause) {
    io.err(`${style.dim(`cause: ${cause.stack ?? cause.message}`)}\n`);
  }
}

/** The surroundings of this process. */
export function processIo(): CommandIo {
  return {
    args: Deno.args,
    env: readEnv,
    out: (text) => writeWhole(Deno.stdout, text),
    err: (text) => writeWhole(Deno.stderr, text),
    outIsTerminal: Deno.stdout.isTerminal(),
    errIsTerminal: Deno.stderr.isTerminal(),
  };
}

/** Asks before it reads: a denied read would throw, and an undecided one would prompt the person. */
function readEnv(variable: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  return state === "granted" ? Deno.env.get(variable) : undefined;
}

function writeWhole(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let sent = 0; sent < bytes.length;) sent += stream.writeSync(bytes.subarray(sent));
  } catch (error) {
    // The reader went away (`| head`): there is nobody left to tell, and nothing went wrong here.
    if (error instanceof Deno.errors.BrokenPipe) Deno.exit(0);
    throw error;
  }
}
