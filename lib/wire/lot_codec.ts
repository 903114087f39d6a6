// Lots and their terms as CBOR arrays: the public face on the feed, the whole in the record.
//
// The order and the codes of the fields are PROTOCOL §6.3. Everything is bounded on both ways in:
// a lot that comes from the feed is a stranger's text until the house's signature was checked.

import type {
  Closing,
  Increments,
  IncrementStep,
  Lot,
  LotImage,
  SoftClose,
  Texts,
} from "../auction/lot.ts";
import type { PublicLot, Standing } from "../auction/event.ts";
import { type Cents, toCents } from "../auction/money.ts";
import type { CborValue, Fields } from "./cbor.ts";
import { EXTENSIONS_MAX, INCREMENT_STEPS_MAX, TEXT_UNITS_MAX } from "./limits.ts";

/** The spelling of a lot's id (PROTOCOL §6.1). */
export const lotIdPattern = /^[0-9A-Za-z][0-9A-Za-z-]{0,31}$/;
/** The spelling of a paddle (PROTOCOL §6.1). */
export const paddlePattern = /^[0-9A-Za-z][0-9A-Za-z-]{0,11}$/;

const incrementTypes = ["ebay_us", "ebay_uk", "house_258", "fixed", "percent", "table"] as const;
const softCloseTypes = ["none", "from_bid", "add_to_end"] as const;
const formats = ["english"] as const;
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

function incrementsToCbor(increments: Increments): CborValue {
  const code = incrementTypes.indexOf(increments.type);
  switch (increments.type) {
    case "fixed":
      return [code, increments.step];
    case "percent":
      // Hundredths of a per cent keep the wire free of fractions.
      return [code, Math.round(increments.percent * 100), increments.roundTo];
    case "table":
      return [code, increments.steps.map((step) => [step.from, step.step])];
    default:
      return [code];
  }
}

function readIncrements(fields: Fields): Increments {
  return fields.nested((inner) => {
    const type = inner.oneOf(incrementTypes);
    switch (type) {
      case "fixed":
        return { type, step: toCents(inner.uint(undefined, 1)) };
      case "percent": {
        const percent = inner.uint(10_000, 1) / 100;
        return { type, percent, roundTo: toCents(inner.uint(undefined, 1)) };
      }
      case "table":
        return { type, steps: inner.list(INCREMENT_STEPS_MAX, readStep, 1) };
      default:
        return { type };
    }
  });
}

function readStep(fields: Fields): IncrementStep {
  return fields.nested((pair) => ({
    from: readCents(pair),
    step: toCents(pair.uint(undefined, 1)),
  }));
}

function softCloseToCbor(softClose: SoftClose): CborValue {
  const code = softCloseTypes.indexOf(softClose.type);
  if (softClose.type === "none") return [code];
  return [code, softClose.windowMs, [...softClose.extensionsMs], softClose.hardEndMs];
}

function readSoftClose(fields: Fields): SoftClose {
  return fields.nested((inner) => {
    const type = inner.oneOf(softCloseTypes);
    if (type === "none") return { type };
    return {
      type,
      windowMs: inner.uint(),
      extensionsMs: inner.list(EXTENSIONS_MAX, (f) => f.uint(), 1),
      hardEndMs: inner.optional((f) => f.uint()),
    };
  });
}

function closingToCbor(closing: Closing): CborValue {
  if (closing.type === "clerked") return null;
  const { end } = closing;
  const endFields = end.type === "after" ? [0, end.durationMs] : [1, end.atMs];
  return [...endFields, softCloseToCbor(closing.softClose)];
}

function readClosing(fields: Fields): Closing {
  const timed = fields.optional((f) =>
    f.nested((inner): Closing => {
      const absolute = inner.uint(1) === 1;
      const ms = inner.uint();
      return {
        type: "timed",
        end: absolute ? { type: "at", atMs: ms } : { type: "after", durationMs: ms },
        softClose: readSoftClose(inner),
      };
    })
  );
  return timed ?? { type: "clerked" };
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

/** A lot's public face as an array. */
export function publicLotToCbor(lot: PublicLot): CborValue {
  return [
    lot.id,
    formats.indexOf(lot.format),
    textsToCbor(lot.title),
    lot.opening,
    incrementsToCbor(lot.increments),
    lot.hasReserve,
    closingToCbor(lot.closing),
    imageToCbor(lot.image),
  ];
}

/** Takes a lot's public face. */
export function readPublicLot(fields: Fields): PublicLot {
  return fields.nested((inner) => ({
    id: readLotId(inner),
    format: inner.oneOf(formats),
    title: readTexts(inner, TEXT_UNITS_MAX),
    opening: toCents(inner.uint(undefined, 1)),
    increments: readIncrements(inner),
    hasReserve: inner.boolean(),
    closing: readClosing(inner),
    image: readImage(inner),
  }));
}

/** The whole lot, its reserve and description too, as an array: for the record only. */
export function lotToCbor(lot: Lot): CborValue {
  const { reserve, description, ...face } = lot;
  return [
    publicLotToCbor({ ...face, hasReserve: reserve !== null }),
    reserve,
    textsToCbor(description),
  ];
}

/** Takes a whole lot. */
export function readLot(fields: Fields): Lot {
  return fields.nested((inner) => {
    const { hasReserve, ...face } = readPublicLot(inner);
    const reserve = inner.optional(readCents);
    if (hasReserve !== (reserve !== null)) inner.refuse();
    return { ...face, reserve, description: readTexts(inner, descriptionUnitsMax) };
  });
}
