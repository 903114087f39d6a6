// What a practice teaches: each lot beside what it could have cost, and what to try next time.
//
// Pure. Only here the scripted bidders' limits come to light, after the sale: during it the person
// knows as little of them as on the evening itself.

/** A lot that has ended, with what everyone would have paid. Amounts in cents. */
export interface LessonLot {
  readonly id: string;
  readonly result: "sold" | "passed";
  /** The winner's paddle, and what they pay; null where it was not sold. */
  readonly winner: string | null;
  readonly price: number | null;
  /** The least that the consignor takes; null without one. */
  readonly reserve: number | null;
  /** How often a late bid moved the end. */
  readonly extensions: number;
  /** The person's accepted amounts, oldest first. */
  readonly ownAmounts: readonly number[];
  /** The scripted bidder who would have gone furthest, and how far. */
  readonly rival: { readonly paddle: string; readonly limit: number };
}

/** How a lot went for the person. */
export interface LessonRow {
  readonly lot: LessonLot;
  readonly isWon: boolean;
  /** The most that the person named, or null without a bid. */
  readonly ownMax: number | null;
  /** How much more than that the lot would have taken, where it was lost after a bid. */
  readonly short: number | null;
  /** Whether the reserve made the price: nobody else would have gone so far. */
  readonly isReservePrice: boolean;
}

/** Something to try next time. */
export type Hint = "bid_at_all" | "name_maximum" | "kept_for_you" | "soft_close" | "close_call";

/** The whole evening in review. */
export interface Lesson {
  readonly rows: readonly LessonRow[];
  readonly won: number;
  /** The sum of the prices of the lots won. */
  readonly paid: number;
  /** What the others would have paid at most for these lots. */
  readonly rivals: number;
  /** How much of the own maxima was not needed for them. */
  readonly unspent: number;
  readonly hints: readonly Hint[];
}

/** So many bids on one lot are small steps, and no plan. */
const nibbles = 3;
const hintsMax = 3;
/** Lost by no more than this part of the price: one more thought beforehand would have done. */
const closePart = 0.1;

/** The review of the lots that have ended, for the person with this paddle. */
export function lessonOf(lots: readonly LessonLot[], paddle: string): Lesson {
  const rows = lots.map((lot) => rowOf(lot, paddle));
  const won = rows.filter(({ isWon }) => isWon);
  const sum = (amount: (row: LessonRow) => number) =>
    won.reduce((total, row) => total + amount(row), 0);
  const paid = sum(({ lot }) => lot.price ?? 0);
  return {
    rows,
    won: won.length,
    paid,
    rivals: sum(({ lot }) => lot.rival.limit),
    unspent: sum(({ ownMax, lot }) => Math.max(0, (ownMax ?? 0) - (lot.price ?? 0))),
    hints: hintsFor(rows).slice(0, hintsMax),
  };
}

function rowOf(lot: LessonLot, paddle: string): LessonRow {
  const isWon = lot.winner === paddle;
  const ownMax = lot.ownAmounts.length === 0 ? null : Math.max(...lot.ownAmounts);
  const isLost = !isWon && lot.result === "sold" && ownMax !== null;
  // Without anyone's knowing it, the winner's limit was the amount to beat, or what was paid.
  const beaten = Math.max(lot.rival.limit, lot.price ?? 0);
  // The proxy goes to the reserve at once; where a rival goes as far, the price is the rival's.
  const isReservePrice = isWon && lot.price !== null && lot.price === lot.reserve &&
    lot.price > lot.rival.limit;
  return {
    lot,
    isWon,
    ownMax,
    short: isLost ? Math.max(0, beaten - ownMax) : null,
    isReservePrice,
  };
}

function hintsFor(rows: readonly LessonRow[]): readonly Hint[] {
  if (rows.every(({ ownMax }) => ownMax === null)) return ["bid_at_all"];
  const isClose = ({ short, lot }: LessonRow) =>
    short !== null && short <= closePart * (lot.price ?? 0);
  const isKept = ({ isWon, ownMax, lot }: LessonRow) => isWon && (ownMax ?? 0) > (lot.price ?? 0);
  const found: readonly (readonly [Hint, boolean])[] = [
    ["name_maximum", rows.some(({ lot }) => lot.ownAmounts.length >= nibbles)],
    ["close_call", rows.some(isClose)],
    ["kept_for_you", rows.some(isKept)],
    ["soft_close", rows.some(({ lot }) => lot.extensions > 0)],
  ];
  return found.flatMap(([hint, isSo]) => isSo ? [hint] : []);
}
