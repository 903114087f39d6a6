// Asks the house's relay port for one picture over real TCP, within a time.

import type { Bytes } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { within } from "../base/within.ts";
import type { Address } from "../net/address.ts";
import { fetchPicture } from "../net/picture_fetch.ts";
import { connectTcp } from "../net/tcp_listener.ts";

/** From the connection to the last byte: as long as the house leaves one open, and a little more. */
export const PICTURE_FETCH_MS = 125_000;
const connectMs = 5_000;

/** The sealed picture of this name, or null: the house has none. Faults: as {@link fetchPicture}. */
export async function requestPicture(relay: Address, name: Bytes): Promise<Bytes | null> {
  const connection = await connectTcp(relay, { timeoutMs: connectMs });
  try {
    const end = { ms: PICTURE_FETCH_MS, expired: () => connection.close() };
    const sealed = await within(fetchPicture(connection, name), end);
    if (sealed !== "timeout") return sealed;
    throw new Fault("timeout", "Fetching a picture failed: the house took too long");
  } finally {
    connection.close();
  }
}
