// The house's time as a bidder estimates it: the offset of the quickest of the last pings.
//
// As in NTP (RFC 5905 §8) the half of the round trip is taken for the way; the quickest round trip
// bounds the error by its half. The bidder's own clock may say anything.

interface Sample {
  readonly roundTripMs: number;
  readonly offsetMs: number;
}

const samplesMax = 8;

/** Collects samples and answers with the best offset. */
export class HouseTime {
  #samples: Sample[] = [];
  #fallbackMs = 0;

  /** The house said its time in a message with no round trip (WELCOME): better than nothing. */
  hint(houseAt: number, now: number): void {
    if (this.#samples.length === 0) this.#fallbackMs = houseAt - now;
  }

  /** A pong came: `sentAt` and `receivedAt` by the own clock, `houseAt` by the house's. */
  pong(
    pong: { readonly sentAt: number; readonly houseAt: number; readonly receivedAt: number },
  ): void {
    const roundTripMs = pong.receivedAt - pong.sentAt;
    if (roundTripMs < 0) return;
    const offsetMs = pong.houseAt - (pong.sentAt + roundTripMs / 2);
    this.#samples = [...this.#samples, { roundTripMs, offsetMs }].slice(-samplesMax);
  }

  /** What to add to the own clock to have the house's time, in milliseconds. */
  offsetMs(): number {
    let best: Sample | null = null;
    for (const sample of this.#samples) {
      if (best === null || sample.roundTripMs < best.roundTripMs) best = sample;
    }
    return Math.round(best?.offsetMs ?? this.#fallbackMs);
  }

  /** The quickest round trip of the last pings, or null before the first. */
  roundTripMs(): number | null {
    if (this.#samples.length === 0) return null;
    return Math.min(...this.#samples.map((sample) => sample.roundTripMs));
  }
}
