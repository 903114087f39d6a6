// What a simulated bidder believes of the datagrams that it receives (lib/worker/bidder_inbox.ts):
// the seal first, by the keys that it holds, then the house's signature.

import { type Bytes, concat } from "../../lib/base/bytes.ts";
import { ReplayWindow } from "../../lib/secure/replay_window.ts";
import { EpochRing } from "../../lib/session/epoch_ring.ts";
import type {
  ReceivedBatch,
  ReceivedCheckpoint,
  ReceivedHeartbeat,
} from "../../lib/session/feed_receiver.ts";
import { EPOCH_AHEAD_MAX } from "../../lib/session/session_limits.ts";
import {
  decodeReceipt,
  decodeToBidder,
  type EpochKey,
  type OverReason,
  type Receipt,
} from "../../lib/wire/member_message.ts";
import type { Checkpoint } from "../../lib/wire/checkpoint_note.ts";
import type { Batch } from "../../lib/wire/signed_message.ts";
import type { BidderMachine } from "./bidder_machine.ts";
import { type Decoded, decodeOnce } from "./decoded.ts";
import { groupKeyName, type KeyName, memberKeyNames, type Sealed } from "./sealed.ts";
import type { Welcome } from "./stage.ts";

/** What the house said, beyond doubt. */
export type Believed =
  | { readonly type: "batch"; readonly batch: ReceivedBatch }
  | { readonly type: "heartbeat"; readonly heartbeat: ReceivedHeartbeat }
  | { readonly type: "checkpoint"; readonly checkpoint: ReceivedCheckpoint }
  | { readonly type: "receipt"; readonly receipt: Receipt; readonly signed: Bytes }
  | { readonly type: "pong"; readonly sentAt: number; readonly houseAt: number }
  | { readonly type: "over"; readonly reason: OverReason }
  | EpochKey;

/** What an inbox asks. */
export interface InboxOptions {
  wants(batch: Batch): boolean;
  wantsCheckpoint(checkpoint: Checkpoint): boolean;
  isNewBeat(beat: number): boolean;
  otherSession(): void;
}

interface Waiting {
  readonly sealed: Sealed;
  readonly opened: () => void;
}

/** Opens and checks what comes in one session. */
export class BidderInbox {
  readonly #machine: BidderMachine;
  readonly #welcome: Welcome;
  readonly #options: InboxOptions;
  readonly #window = new ReplayWindow();
  readonly #epochs: EpochRing<KeyName>;
  /** Frames of newer epochs whose key is on its way. */
  #ahead: Waiting[] = [];

  constructor(
    machine: BidderMachine,
    { welcome, options }: { readonly welcome: Welcome; readonly options: InboxOptions },
  ) {
    this.#machine = machine;
    this.#welcome = welcome;
    this.#options = options;
    const { number } = welcome.epoch;
    this.#epochs = new EpochRing({ number, key: groupKeyName(welcome.epoch) });
  }

  get epoch(): number {
    return this.#epochs.newest;
  }

  /** Takes the group's next key, and opens what came ahead of it. */
  addEpoch(epoch: EpochKey): readonly Believed[] {
    if (!this.#epochs.add(epoch.number, groupKeyName(epoch))) return [];
    const held = this.#ahead.filter(({ sealed }) => sealed.epoch === epoch.number);
    this.#ahead = [];
    return held.map((waiting) => this.#groupFrame(waiting)).filter((found) => found !== null);
  }

  open(sealed: Sealed, { opened }: { readonly opened: () => void }): Believed | null {
    if (sealed.session !== this.#welcome.session) {
      if (sealed.kind === "group") this.#options.otherSession();
      return null;
    }
    return sealed.kind === "group"
      ? this.#groupFrame({ sealed, opened })
      : this.#memberFrame(sealed);
  }

  /** Checks a signed message: out of a frame, or of the catch-up. */
  signedMessage(bytes: Bytes): Believed | null {
    const decoded = decodeOnce(bytes);
    if (decoded === null || !this.#isNew(decoded)) return null;
    const { kind, body, signature } = decoded.message;
    const { houseCheck } = this.#machine.parts;
    if (!houseCheck.holds(bytes, { label: kind, parts: [body], signature })) return null;
    switch (decoded.type) {
      case "batch":
        return { type: "batch", batch: { ...decoded.batch, signed: bytes } };
      case "heartbeat":
        return { type: "heartbeat", heartbeat: { ...decoded.heartbeat, signed: bytes } };
      case "checkpoint":
        return { type: "checkpoint", checkpoint: { ...decoded.checkpoint, signed: bytes } };
    }
  }

  /** Whether it is for this session and would tell anything new. */
  #isNew(decoded: Decoded): boolean {
    const { session, sale } = this.#welcome;
    switch (decoded.type) {
      case "batch":
        return this.#options.wants(decoded.batch);
      case "heartbeat":
        return decoded.heartbeat.session === session &&
          this.#options.isNewBeat(decoded.heartbeat.beat);
      case "checkpoint":
        return decoded.checkpoint.sale === sale &&
          this.#options.wantsCheckpoint(decoded.checkpoint);
    }
  }

  #groupFrame({ sealed, opened }: Waiting): Believed | null {
    const { clock, parts } = this.#machine;
    const key = this.#epochs.find(sealed.epoch, clock.nowMs());
    if (key === null) {
      if (sealed.epoch <= this.#epochs.newest || this.#ahead.length >= EPOCH_AHEAD_MAX) return null;
      this.#ahead.push({ sealed, opened });
      return null;
    }
    if (key !== sealed.key) return null;
    parts.checkers.keys.nonces.opened(sealed);
    this.#epochs.used(sealed.epoch, clock.nowMs());
    opened();
    return this.signedMessage(sealed.plaintext);
  }

  #memberFrame(sealed: Sealed): Believed | null {
    const { member } = this.#welcome;
    if (sealed.member !== member || !this.#window.isNew(sealed.counter)) return null;
    if (sealed.key !== memberKeyNames(member).toBidder) return null;
    this.#machine.parts.checkers.keys.nonces.opened(sealed);
    if (!this.#window.accept(sealed.counter)) return null;
    const message = decodeToBidder(sealed.plaintext);
    return message?.type === "receipt" ? this.#receipt(sealed.plaintext, message) : message;
  }

  #receipt(
    plaintext: Bytes,
    { receipt: body, signature }: { readonly receipt: Bytes; readonly signature: Bytes },
  ): Believed | null {
    const receipt = decodeReceipt(body);
    if (receipt === null || receipt.sale !== this.#welcome.sale) return null;
    const { houseCheck } = this.#machine.parts;
    if (!houseCheck.holds(plaintext, { label: "receipt", parts: [body], signature })) return null;
    return { type: "receipt", receipt, signed: concat(signature, body) };
  }
}
