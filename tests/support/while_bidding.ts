// Traffic under a trial: some clients bid without a pause while something is done to the network or
// to the house, and stop when it is done.

import { type BidStream, streamBids } from "./bid_stream.ts";
import type { BidAnswer, ClientProcess } from "./client_process.ts";

/** More than any trial lasts for. */
const bidsMax = 100_000;

/**
 * Does `work` while `clients` bid on `lot`, each more than the bids before it, from `from` on. Gives
 * each one's answers, in their order: every bid had one.
 */
export async function whileBidding(
  clients: readonly ClientProcess[],
  { lot, from, work }: {
    readonly lot: string;
    readonly from: number;
    readonly work: () => Promise<void>;
  },
): Promise<readonly (readonly BidAnswer[])[]> {
  const step = clients.length;
  const streams: readonly BidStream[] = clients.map((client, i) =>
    streamBids(client, { lot, from: from + i, step, count: bidsMax })
  );
  const done = Promise.all(streams.map((stream) => stream.done));
  // Where the work fails that is told, and not that the clients ended before their answers.
  done.catch(() => {});
  try {
    // A client that ends in the midst of it ends the trial at once.
    await Promise.race([work(), done]);
  } finally {
    for (const stream of streams) stream.stop();
  }
  return await done;
}
