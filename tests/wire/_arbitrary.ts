// Arbitrary values of everything that travels, for property tests: every valid shape, the edges
// of each bound among them.

import fc from "fast-check";
import { BID_KINDS, type BidKind, type Command } from "../../lib/auction/command.ts";
import type {
  ExtensionCause,
  PublicEvent,
  PublicLot,
  RetractionCause,
  Standing,
} from "../../lib/auction/event.ts";
import type {
  Closing,
  Format,
  Increments,
  Lot,
  LotImage,
  SoftClose,
  Texts,
} from "../../lib/auction/lot.ts";
import { type Cents, toCents } from "../../lib/auction/money.ts";
import type { PremiumTier, SaleTerms } from "../../lib/auction/settlement.ts";
import type { Bytes } from "../../lib/base/bytes.ts";
import type { SignedBid } from "../../lib/wire/bid_codec.ts";
import type { LotState } from "../../lib/wire/signed_message.ts";

type Of<T> = fc.Arbitrary<T>;

const largest = Number.MAX_SAFE_INTEGER;

/** A number of the wire from `min`, its edges often. */
export function uint(min = 0, max = largest): Of<number> {
  const edges = [min, max, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32];
  const inside = edges.filter((edge) => edge >= min && edge <= max);
  return fc.oneof(fc.integer({ min, max }), fc.constantFrom(...inside));
}

export const cents: Of<Cents> = uint().map(toCents);
const positive: Of<Cents> = uint(1).map(toCents);
export const ms: Of<number> = uint();

export function bytes(length: number): Of<Bytes> {
  return bytesUpTo(length, length);
}

export function bytesUpTo(maxLength: number, minLength = 0): Of<Bytes> {
  return fc.uint8Array({ minLength, maxLength }).map((array) => new Uint8Array(array));
}

export function hex(length: number): Of<string> {
  return bytes(length).map((array) => array.toHex());
}

/** Any well-formed text of at most `units` UTF-16 units that does not begin with a mark. */
export function text(units: number): Of<string> {
  return fc.string({ unit: "binary", maxLength: units })
    .filter((value) => value.length <= units && !value.startsWith("\ufeff"));
}

function spelled(pattern: RegExp): Of<string> {
  return fc.stringMatching(pattern);
}

const lotId: Of<string> = spelled(/^[0-9A-Za-z][0-9A-Za-z-]{0,31}$/);
export const paddle: Of<string> = spelled(/^[0-9A-Za-z][0-9A-Za-z-]{0,11}$/);
const currency: Of<string> = spelled(/^[A-Z]{3}$/);

export function orNull<T>(value: Of<T>): Of<T | null> {
  return fc.option(value, { nil: null });
}

function texts(units: number): Of<Texts> {
  return fc.record({ en: text(units), pt: text(units) }, { requiredKeys: [] });
}

const increments: Of<Increments> = fc.oneof(
  fc.constantFrom<Increments>({ type: "ebay_us" }, { type: "ebay_uk" }, { type: "house_258" }),
  fc.record({ type: fc.constant("fixed" as const), step: positive }),
  fc.record({
    type: fc.constant("percent" as const),
    percent: uint(1, 10_000).map((hundredths) => hundredths / 100),
    roundTo: positive,
  }),
  fc.record({
    type: fc.constant("table" as const),
    steps: fc.array(fc.record({ from: cents, step: positive }), { minLength: 1, maxLength: 32 }),
  }),
);

const softClose: Of<SoftClose> = fc.oneof(
  fc.constant<SoftClose>({ type: "none" }),
  fc.record({
    type: fc.constantFrom("from_bid" as const, "add_to_end" as const),
    windowMs: ms,
    extensionsMs: fc.array(ms, { minLength: 1, maxLength: 16 }),
    hardEndMs: orNull(ms),
  }),
);

const closing: Of<Closing> = fc.oneof(
  fc.constantFrom<Closing>({ type: "clerked" }, { type: "paced" }),
  fc.record({
    type: fc.constant("timed" as const),
    end: fc.oneof(
      fc.record({ type: fc.constant("after" as const), durationMs: ms }),
      fc.record({ type: fc.constant("at" as const), atMs: ms }),
    ),
    softClose,
    group: orNull(lotId),
  }),
);

