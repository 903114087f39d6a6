// The house's time as a bidder estimates it: the offset of the quickest of the last pings.
//
// As in NTP (RFC 5905 §8) the half of the round trip is taken for the way; the quickest round trip
// bounds the error by its half. The bidder's own clock may say anything, drift, and jump: a machine
// that has slept goes on where its clock stood. A sample that contradicts an earlier one shows it.

interface Sample {
  readonly roundTripMs: number;
  readonly offsetMs: number;
}

const samplesMax = 8;
/** What two samples may differ by beyond their round trips: whole milliseconds, and drift. */
const driftMs = 25;

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
    const sample = { roundTripMs, offsetMs: pong.houseAt - (pong.sentAt + roundTripMs / 2) };
    // The true offset lies within half a round trip of each sample's: where two leave no room for
    // it, the own clock has jumped between them, and the earlier one tells of a time that is gone.
    const consistent = this.#samples.filter((earlier) => agree(earlier, sample));
    this.#samples = [...consistent, sample].slice(-samplesMax);
  }

  /**
   * The house was heard to say its time, in a heartbeat. True where our idea of it is behind that:
   * no way is shorter than none, so the own clock has stood still meanwhile, and a ping is due.
   */
  isBehind(houseAt: number, now: number): boolean {
    return houseAt - (now + this.offsetMs()) > driftMs;
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

function agree(a: Sample, b: Sample): boolean {
  const room = (a.roundTripMs + b.roundTripMs) / 2 + driftMs;
  return Math.abs(a.offsetMs - b.offsetMs) <= room;
}
