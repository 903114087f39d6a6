// A client that bids without a pause: the next bid goes out with the answer to the one before.

import type { BidAnswer, ClientProcess } from "./client_process.ts";

/** A stream of bids under way. */
export interface BidStream {
  /** Tells the stream to end with the bid that is under way. */
  stop(): void;
  /** The answers to all bids of the stream, once it has ended. */
  readonly done: Promise<readonly BidAnswer[]>;
}

/**
 * Bids on `lot`, each time `step` more than the time before, until it is stopped or `count` bids
 * were answered. Every bid must get a final answer.
 */
export function streamBids(
  client: ClientProcess,
  { lot, from, step, count }: {
    readonly lot: string;
    readonly from: number;
    readonly step: number;
    readonly count: number;
  },
): BidStream {
  let stopped = false;
  const bidOn = async () => {
    const answers: BidAnswer[] = [];
    while (!stopped && answers.length < count) {
      const before = client.program.lines.mark();
      const answer = await client.bid(lot, { max: from + answers.length * step });
      answers.push(answer);
      // The client itself refuses while it cannot see the sale: it says when it can again.
      if (answer.seq === null && !stopped) await client.live(before);
    }
    return answers;
  };
  return { done: bidOn(), stop: () => void (stopped = true) };
}