const interval: Of<number> = uint(1, 86_400_000);

const format: Of<Format> = fc.oneof(
  fc.constantFrom<Format>({ type: "sealed_first" }, { type: "vickrey" }),
  fc.record({ type: fc.constant("english" as const), buyNow: orNull(positive) }),
  fc.record({
    type: fc.constant("dutch" as const),
    floor: positive,
    step: positive,
    everyMs: interval,
  }),
  fc.record({
    type: fc.constant("japanese" as const),
    step: positive,
    everyMs: interval,
    entryMs: interval,
  }),
  fc.record({ type: fc.constant("uniform" as const), quantity: uint(1, 10_000) }),
);

const image: Of<LotImage> = fc.record({
  name: spelled(/^[0-9A-Za-z._-]{1,64}$/),
  mediaType: spelled(/^image\/[a-z+]{1,26}$/),
  sha256: hex(32),
});

const faceFields = {
  id: lotId,
  format,
  opening: positive,
  increments,
  closing,
  image: orNull(image),
  estimate: orNull(fc.record({ low: positive, high: positive })),
};

const publicLot: Of<PublicLot> = fc.record({
  ...faceFields,
  title: texts(60),
  hasReserve: fc.boolean(),
});

const lot: Of<Lot> = fc.record({
  ...faceFields,
  title: texts(200),
  description: texts(4_000),
  reserve: orNull(cents),
  consignor: orNull(paddle),
});

const tiers: Of<readonly PremiumTier[]> = fc.uniqueArray(
  fc.record({ from: positive, rate: uint(0, 10_000) }),
  { selector: ({ from }) => from, maxLength: 9 },
).chain((later) =>
  uint(0, 10_000).map((rate) => [
    { from: toCents(0), rate },
    ...later.toSorted((a, b) => a.from - b.from),
  ])
);

const terms: Of<SaleTerms> = fc.record({
  premium: fc.oneof(tiers, fc.constant([])),
  taxRate: uint(0, 10_000),
  taxOn: fc.constantFrom("premium" as const, "hammer_and_premium" as const),
});

const standing: Of<Standing> = fc.record({
  leader: orNull(paddle),
  price: orNull(cents),
  ask: cents,
  bids: uint(),
  reserveMet: fc.boolean(),
});

/** An open lot as a heartbeat tells of it. */
export const lotState: Of<LotState> = fc.record({
  lot: lotId,
  status: fc.constantFrom("open" as const, "fair_warning" as const, "paused" as const),
  endsAt: orNull(ms),
  standing,
});

function named<const T extends string, F>(type: T, fields: { [K in keyof F]: Of<F[K]> }) {
  return fc.record<F>(fields).map((rest) => ({ type, ...rest }));
}

const at = { at: ms };
const ofLot = { ...at, lot: lotId };

