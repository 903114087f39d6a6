// Arbitrary values of everything that travels, for property tests: every valid shape, the edges
// of each bound among them.

import fc from "fast-check";
import type { Command } from "../../lib/auction/command.ts";
import type { PublicEvent, PublicLot, Standing } from "../../lib/auction/event.ts";
import type {
  Closing,
  Increments,
  Lot,
  LotImage,
  SoftClose,
  Texts,
} from "../../lib/auction/lot.ts";
import { type Cents, toCents } from "../../lib/auction/money.ts";
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
  fc.constant<Closing>({ type: "clerked" }),
  fc.record({
    type: fc.constant("timed" as const),
    end: fc.oneof(
      fc.record({ type: fc.constant("after" as const), durationMs: ms }),
      fc.record({ type: fc.constant("at" as const), atMs: ms }),
    ),
    softClose,
  }),
);

const image: Of<LotImage> = fc.record({
  name: spelled(/^[0-9A-Za-z._-]{1,64}$/),
  mediaType: spelled(/^image\/[a-z+]{1,26}$/),
  sha256: hex(32),
});

const faceFields = {
  id: lotId,
  format: fc.constant("english" as const),
  opening: positive,
  increments,
  closing,
  image: orNull(image),
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
    cause: fc.constantFrom("late_bid" as const, "outage" as const),
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
);

/** A bid as a client makes it. */
export const bid: Of<SignedBid> = fc.record({
  sale: hex(16),
  lot: lotId,
  kind: fc.constantFrom("max" as const, "exact" as const),
  amount: uint(),
  currency: text(3),
  bidId: hex(16),
  seenSeq: uint(),
  seenHash: bytes(32),
});

/** Every command there is; a bid is the clerk's. */
export const command: Of<Command> = fc.oneof(
  named("CreateSale", { ...at, sale: hex(16), name: text(200), currency }),
  named("CloseSale", at),
  named("CatalogueLot", { ...at, lot, salt: hex(16) }),
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
  named("PlaceBid", {
    ...ofLot,
    paddle,
    kind: fc.constantFrom("max" as const, "exact" as const),
    amount: uint(),
    currency: orNull(currency),
  }),
);
