// How many bytes a lot takes in the event that announces it to every bidder.
//
// Each field of a lot has its own bound, but all of them at their largest would not fit the one
// datagram that an event travels in. So the whole is measured with the encoding of the feed
// itself, before the lot is taken, rather than failing when the sale runs.

import { publicLot } from "../auction/catalogue_lot.ts";
import type { Lot } from "../auction/lot.ts";
import { encodeEvent } from "../wire/event_codec.ts";
import { EVENT_BYTES_MAX } from "../wire/limits.ts";

/** The most bytes that a lot's announcement may take. */
export const announcedBytesMax = EVENT_BYTES_MAX;

/**
 * The bytes that announcing `lot` will take. A lot that names an image is measured with the
 * longest media type and a digest, which are not known before the image was read.
 */
export function announcedBytes(lot: Lot, imageName: string | null): number {
  const image = imageName === null
    ? null
    : { name: imageName, mediaType: "image/svg+xml", sha256: "00".repeat(32) };
  const event = {
    type: "LotCatalogued" as const,
    at: Number.MAX_SAFE_INTEGER,
    lot: { ...publicLot(lot), image },
  };
  return encodeEvent({ event, commitment: new Uint8Array(32) }).length;
}
