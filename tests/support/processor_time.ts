// How much of the processors a program of ours has used, as Linux tells it. Deno lets nobody read
// /proc without all permissions: `cat` reads it.

import type { Program } from "./program.ts";

/** Clock ticks a second in /proc: the same on every Linux (USER_HZ). */
const ticksPerSecond = 100;

/** Milliseconds of all threads of `program` so far, in steps of ten; null where there is no /proc. */
export async function processorMs(program: Program): Promise<number | null> {
  if (Deno.build.os !== "linux") return null;
  const { stdout } = await new Deno.Command("cat", {
    args: [`/proc/${program.id}/stat`],
    stderr: "inherit",
  }).output();
  return processorMsIn(new TextDecoder().decode(stdout));
}

/** The sum of utime and stime of a line of /proc/PID/stat (proc_pid_stat(5)). */
export function processorMsIn(line: string): number {
  // The name stands in brackets and may hold anything: the fields are counted behind it.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  if (!Number.isSafeInteger(ticks)) throw new Error(`not a line of /proc/PID/stat: "${line}"`);
  return ticks * 1_000 / ticksPerSecond;
}
