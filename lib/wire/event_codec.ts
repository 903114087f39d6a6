// Public events <-> bytes: what the feed carries, the hash chain covers and the record keeps.
//
// An event is the array [type, at, commitment, ...fields] (PROTOCOL §6). The commitment is the
// digest of the command that caused the event, on the first event of each decision, else null.

import type { PublicEvent } from "../auction/event.ts";
import type { Bytes } from "../base/bytes.ts";
import { type CborValue, decodeFields, encodeCbor, type Fields } from "./cbor.ts";
import {
  DESCRIPTION_PART_BYTES_MAX,
  EVENT_BYTES_MAX,
  TEXT_UNITS_MAX,
  UNITS_MAX,
} from "./limits.ts";
import {
  publicLotToCbor,
  readCents,
  readLotId,
  readPaddle,
  readPrice,
  readPublicLot,
  readStanding,
  standingToCbor,
} from "./lot_codec.ts";
import { incrementsToCbor, readIncrements, readTerms, termsToCbor } from "./lot_terms_codec.ts";

/** An event as it travels, with the digest of its cause where it is the first of a decision. */
export interface WireEvent {
  readonly event: PublicEvent;
  readonly commitment: Bytes | null;
}

/** The type codes of PROTOCOL §6.2. A code is never reused for another meaning. */
export const EVENT_CODES: { readonly [T in PublicEvent["type"]]: number } = {
  SaleCreated: 1,
  SaleOpened: 2,
  SaleClosed: 3,
  LotCatalogued: 4,
  LotDescribed: 5,
  LotOpened: 6,
  BidAccepted: 7,
  BidRecorded: 8,
  LotExtended: 9,
  FairWarningGiven: 10,
  LotPaused: 11,
  LotResumed: 12,
  BidUndone: 13,
  LotSold: 14,
  LotPassed: 15,
  LotWithdrawn: 16,
  PaddleAdmitted: 17,
  PaddleSuspended: 18,
  PaddleReinstated: 19,
  AskSet: 20,
  IncrementsSet: 21,
  PriceRaised: 22,
  BidsRetracted: 23,
  UnitsSold: 24,
  LotReopened: 25,
  LotAwarded: 26,
  Announced: 27,
  TermsSet: 28,
  LimitSet: 29,
  PaddleBanned: 30,
  BidderLeft: 31,
  LotMoved: 32,
};

const languages = ["en", "pt"] as const;
const passReasons = ["no_bids", "reserve_not_met", "by_hand"] as const;
const extensionCauses = ["late_bid", "outage", "group", "undo"] as const;
const retractionCauses = ["retracted", "banned", "defaulted"] as const;

/** The canonical bytes of an event, at most EVENT_BYTES_MAX for every event that the rules make. */
export function encodeEvent({ event, commitment }: WireEvent): Bytes {
  return encodeCbor([EVENT_CODES[event.type], event.at, commitment, ...fieldsOf(event)]);
}

/** The event in `bytes`, or null where they are not exactly one of ours. */
export function decodeEvent(bytes: Uint8Array): WireEvent | null {
  if (bytes.length > EVENT_BYTES_MAX) return null;
  return decodeFields(bytes, (fields) => {
    const code = fields.uint(255);
    const at = fields.uint();
    const commitment = fields.optional((f) => f.bytes(32));
    return { event: readEvent(fields, { code, at }), commitment };
  });
}

function fieldsOf(event: PublicEvent): readonly CborValue[] {
  if ("lot" in event) return lotFieldsOf(event);
  switch (event.type) {
    case "SaleCreated":
      return [Uint8Array.fromHex(event.sale), event.name, event.currency];
    case "SaleOpened":
    case "SaleClosed":
    case "BidRecorded":
    case "LimitSet":
      return [];
    case "PaddleAdmitted":
    case "PaddleSuspended":
    case "PaddleReinstated":
    case "PaddleBanned":
      return [event.paddle];
    case "Announced":
      return [event.text];
    case "TermsSet":
      return [termsToCbor(event.terms)];
  }
}