/** Every event there is. A lot of the largest terms may be too long for the wire: encode first. */
export const event: Of<PublicEvent> = fc.oneof(
  named("SaleCreated", { ...at, sale: hex(16), name: text(200), currency }),
  named("SaleOpened", at),
  named("SaleClosed", at),
  named("LotCatalogued", { ...at, lot: publicLot }),
  named("LotDescribed", {
    ...ofLot,
    language: fc.constantFrom("en" as const, "pt" as const),
    part: uint(1, 255),
    parts: uint(1, 255),
    text: text(200),
  }),
  named("LotOpened", { ...ofLot, ask: cents, endsAt: orNull(ms) }),
  named("BidAccepted", { ...ofLot, standing }),
  named("BidRecorded", at),
  named("LotExtended", {
    ...ofLot,
    endsAt: ms,
    cause: fc.constantFrom<ExtensionCause>("late_bid", "outage", "group", "undo"),
  }),
  named("FairWarningGiven", { ...ofLot, call: uint(1, 255), text: orNull(text(200)) }),
  named("LotPaused", { ...ofLot, remainingMs: orNull(ms) }),
  named("LotResumed", { ...ofLot, endsAt: orNull(ms) }),
  named("BidUndone", { ...ofLot, standing, endsAt: orNull(ms) }),
  named("LotSold", { ...ofLot, paddle, price: cents }),
  named("LotPassed", {
    ...ofLot,
    reason: fc.constantFrom("no_bids" as const, "reserve_not_met" as const, "by_hand" as const),
  }),
  named("LotWithdrawn", { ...ofLot, reason: orNull(text(200)) }),
  named("PaddleAdmitted", { ...at, paddle }),
  named("PaddleSuspended", { ...at, paddle }),
  named("PaddleReinstated", { ...at, paddle }),
  named("AskSet", { ...ofLot, ask: positive }),
  named("IncrementsSet", { ...ofLot, increments, ask: cents }),
  named("BidderLeft", { ...ofLot, paddle }),
  named("PriceRaised", { ...ofLot, standing, endsAt: ms }),
  named("BidsRetracted", {
    ...ofLot,
    paddle,
    cause: fc.constantFrom<RetractionCause>("retracted", "banned", "defaulted"),
    reason: orNull(text(200)),
    standing,
  }),
  named("UnitsSold", { ...ofLot, paddle, quantity: uint(1, 10_000), price: cents }),
  named("LotReopened", { ...ofLot, standing, endsAt: orNull(ms) }),
  named("LotAwarded", { ...ofLot, paddle, price: cents, defaulter: paddle }),
  named("Announced", { ...at, text: text(200) }),
  named("TermsSet", { ...at, terms }),
  named("LimitSet", at),
  named("PaddleBanned", { ...at, paddle }),
  named("LotMoved", { ...ofLot, before: orNull(lotId) }).filter(({ lot, before }) =>
    lot !== before
  ),
);

const kind: Of<BidKind> = fc.constantFrom(...BID_KINDS);

/** A bid as a client makes it. */
export const bid: Of<SignedBid> = fc.record({
  sale: hex(16),
  lot: lotId,
  kind,
  amount: uint(),
  quantity: uint(),
  currency: text(3),
  bidId: hex(16),
  seenSeq: uint(),
  seenHash: bytes(32),
});

const clerked = {
  ...ofLot,
  paddle,
  amount: uint(),
  quantity: uint(0, 10_000),
  salt: hex(16),
};

/** Every command there is but a bidder's bid, which is kept as it was signed. */
export const command: Of<Command> = fc.oneof(
  named("CreateSale", { ...at, sale: hex(16), name: text(200), currency }),
  named("CloseSale", at),
  named("CatalogueLot", { ...at, lot, salt: hex(16) }),
  named("MoveLot", { ...ofLot, before: orNull(lotId) }),
  named("OpenLot", ofLot),
  named("PassLot", ofLot),
  named("PauseLot", ofLot),
  named("ResumeLot", ofLot),
  named("UndoLastBid", ofLot),
  named("GiveFairWarning", { ...ofLot, text: orNull(text(200)) }),
  named("HammerLot", { ...ofLot, belowReserve: fc.boolean() }),
  named("WithdrawLot", { ...ofLot, reason: orNull(text(200)) }),
  named("Tick", at),
  named("ReturnLostTime", { ...at, downSince: ms }),
  named("AdmitPaddle", { ...at, paddle, identity: text(8_192) }),
  named("SuspendPaddle", { ...at, paddle }),
  named("ReinstatePaddle", { ...at, paddle }),
  named("BanPaddle", { ...at, paddle }),
  named("PlaceFloorBid", { ...clerked, kind }),
  named("HoldAbsenteeBid", clerked),
  named("OpenTimedLots", { ...at, staggerMs: uint(0, 3_600_000) }),
  named("SetAsk", { ...ofLot, ask: positive }),
  named("SetIncrements", { ...ofLot, increments }),
  named("ReopenLot", { ...ofLot, durationMs: orNull(ms) }),
  named("AwardLot", { ...ofLot, defaulter: paddle }),
  named("RetractBids", { ...ofLot, paddle, reason: orNull(text(200)), salt: hex(16) }),
  named("Announce", { ...at, text: text(200) }),
  named("SetTerms", { ...at, terms }),
  named("SetLimit", { ...at, paddle, limit: orNull(cents), salt: hex(16) }),
);
