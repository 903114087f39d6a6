// Every bound of the wire, with its reason. PROTOCOL.md §9 shows this table; a test compares both.

/**
 * The protocol's version, in every header and JOIN. There is one: another is not understood, and
 * the side that sees it says so where it can.
 */
export const PROTOCOL_VERSION = 1;

/** A datagram in all. Fits any path's MTU of 1,280 (IPv6's least) with tunnels' and IP's headers. */
export const DATAGRAM_BYTES_MAX = 1_200;

/** The clear header of every datagram. */
export const HEADER_BYTES = 32;

/** The AES-GCM tag behind every sealed body. */
export const TAG_BYTES = 16;

/** An Ed25519 signature. */
export const SIGNATURE_BYTES = 64;

/** What a sealed body may hold in clear. */
export const PLAINTEXT_BYTES_MAX = DATAGRAM_BYTES_MAX - HEADER_BYTES - TAG_BYTES;

/** A signed message of the house: kind (1), signature (64), body. */
export const SIGNED_BODY_BYTES_MAX = PLAINTEXT_BYTES_MAX - 1 - SIGNATURE_BYTES;

/** What the fields of a batch other than its events take at their largest, CBOR's heads included. */
export const BATCH_HEAD_BYTES_MAX = 72;

/** One event. A batch with this one event still fits a datagram. */
export const EVENT_BYTES_MAX = SIGNED_BODY_BYTES_MAX - BATCH_HEAD_BYTES_MAX - 3;

/** Events in a batch: bounds what a receiver does for one signature. Bids fill a frame far sooner. */
export const BATCH_EVENTS_MAX = 64;

/** Bodies from and to one member are padded to one of these, so that lengths tell nothing. */
export const PADDED_BYTES: readonly number[] = [256, 512, PLAINTEXT_BYTES_MAX];

/** One message of the join, with its length and type. */
export const JOIN_FRAME_BYTES_MAX = 16_384;

/** A signed bid: the bytes that the bidder's signature covers. */
export const BID_BYTES_MAX = 256;

/** Ranges in one NAK: a receiver with more holes than this asks again when these are filled. */
export const NAK_RANGES_MAX = 16;

/** Events that one range of a NAK may span: more is a matter for TCP. */
export const NAK_SPAN_MAX = 4_096;

/** Open lots told in one heartbeat, which they fill; those that end first come first. */
export const HEARTBEAT_LOTS_MAX = 10;

/** The longest round trip that a heartbeat tells of: a slow member must not slow all repair. */
export const ROUND_TRIP_MS_MAX = 100;

/** Units of a multi-unit lot. */
export const UNITS_MAX = 10_000;

/** How far the ends of timed lots that open together may lie apart: an hour. */
export const STAGGER_MS_MAX = 3_600_000;

/** Tiers of the buyer's premium. */
export const PREMIUM_TIERS_MAX = 10;

/** UTF-16 units of a name, title or announcement in an event. */
export const TEXT_UNITS_MAX = 200;

/** UTF-8 bytes of one part of a lot's description. */
export const DESCRIPTION_PART_BYTES_MAX = 600;

/** Rungs of a lot's own table of increments. */
export const INCREMENT_STEPS_MAX = 32;

/** Lengths in a list of shrinking extensions. */
export const EXTENSIONS_MAX = 16;

/** One picture of a lot, 2 MiB: a bidder's page still loads it at once. */
export const PICTURE_BYTES_MAX = 2_097_152;

/** What asks for a picture: magic, version, zero, and the picture's name. */
export const PICTURE_REQUEST_BYTES = 40;