function lotFieldsOf(
  event: Extract<PublicEvent, { readonly lot: unknown }>,
): readonly CborValue[] {
  switch (event.type) {
    case "LotCatalogued":
      return [publicLotToCbor(event.lot)];
    case "LotDescribed":
      return [event.lot, languages.indexOf(event.language), event.part, event.parts, event.text];
    case "LotMoved":
      return [event.lot, event.before];
    case "LotOpened":
      return [event.lot, event.ask, event.endsAt];
    case "BidAccepted":
      return [event.lot, ...standingToCbor(event.standing)];
    case "LotExtended":
      return [event.lot, event.endsAt, extensionCauses.indexOf(event.cause)];
    case "FairWarningGiven":
      return [event.lot, event.call, event.text];
    case "LotPaused":
      return [event.lot, event.remainingMs];
    case "LotResumed":
      return [event.lot, event.endsAt];
    case "BidUndone":
      return [event.lot, ...standingToCbor(event.standing), event.endsAt];
    case "LotSold":
      return [event.lot, event.paddle, event.price];
    case "LotPassed":
      return [event.lot, passReasons.indexOf(event.reason)];
    case "LotWithdrawn":
      return [event.lot, event.reason];
    case "BidderLeft":
      return [event.lot, event.paddle];
    case "AskSet":
      return [event.lot, event.ask];
    case "IncrementsSet":
      return [event.lot, incrementsToCbor(event.increments), event.ask];
    case "PriceRaised":
    case "LotReopened":
      return [event.lot, ...standingToCbor(event.standing), event.endsAt];
    case "BidsRetracted":
      return retractionToCbor(event);
    case "UnitsSold":
      return [event.lot, event.paddle, event.quantity, event.price];
    case "LotAwarded":
      return [event.lot, event.paddle, event.price, event.defaulter];
  }
}

function retractionToCbor(
  { lot, paddle, cause, reason, standing }: Extract<PublicEvent, { type: "BidsRetracted" }>,
): readonly CborValue[] {
  return [lot, paddle, retractionCauses.indexOf(cause), reason, ...standingToCbor(standing)];
}

type Head = { readonly code: number; readonly at: number };
type Reader = (fields: Fields, at: number) => PublicEvent;

const optionalMs = (fields: Fields): number | null => fields.optional((f) => f.uint());
const optionalText = (fields: Fields): string | null =>
  fields.optional((f) => f.text(TEXT_UNITS_MAX));

