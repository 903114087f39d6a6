// Lots and their terms as CBOR arrays: the public face on the feed, the whole in the record.
//
// The order and the codes of the fields are PROTOCOL §6.3. Everything is bounded on both ways in:
// a lot that comes from the feed is a stranger's text until the house's signature was checked.

import type { Estimate, Lot, LotImage, Texts } from "../auction/lot.ts";
import type { PublicLot, Standing } from "../auction/event.ts";
import { type Cents, toCents } from "../auction/money.ts";
import type { CborValue, Fields } from "./cbor.ts";
import { TEXT_UNITS_MAX } from "./limits.ts";
import {
  closingToCbor,
  formatToCbor,
  incrementsToCbor,
  readClosing,
  readFormat,
  readIncrements,
} from "./lot_terms_codec.ts";

/** The spelling of a lot's id (PROTOCOL §6.1). */
export const lotIdPattern = /^[0-9A-Za-z][0-9A-Za-z-]{0,31}$/;
/** The spelling of a paddle (PROTOCOL §6.1). */
export const paddlePattern = /^[0-9A-Za-z][0-9A-Za-z-]{0,11}$/;

const descriptionUnitsMax = 4_000;

/** Takes a lot's id. */
export function readLotId(fields: Fields): string {
  return fields.text(32, { pattern: lotIdPattern });
}

/** Takes a paddle. */
export function readPaddle(fields: Fields): string {
  return fields.text(12, { pattern: paddlePattern });
}

/** Takes an amount. */
export function readCents(fields: Fields): Cents {
  return toCents(fields.uint());
}

/** Takes an amount of at least 1. */
export function readPrice(fields: Fields): Cents {
  return toCents(fields.uint(undefined, 1));
}

/** How the bids of a lot stand, as five fields (PROTOCOL §5.2, §6.2). */
export function standingToCbor(standing: Standing): readonly CborValue[] {
  const { leader, price, ask, bids, reserveMet } = standing;
  return [leader, price, ask, bids, reserveMet];
}

/** Takes the five fields of a standing. */
export function readStanding(fields: Fields): Standing {
  return {
    leader: fields.optional(readPaddle),
    price: fields.optional(readCents),
    ask: readCents(fields),
    bids: fields.uint(),
    reserveMet: fields.boolean(),
  };
}

function textsToCbor(texts: Texts): CborValue {
  return [texts.en ?? null, texts.pt ?? null];
}

function readTexts(fields: Fields, unitsMax: number): Texts {
  return fields.nested((pair) => {
    const en = pair.optional((f) => f.text(unitsMax));
    const pt = pair.optional((f) => f.text(unitsMax));
    return { ...(en === null ? {} : { en }), ...(pt === null ? {} : { pt }) };
  });
}

function imageToCbor(image: LotImage | null): CborValue {
  return image === null ? null : [image.name, image.mediaType, Uint8Array.fromHex(image.sha256)];
}

function readImage(fields: Fields): LotImage | null {
  return fields.optional((f) =>
    f.nested((inner) => ({
      name: inner.text(64, { pattern: /^[0-9A-Za-z._-]+$/ }),
      mediaType: inner.text(32, { pattern: /^image\/[a-z+]+$/ }),
      sha256: inner.bytes(32).toHex(),
    }))
  );
}

function estimateToCbor(estimate: Estimate | null): CborValue {
  return estimate === null ? null : [estimate.low, estimate.high];
}

function readEstimate(fields: Fields): Estimate | null {
  return fields.optional((f) =>
    f.nested((pair) => ({ low: readPrice(pair), high: readPrice(pair) }))
  );
}

/** A lot's public face as an array. */
export function publicLotToCbor(lot: PublicLot): CborValue {
  return [
    lot.id,
    formatToCbor(lot.format),
    textsToCbor(lot.title),
    lot.opening,
    incrementsToCbor(lot.increments),
    lot.hasReserve,
    closingToCbor(lot.closing),
    imageToCbor(lot.image),
    estimateToCbor(lot.estimate),
  ];
}

/** Takes a lot's public face. */
export function readPublicLot(fields: Fields): PublicLot {
  return fields.nested((inner) => ({
    id: readLotId(inner),
    format: readFormat(inner),
    title: readTexts(inner, TEXT_UNITS_MAX),
    opening: readPrice(inner),
    increments: readIncrements(inner),
    hasReserve: inner.boolean(),
    closing: readClosing(inner),
    image: readImage(inner),
    estimate: readEstimate(inner),
  }));
}

/** The whole lot, with what is the house's alone, as an array: for the record only. */
export function lotToCbor(lot: Lot): CborValue {
  const { reserve, description, consignor, ...face } = lot;
  return [
    publicLotToCbor({ ...face, hasReserve: reserve !== null }),
    reserve,
    textsToCbor(description),
    consignor,
  ];
}

/** Takes a whole lot. */
export function readLot(fields: Fields): Lot {
  return fields.nested((inner) => {
    const { hasReserve, ...face } = readPublicLot(inner);
    const reserve = inner.optional(readCents);
    if (hasReserve !== (reserve !== null)) inner.refuse();
    const description = readTexts(inner, descriptionUnitsMax);
    return { ...face, reserve, description, consignor: inner.optional(readPaddle) };
  });
}
