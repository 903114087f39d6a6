// What a stranger can do with one TCP connection to the join port, each with an end of its own.
// The most that is in it for the stranger is a whole JOIN: the house answers that with a signature.

import { RawConnection, type Target } from "./raw_connection.ts";

/** What a stranger does: leaves, is silent, talks nonsense, stops halfway, drips, asks for more. */
export type JunkManner = "leave" | "hang" | "garbage" | "half" | "drip" | "join";

/** Each manner, in turn. */
export const JUNK_MANNERS: readonly JunkManner[] = [
  "leave",
  "hang",
  "garbage",
  "half",
  "drip",
  "join",
];

/** The house ends a handshake after five seconds: who is still here then is not wanted. */
const lifeMs = 7_000;
const dripMs = 100;

/** Connects from `from`, behaves in this manner, and ends when the connection has. */
export async function junkConnection(
  target: Target,
  { from, manner, join, over }: {
    readonly from: string;
    readonly manner: JunkManner;
    /** A JOIN that was overheard. */
    readonly join: Uint8Array;
    /** When this has happened, the connection is given up. */
    readonly over: Promise<unknown>;
  },
): Promise<void> {
  await using connection = new RawConnection(target, from);
  await connection.connected();
  if (manner === "leave") return;
  if (manner === "garbage") connection.send(crypto.getRandomValues(new Uint8Array(200)));
  if (manner === "half") connection.send(join.subarray(0, join.length / 2));
  if (manner === "join") connection.send(join);
  const drip = manner === "drip" ? dripping(connection, join) : undefined;
  try {
    // Closed by the house, or too old: both are an end as good as any.
    await Promise.race([over, connection.closed(lifeMs).catch(() => {})]);
  } finally {
    clearInterval(drip);
  }
}

/** Sends a JOIN byte by byte. */
function dripping(connection: RawConnection, join: Uint8Array): ReturnType<typeof setInterval> {
  let at = 0;
  return setInterval(() => {
    connection.send(join.subarray(at, at + 1));
    at++;
  }, dripMs);
}
