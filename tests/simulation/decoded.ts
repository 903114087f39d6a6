// Signed messages decoded once however many bidders hear them: the bytes are the same, and decoding
// is a function of the bytes alone. Likewise the views that follow from the same events.

import { evolveView, type SaleView } from "../../lib/auction/view.ts";
import type { Bytes } from "../../lib/base/bytes.ts";
import { type Checkpoint, decodeCheckpoint } from "../../lib/wire/checkpoint_note.ts";
import { decodeEvent } from "../../lib/wire/event_codec.ts";
import {
  type Batch,
  decodeBatch,
  decodeHeartbeat,
  decodeSignedMessage,
  type Heartbeat,
  type SignedMessage,
} from "../../lib/wire/signed_message.ts";

/** What a signed message says. */
export type Decoded =
  | { readonly type: "batch"; readonly message: SignedMessage; readonly batch: Batch }
  | { readonly type: "heartbeat"; readonly message: SignedMessage; readonly heartbeat: Heartbeat }
  | {
    readonly type: "checkpoint";
    readonly message: SignedMessage;
    readonly checkpoint: Checkpoint;
  };

const messages = new WeakMap<Bytes, Decoded | null>();

/** Decodes a signed message, or gives null. */
export function decodeOnce(bytes: Bytes): Decoded | null {
  const known = messages.get(bytes);
  if (known !== undefined) return known;
  const decoded = decode(bytes);
  messages.set(bytes, decoded);
  return decoded;
}

function decode(bytes: Bytes): Decoded | null {
  const message = decodeSignedMessage(bytes);
  if (message === null) return null;
  if (message.kind === "batch") {
    const batch = decodeBatch(message.body);
    return batch === null ? null : { type: "batch", message, batch };
  }
  if (message.kind === "checkpoint") {
    const checkpoint = decodeCheckpoint(message.body);
    return checkpoint === null ? null : { type: "checkpoint", message, checkpoint };
  }
  const heartbeat = decodeHeartbeat(message.body);
  return heartbeat === null ? null : { type: "heartbeat", message, heartbeat };
}

/** A view with one event more, and the type of that event. */
export interface Shown {
  readonly view: SaleView;
  readonly type: string;
}

const views = new WeakMap<SaleView, WeakMap<Bytes, Shown>>();

/** Folds an event into a view. */
export function showOnce(view: SaleView, bytes: Bytes): Shown {
  const after = views.get(view) ?? new WeakMap<Bytes, Shown>();
  views.set(view, after);
  const known = after.get(bytes);
  if (known !== undefined) return known;
  const event = decodeEvent(bytes)?.event;
  const shown = event === undefined
    ? { view, type: "nothing" }
    : { view: evolveView(view, event), type: event.type };
  after.set(bytes, shown);
  return shown;
}
