// A flood as a program of its own, so that it takes no time from the thread of whoever measures:
// junk datagrams at a house and its group, junk connections at its join port. It keeps to its pace,
// ends when its stdin does and in any case by itself, and says on stdout when it begins and what it
// has done.

import { JUNK_MANNERS, junkConnection } from "./junk_connection.ts";
import { type JunkDatagram, junkDatagrams } from "./junk_datagrams.ts";

/** Where a flood goes. */
export interface FloodTarget {
  /** Each as "host:port". */
  readonly bids: string;
  readonly group: string;
  readonly join: string;
}

/** What the program is told, as JSON, in its one argument. */
export interface FloodPlan {
  readonly target: FloodTarget;
  /** In hexadecimal. */
  readonly overheard: {
    readonly join: string;
    readonly toHouse: readonly string[];
    readonly toGroup: readonly string[];
  };
  readonly seed: number;
  /** The longest that it may last. */
  readonly msMax: number;
  /** A second, half of them at the house and half at the group. */
  readonly datagrams: number;
  /** A second, at the join port. */
  readonly connections: number;
  /** The loopback addresses that connections come from, in turn. */
  readonly connectFrom: readonly string[];
}

/** What a flood has done. */
export interface FloodReport {
  readonly toHouse: number;
  readonly toGroup: number;
  /** Datagrams that did not leave. */
  readonly unsent: number;
  readonly connections: number;
  readonly ms: number;
  /** Whether it lasted until it was told to stop: what happened before happened in the flood. */
  readonly stopped: boolean;
}

/** Each port is a source with a budget of its own; one of them is far louder than the rest. */
const sources = 64;
const loudShare = 0.5;
const rounds = 100;
/** What was not sent in time is made up for in bursts no longer than this. */
const burstMax = 200;
const loopback = "127.0.0.1";

if (import.meta.main) {
  const plan: FloodPlan = JSON.parse(Deno.args[0] ?? "");
  const stop = new AbortController();
  const listening = Deno.stdin.readable.pipeTo(new WritableStream()).finally(() => stop.abort());
  console.log(JSON.stringify({ started: true }));
  console.log(JSON.stringify(await flood(plan, stop.signal)));
  await listening;
}

async function flood(plan: FloodPlan, stop: AbortSignal): Promise<FloodReport> {
  const { overheard: { toHouse, toGroup }, seed } = plan;
  const overheard = { toHouse: toHouse.map(fromHex), toGroup: toGroup.map(fromHex) };
  const junk = plan.datagrams === 0 ? [] : junkDatagrams(overheard, { rounds, seed });
  const since = performance.now();
  const [sent, connections] = await Promise.all([
    sendDatagrams(plan, { junk, stop }),
    connect(plan, stop),
  ]);
  return { ...sent, connections, ms: performance.now() - since, stopped: stop.aborted };
}

async function sendDatagrams(
  { target, datagrams, msMax }: FloodPlan,
  { junk, stop }: { readonly junk: readonly JunkDatagram[]; readonly stop: AbortSignal },
): Promise<Pick<FloodReport, "toHouse" | "toGroup" | "unsent">> {
  const sockets = Array.from(
    { length: sources },
    () => Deno.listenDatagram({ hostname: loopback, port: 0, transport: "udp" }),
  );
  const to = { house: addressOf(target.bids), group: addressOf(target.group) };
  const counts = { house: 0, group: 0, unsent: 0 };
  await paced(datagrams, { msMax, stop }, async (i) => {
    const { to: where, bytes } = junk[i % junk.length] ?? { to: "house", bytes: new Uint8Array() };
    // Pairs go to both targets, so that the loud source is loud at each.
    const pair = Math.floor(i / 2);
    const from = sockets[pair % 10 < loudShare * 10 ? 0 : pair % sources];
    try {
      await from?.send(bytes, to[where]);
      counts[where]++;
    } catch {
      counts.unsent++; // A full buffer of our own: counted, as the rate must be told as it was.
    }
  });
  for (const socket of sockets) socket.close();
  return { toHouse: counts.house, toGroup: counts.group, unsent: counts.unsent };
}

async function connect(plan: FloodPlan, stop: AbortSignal): Promise<number> {
  const { target, connections, connectFrom, msMax } = plan;
  const { hostname, port } = addressOf(target.join);
  const join = fromHex(plan.overheard.join);
  const over = Promise.withResolvers<void>();
  const open: Promise<void>[] = [];
  await paced(connections, { msMax, stop }, (i) => {
    const from = connectFrom[i % connectFrom.length] ?? loopback;
    const manner = JUNK_MANNERS[i % JUNK_MANNERS.length] ?? "hang";
    open.push(junkConnection({ hostname, port }, { from, manner, join, over: over.promise }));
  });
  over.resolve();
  const ends = await Promise.allSettled(open);
  return ends.filter(({ status }) => status === "fulfilled").length;
}

/** Does `one` so many times a second, evenly, until told to stop or the time is up. */
async function paced(
  perSecond: number,
  { msMax, stop }: { readonly msMax: number; readonly stop: AbortSignal },
  one: (i: number) => Promise<void> | void,
): Promise<void> {
  const since = performance.now();
  for (let done = 0;;) {
    const ms = performance.now() - since;
    if (stop.aborted || ms > msMax) return;
    // A pace that was lost is not made up for in one go: that would be another flood.
    const due = Math.min(Math.ceil(ms / 1_000 * perSecond), done + burstMax);
    for (; done < due; done++) await one(done);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function addressOf(text: string): Deno.NetAddr {
  const [hostname = "", port] = text.split(":");
  return { hostname, port: Number(port), transport: "udp" };
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.fromHex(text);
}