const readers: { readonly [T in PublicEvent["type"]]: Reader } = {
  SaleCreated: (f, at) => ({
    type: "SaleCreated",
    at,
    sale: f.bytes(16).toHex(),
    name: f.text(TEXT_UNITS_MAX),
    currency: f.text(3, { pattern: /^[A-Z]{3}$/ }),
  }),
  SaleOpened: (_, at) => ({ type: "SaleOpened", at }),
  SaleClosed: (_, at) => ({ type: "SaleClosed", at }),
  LotCatalogued: (f, at) => ({ type: "LotCatalogued", at, lot: readPublicLot(f) }),
  LotDescribed: (f, at) => ({
    type: "LotDescribed",
    at,
    lot: readLotId(f),
    language: f.oneOf(languages),
    part: f.uint(255, 1),
    parts: f.uint(255, 1),
    text: f.text(DESCRIPTION_PART_BYTES_MAX),
  }),
  LotOpened: (f, at) => ({
    type: "LotOpened",
    at,
    lot: readLotId(f),
    ask: readCents(f),
    endsAt: optionalMs(f),
  }),
  BidAccepted: (f, at) => ({
    type: "BidAccepted",
    at,
    lot: readLotId(f),
    standing: readStanding(f),
  }),
  BidRecorded: (_, at) => ({ type: "BidRecorded", at }),
  LotExtended: (f, at) => ({
    type: "LotExtended",
    at,
    lot: readLotId(f),
    endsAt: f.uint(),
    cause: f.oneOf(extensionCauses),
  }),
  FairWarningGiven: (f, at) => ({
    type: "FairWarningGiven",
    at,
    lot: readLotId(f),
    call: f.uint(255, 1),
    text: optionalText(f),
  }),
  LotPaused: (f, at) => ({ type: "LotPaused", at, lot: readLotId(f), remainingMs: optionalMs(f) }),
  LotResumed: (f, at) => ({ type: "LotResumed", at, lot: readLotId(f), endsAt: optionalMs(f) }),
  BidUndone: (f, at) => ({
    type: "BidUndone",
    at,
    lot: readLotId(f),
    standing: readStanding(f),
    endsAt: optionalMs(f),
  }),
  LotSold: (f, at) => ({
    type: "LotSold",
    at,
    lot: readLotId(f),
    paddle: readPaddle(f),
    price: readCents(f),
  }),
  LotPassed: (f, at) => ({
    type: "LotPassed",
    at,
    lot: readLotId(f),
    reason: f.oneOf(passReasons),
  }),
  LotWithdrawn: (f, at) => ({
    type: "LotWithdrawn",
    at,
    lot: readLotId(f),
    reason: optionalText(f),
  }),
  PaddleAdmitted: (f, at) => ({ type: "PaddleAdmitted", at, paddle: readPaddle(f) }),
  PaddleSuspended: (f, at) => ({ type: "PaddleSuspended", at, paddle: readPaddle(f) }),
  PaddleReinstated: (f, at) => ({ type: "PaddleReinstated", at, paddle: readPaddle(f) }),
  AskSet: (f, at) => ({ type: "AskSet", at, lot: readLotId(f), ask: readPrice(f) }),
  IncrementsSet: (f, at) => ({
    type: "IncrementsSet",
    at,
    lot: readLotId(f),
    increments: readIncrements(f),
    ask: readCents(f),
  }),
  BidderLeft: (f, at) => ({ type: "BidderLeft", at, lot: readLotId(f), paddle: readPaddle(f) }),
  PriceRaised: (f, at) => ({
    type: "PriceRaised",
    at,
    lot: readLotId(f),
    standing: readStanding(f),
    endsAt: f.uint(),
  }),
  BidsRetracted: (f, at) => ({
    type: "BidsRetracted",
    at,
    lot: readLotId(f),
    paddle: readPaddle(f),
    cause: f.oneOf(retractionCauses),
    reason: optionalText(f),
    standing: readStanding(f),
  }),
  UnitsSold: (f, at) => ({
    type: "UnitsSold",
    at,
    lot: readLotId(f),
    paddle: readPaddle(f),
    quantity: f.uint(UNITS_MAX, 1),
    price: readCents(f),
  }),
  LotReopened: (f, at) => ({
    type: "LotReopened",
    at,
    lot: readLotId(f),
    standing: readStanding(f),
    endsAt: optionalMs(f),
  }),
  LotAwarded: (f, at) => ({
    type: "LotAwarded",
    at,
    lot: readLotId(f),
    paddle: readPaddle(f),
    price: readCents(f),
    defaulter: readPaddle(f),
  }),
  Announced: (f, at) => ({ type: "Announced", at, text: f.text(TEXT_UNITS_MAX) }),
  TermsSet: (f, at) => ({ type: "TermsSet", at, terms: readTerms(f) }),
  LimitSet: (_, at) => ({ type: "LimitSet", at }),
  PaddleBanned: (f, at) => ({ type: "PaddleBanned", at, paddle: readPaddle(f) }),
  LotMoved: (f, at) => {
    const [lot, before] = [readLotId(f), f.optional(readLotId)];
    // §6.2: a lot goes before another one. Before itself there is no place to put it.
    return lot === before ? f.refuse() : { type: "LotMoved", at, lot, before };
  },
};

const readersByCode: ReadonlyMap<number, Reader> = new Map(
  Object.entries(EVENT_CODES).map(([type, code]) => [code, readers[type as PublicEvent["type"]]]),
);

function readEvent(fields: Fields, head: Head): PublicEvent {
  const reader = readersByCode.get(head.code);
  return reader === undefined ? fields.refuse() : reader(fields, head.at);
}
