// What the frames of a join say (PROTOCOL §3.2), as JSON checked by schemas: no unknown member,
// no second spelling, every text bounded. The keys in JOIN are checked by secure/key_set.ts.

import * as v from "valibot";
import { fromUtf8, toUtf8 } from "../base/bytes.ts";
import { decodeFields, encodeCbor } from "./cbor.ts";
import { JOIN_FRAME_BYTES_MAX, PROTOCOL_VERSION, SIGNED_BODY_BYTES_MAX } from "./limits.ts";
import { paddlePattern } from "./lot_codec.ts";

/** Why the house refuses a join; told to the proven owner of the key only. */
export const JOIN_REFUSALS = [
  "not_registered",
  "suspended",
  "banned",
  "full",
  "version",
] as const;

/** One of {@link JOIN_REFUSALS}. */
export type JoinRefusal = typeof JOIN_REFUSALS[number];

const bytes32 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
const hex = (bytes: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)));
const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const port = v.pipe(uint, v.minValue(1), v.maxValue(65_535));
const ipv4 = v.pipe(v.string(), v.ipv4());
const label = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** JOIN: the bidder's public keys in clear. `keys` is a JWK Set's list, checked elsewhere. */
export const JoinSchema = v.strictObject({
  version: uint,
  keys: v.pipe(v.array(v.unknown()), v.length(2)),
  nonce: bytes32,
});

/** The payload of CHALLENGE, a JWS by the house. */
export const ChallengeSchema = v.strictObject({
  version: v.literal(PROTOCOL_VERSION),
  transcript: bytes32,
  nonce: bytes32,
  house: v.strictObject({
    kty: v.literal("OKP"),
    crv: v.literal("Ed25519"),
    x: bytes32,
    use: v.literal("sig"),
    alg: v.literal("Ed25519"),
  }),
  now: uint,
});

/** The payload of PROOF, a JWS by the bidder. */
export const ProofSchema = v.strictObject({ transcript: bytes32 });

/** The payload of WELCOME: a JWE to the bidder's RSA key around a JWS by the house. */
export const WelcomeSchema = v.strictObject({
  transcript: bytes32,
  sale: hex(16),
  saleName: label,
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  session: hex(8),
  paddle: v.pipe(v.string(), v.regex(paddlePattern)),
  name: label,
  member: hex(8),
  secret: bytes32,
  group: v.strictObject({ address: ipv4, port, ttl: v.pipe(uint, v.maxValue(255)) }),
  epoch: v.strictObject({
    number: v.pipe(uint, v.minValue(1)),
    key: bytes32,
    salt: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{6}$/)),
  }),
  bids: v.strictObject({ address: ipv4, port }),
  relay: v.strictObject({ address: ipv4, port }),
  next: v.pipe(uint, v.minValue(1)),
  head: hex(32),
  now: uint,
  bidsPerSecond: v.pipe(uint, v.minValue(1)),
});

/** The payload of REFUSED, a JWS by the house. */
export const RefusedSchema = v.strictObject({
  transcript: bytes32,
  reason: v.picklist(JOIN_REFUSALS),
});

/** {@link JoinSchema}'s content. */
export type JoinMessage = v.InferOutput<typeof JoinSchema>;
/** {@link ChallengeSchema}'s content. */
export type Challenge = v.InferOutput<typeof ChallengeSchema>;
/** {@link WelcomeSchema}'s content. */
export type Welcome = v.InferOutput<typeof WelcomeSchema>;
/** {@link RefusedSchema}'s content. */
export type Refused = v.InferOutput<typeof RefusedSchema>;

/** The last event that a returning bidder holds. */
export interface Have {
  readonly sale: string;
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** JSON bytes of a message. */
export function encodeJson(message: unknown): Uint8Array {
  return toUtf8(JSON.stringify(message));
}

/** The message that `schema` finds in JSON `bytes`, or null. */
export function decodeJson<S extends v.GenericSchema>(
  bytes: Uint8Array,
  schema: S,
): v.InferOutput<S> | null {
  const text = bytes.length <= JOIN_FRAME_BYTES_MAX ? fromUtf8(bytes) : null;
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // Not JSON: no message.
  }
  const result = v.safeParse(schema, value);
  return result.success ? result.output : null;
}

/** The content of CONFIRM, to be sealed: what the bidder already holds, or null. */
export function encodeConfirm(have: Have | null): Uint8Array {
  return encodeCbor(have === null ? [null] : [Uint8Array.fromHex(have.sale), have.seq, have.hash]);
}

/** The content of an opened CONFIRM; undefined where it is malformed. */
export function decodeConfirm(bytes: Uint8Array): Have | null | undefined {
  const result = decodeFields(bytes, (fields) => {
    const sale = fields.optional((f) => f.bytes(16));
    if (sale === null) return { have: null };
    return { have: { sale: sale.toHex(), seq: fields.uint(), hash: fields.bytes(32) } };
  });
  return result === null ? undefined : result.have;
}

/** The content of one CATCHUP: signed batches in order. At most {@link CATCHUP_BYTES_MAX}. */
export function encodeCatchup(batches: readonly Uint8Array[]): Uint8Array {
  return encodeCbor([[...batches]]);
}

/** The batches of an opened CATCHUP, or null. */
export function decodeCatchup(bytes: Uint8Array): readonly Uint8Array[] | null {
  return decodeFields(
    bytes,
    (fields) => fields.list(256, (f) => f.bytesUpTo(SIGNED_BODY_BYTES_MAX + 65)),
  );
}

/** Batches in one CATCHUP, together: with CBOR, seal and frame they fit the frame's limit. */
export const CATCHUP_BYTES_MAX = JOIN_FRAME_BYTES_MAX - 1_024;

/** The content of READY: where the catch-up ended. */
export function encodeReady(
  ready: { readonly next: number; readonly head: Uint8Array },
): Uint8Array {
  return encodeCbor([ready.next, ready.head]);
}

/** The content of an opened READY, or null. */
export function decodeReady(
  bytes: Uint8Array,
): { readonly next: number; readonly head: Uint8Array } | null {
  return decodeFields(bytes, (f) => ({ next: f.uint(undefined, 1), head: f.bytes(32) }));
}
