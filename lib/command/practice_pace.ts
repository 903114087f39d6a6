// How fast a practice goes: the auctioneer's patience, the clocks, and how long a bidder thinks.
//
// As data, so that a trial may go faster and a beginner slower by the same rules.

/** The times of a practice. */
export interface PracticePace {
  /** Without a bid for so long: a fair warning, another one, the hammer. */
  readonly silenceMs: number;
  /** How long a scripted bidder thinks, at least and at most. */
  readonly thoughtMs: readonly [min: number, max: number];
  /** The same for one who answers a fair warning: shorter than the silence, or it is too late. */
  readonly hurryMs: readonly [min: number, max: number];
  /** How long before the end of a clock the sniper bids, at most and at least. */
  readonly snipeMs: readonly [min: number, max: number];
  /** How long a lot with a clock runs where no late bid adds to it. */
  readonly timedMs: number;
  /** A bid in so much of the end moves the end by as much. */
  readonly windowMs: number;
  /** Before the first lot, between lots, and after the last one. */
  readonly breathMs: number;
}

/** For people: time to read, to think and to type an amount. */
export const USUAL_PACE: PracticePace = {
  silenceMs: 8_000,
  thoughtMs: [1_000, 6_000],
  hurryMs: [1_000, 4_000],
  snipeMs: [2_000, 5_000],
  timedMs: 50_000,
  windowMs: 15_000,
  breathMs: 4_000,
};

/** How much longer everything takes with `--slow`, and with `--quick`. */
export const slowFactor = 2;
/** A fifth: too fast for people, as a trial of the practice itself. */
export const quickFactor = 0.2;

/** The pace with all of its times multiplied. */
export function scaledPace(pace: PracticePace, factor: number): PracticePace {
  const both = ([min, max]: readonly [number, number]) => [min * factor, max * factor] as const;
  return {
    silenceMs: pace.silenceMs * factor,
    thoughtMs: both(pace.thoughtMs),
    hurryMs: both(pace.hurryMs),
    snipeMs: both(pace.snipeMs),
    timedMs: pace.timedMs * factor,
    windowMs: pace.windowMs * factor,
    breathMs: pace.breathMs * factor,
  };
}
