// The connection check: joins, listens for five seconds while the house sends often, and says what
// it found and what to do about it. It takes part in nothing and bids on nothing.

import { Fault, type FaultCode } from "../base/fault.ts";
import type { FeedPath } from "../wire/member_message.ts";
import type { ConnectionState, HouseLink, LinkNotice, LinkQuality, Me } from "./house_link.ts";

/** What is measured over: the house sends a heartbeat every 50 ms for so long. */
export const CHECK_MS = 5_000;
/** The house lets a bidder in within this, or it is not reached. */
export const CHECK_JOIN_MS = 10_000;
/** More than this is lost on no good network; up to it repair hides all. */
const lossPermilleGood = 50;
/** From here on the house changes the path by itself. */
const lossPermilleBad = 100;
/** A clock that is off by more is worth a word, though nothing depends on it. */
const clockOffMsWorthy = 2_000;
/** A way that is longer than this is felt in the last seconds of a lot. */
const roundTripMsGood = 100;

/** The link as far as the check needs it. */
export type CheckedLink = Pick<HouseLink, "me" | "quality" | "subscribe"> & { probe(): void };

/** What the check found. */
export interface ConnectionReport {
  readonly me: Me | null;
  /** How long joining took, in milliseconds. */
  readonly joinMs: number;
  /** The way by which the feed comes now; null where it does not come. */
  readonly path: FeedPath | null;
  readonly quality: LinkQuality;
  readonly advice: readonly CheckAdvice[];
}

/** What the person is told to do, or that there is nothing to do. */
export type CheckAdvice =
  | "all_good"
  | "no_multicast" // filtered on the way: unicast or TCP serves as well
  | "no_udp" // a firewall lets only TCP through
  | "some_loss" // as on most Wi-Fi: repaired
  | "much_loss" // a better place or a cable
  | "slow" // the way is long
  | "not_measured" // too little came to tell
  | "clock_off" // corrected, but a clock to be set
  | "nothing_heard"; // joined, but the feed does not come

/** Surroundings of the check. */
export interface CheckOptions {
  /** Milliseconds of a clock that only moves forwards. */
  nowMs(): number;
  /** Waits; `signal` ends the wait early. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** The person has enough. */
  readonly signal: AbortSignal;
  /** The house was reached, and measuring begins. */
  reached(me: Me | null): void;
}

/**
 * Checks the connection over a link that was just started; null where the person had enough before
 * it was measured. Faults: `unreachable` where the house does not let us in in time, or ends the
 * link meanwhile; it names the last trouble.
 */
export async function checkConnection(
  link: CheckedLink,
  { nowMs, wait, signal, reached }: CheckOptions,
): Promise<ConnectionReport | null> {
  const began = nowMs();
  const joined = new AbortController();
  const ended = new AbortController();
  let trouble: { readonly code: FaultCode; readonly message: string } | null = null;
  let state = "joining" as ConnectionState;
  let path: FeedPath | null = null;
  const unsubscribe = link.subscribe((notice: LinkNotice) => {
    if (notice.type === "problem") trouble = notice;
    if (notice.type !== "connection") return;
    path = notice.path ?? path;
    state = notice.state;
    if (state === "live") joined.abort();
    if (state === "ended") ended.abort();
  });
  const until = (ms: number, ...early: readonly AbortSignal[]) =>
    wait(ms, AbortSignal.any([signal, ended.signal, ...early]));
  try {
    await until(CHECK_JOIN_MS, joined.signal);
    if (signal.aborted) return null;
    if (!joined.signal.aborted || ended.signal.aborted) throw notReached(trouble);
    const joinMs = nowMs() - began;
    reached(link.me());
    link.probe();
    // A little longer than the probe: the window that is under way is to end.
    await until(CHECK_MS + 500);
    if (signal.aborted) return null;
    if (ended.signal.aborted) throw notReached(trouble);
    const heard = state === "live" ? path : null;
    const found = { me: link.me(), joinMs, path: heard, quality: link.quality() ?? nothing };
    return { ...found, advice: adviceOn(found) };
  } finally {
    unsubscribe();
  }
}

/** What to do about what was found, the most important first. */
export function adviceOn(
  { path, quality }: Pick<ConnectionReport, "path" | "quality">,
): readonly CheckAdvice[] {
  const { frames, lossPermille, roundTripMs, offsetMs } = quality;
  if (path === null) return ["nothing_heard"];
  const advice: CheckAdvice[] = [];
  if (path === "tcp") advice.push("no_udp");
  else if (frames.multicast === 0) advice.push("no_multicast");
  if (lossPermille === null || roundTripMs === null) return [...advice, "not_measured"];
  if (lossPermille > lossPermilleBad) advice.push("much_loss");
  else if (lossPermille > lossPermilleGood) advice.push("some_loss");
  if (roundTripMs > roundTripMsGood) advice.push("slow");
  if (Math.abs(offsetMs) > clockOffMsWorthy) advice.push("clock_off");
  return advice.length === 0 ? ["all_good"] : advice;
}

const nothing: LinkQuality = {
  offsetMs: 0,
  roundTripMs: null,
  lossPermille: null,
  frames: { multicast: 0, unicast: 0, tcp: 0 },
};

function notReached(
  trouble: { readonly code: FaultCode; readonly message: string } | null,
): Fault {
  const why = trouble?.message ?? "it does not let us in";
  return new Fault(trouble?.code ?? "unreachable", `Checking the connection failed: ${why}`);
}
