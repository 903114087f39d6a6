// What only the house can say: a kind, its Ed25519 signature, and the body that it covers.
//
//   offset  bytes  field
//        0      1  kind: 1 batch, 2 heartbeat, 3 checkpoint (checkpoint_note.ts)
//        1     64  signature over the kind's label and the body (PROTOCOL §3.3)
//       65      -  body: canonical CBOR, of a checkpoint its text
//
// These bytes never change once made: live frame, repair, catch-up and record carry the same.

import type { Standing } from "../auction/event.ts";
import type { LotId } from "../auction/lot.ts";
import type { LotStatus } from "../auction/view.ts";
import { type Bytes, concat } from "../base/bytes.ts";
import { type CborValue, decodeFields, encodeCbor, type Fields } from "./cbor.ts";
import {
  BATCH_EVENTS_MAX,
  EVENT_BYTES_MAX,
  HEARTBEAT_LOTS_MAX,
  ROUND_TRIP_MS_MAX,
  SIGNATURE_BYTES,
  SIGNED_BODY_BYTES_MAX,
} from "./limits.ts";
import { readLotId, readStanding, standingToCbor } from "./lot_codec.ts";

/** Domain labels of the house's signatures by kind (PROTOCOL §3.3). */
export type SignedKind = "batch" | "heartbeat" | "checkpoint";

const kindCodes: readonly SignedKind[] = ["batch", "heartbeat", "checkpoint"];

/** A signed message taken apart; nothing of it is to be believed before the signature is checked. */
export interface SignedMessage {
  readonly kind: SignedKind;
  readonly signature: Bytes;
  readonly body: Bytes;
}

/** Consecutive events with their place in the record (PROTOCOL §5.1). */
export interface Batch {
  readonly sale: string;
  readonly firstSeq: number;
  /** The hash of the event before the first; 32 zero bytes before event 1. */
  readonly prevHash: Bytes;
  /** The house's time when the batch was made. */
  readonly at: number;
  /** The canonical bytes of each event. */
  readonly events: readonly Bytes[];
}

/** What the house is about to do, as told in its heartbeats. */
export type HouseState = "running" | "stopping" | "ended";

/** An open lot as it stands: what a screen needs before it has the history. */
export interface LotState {
  readonly lot: LotId;
  readonly status: OpenStatus;
  readonly endsAt: number | null;
  readonly standing: Standing;
}

/** The states of a lot that a heartbeat tells of. */
export type OpenStatus = Extract<LotStatus, "open" | "fair_warning" | "paused">;

const openStatuses: readonly OpenStatus[] = ["open", "fair_warning", "paused"];

/** The pulse: where the record stands and how the open lots stand (PROTOCOL §5.2). */
export interface Heartbeat {
  readonly sale: string;
  readonly session: string;
  /** Counts up within a session: an older pulse says nothing new. */
  readonly beat: number;
  readonly nextSeq: number;
  /** The hash of event nextSeq - 1. */
  readonly headHash: Bytes;
  readonly at: number;
  readonly state: HouseState;
  /** How many members take the feed from the group: spreads their NAKs. */
  readonly members: number;
  /** The group's round trip, in milliseconds: spreads their NAKs too. */
  readonly roundTripMs: number;
  /** Open lots, those that end first come first. */
  readonly lots: readonly LotState[];
}

const states: readonly HouseState[] = ["running", "stopping", "ended"];

/** Joins kind, signature and body. */
export function encodeSignedMessage({ kind, signature, body }: SignedMessage): Bytes {
  return concat(new Uint8Array([kindCodes.indexOf(kind) + 1]), signature, body);
}

/** Takes a signed message apart, or null where its outside is not as above. */
export function decodeSignedMessage(bytes: Uint8Array): SignedMessage | null {
  const kind = kindCodes[(bytes[0] ?? 0) - 1];
  const bodyLength = bytes.length - 1 - SIGNATURE_BYTES;
  if (kind === undefined || bodyLength < 1 || bodyLength > SIGNED_BODY_BYTES_MAX) return null;
  return {
    kind,
    signature: new Uint8Array(bytes.subarray(1, 1 + SIGNATURE_BYTES)),
    body: new Uint8Array(bytes.subarray(1 + SIGNATURE_BYTES)),
  };
}

/** The body of a batch. */
export function encodeBatch(batch: Batch): Bytes {
  return encodeCbor([
    Uint8Array.fromHex(batch.sale),
    batch.firstSeq,
    batch.prevHash,
    batch.at,
    [...batch.events],
  ]);
}

/** The batch in a body, or null. Its events are still bytes: see event_codec.ts. */
export function decodeBatch(body: Uint8Array): Batch | null {
  return decodeFields(body, (fields) => ({
    sale: fields.bytes(16).toHex(),
    firstSeq: fields.uint(undefined, 1),
    prevHash: fields.bytes(32),
    at: fields.uint(),
    events: fields.list(BATCH_EVENTS_MAX, (f) => f.bytesUpTo(EVENT_BYTES_MAX), 1),
  }));
}

/** The batch in the bytes of a signed message, or null; nothing of it is checked but its form. */
export function batchIn(bytes: Uint8Array): Batch | null {
  const message = decodeSignedMessage(bytes);
  return message?.kind === "batch" ? decodeBatch(message.body) : null;
}

/** The body of a heartbeat. */
export function encodeHeartbeat(heartbeat: Heartbeat): Bytes {
  return encodeCbor([
    Uint8Array.fromHex(heartbeat.sale),
    Uint8Array.fromHex(heartbeat.session),
    heartbeat.beat,
    heartbeat.nextSeq,
    heartbeat.headHash,
    heartbeat.at,
    states.indexOf(heartbeat.state),
    heartbeat.members,
    heartbeat.roundTripMs,
    heartbeat.lots.slice(0, HEARTBEAT_LOTS_MAX).map(lotStateToCbor),
  ]);
}

/** The heartbeat in a body, or null. */
export function decodeHeartbeat(body: Uint8Array): Heartbeat | null {
  return decodeFields(body, (fields) => ({
    sale: fields.bytes(16).toHex(),
    session: fields.bytes(8).toHex(),
    beat: fields.uint(),
    nextSeq: fields.uint(undefined, 1),
    headHash: fields.bytes(32),
    at: fields.uint(),
    state: fields.oneOf(states),
    members: fields.uint(),
    roundTripMs: fields.uint(ROUND_TRIP_MS_MAX),
    lots: fields.list(HEARTBEAT_LOTS_MAX, readLotState),
  }));
}

function lotStateToCbor({ lot, status, endsAt, standing }: LotState): CborValue {
  return [lot, openStatuses.indexOf(status), endsAt, ...standingToCbor(standing)];
}

function readLotState(fields: Fields): LotState {
  return fields.nested((state) => ({
    lot: readLotId(state),
    status: state.oneOf(openStatuses),
    endsAt: state.optional((f) => f.uint()),
    standing: readStanding(state),
  }));
}
