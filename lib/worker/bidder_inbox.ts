// What a bidder believes of the datagrams that it receives (PROTOCOL §5.3, §7.3): the seal first,
// then the house's signature. Everything else is counted by reason and dropped in silence.

import { type Bytes, concat, copyBytes } from "../base/bytes.ts";
import { ReplayWindow } from "../secure/replay_window.ts";
import { importSealKey, openSealed, type SealKey } from "../secure/sealing.ts";
import { importVerifyKey, signedBytes, verifySignature } from "../secure/signing.ts";
import { EpochRing } from "../session/epoch_ring.ts";
import type {
  ReceivedBatch,
  ReceivedCheckpoint,
  ReceivedHeartbeat,
} from "../session/feed_receiver.ts";
import { EPOCH_AHEAD_MAX } from "../session/session_limits.ts";
import { type Checkpoint, decodeCheckpoint } from "../wire/checkpoint_note.ts";
import { decodeEnvelope, type Envelope, epochOf } from "../wire/header.ts";
import {
  decodeReceipt,
  decodeToBidder,
  type EpochKey,
  type OverReason,
  type Receipt,
} from "../wire/member_message.ts";
import {
  type Batch,
  decodeBatch,
  decodeHeartbeat,
  decodeSignedMessage,
  type SignedMessage,
} from "../wire/signed_message.ts";
import type { FollowedSession } from "./bidder_feed_contract.ts";
import type { DropCounters } from "./drop_counters.ts";

/** A group frame taken apart, with the number of its epoch. */
interface GroupFrame extends Envelope {
  readonly epoch: number;
  opened(): void;
}

/** What the house said, beyond doubt. */
export type Believed =
  | { readonly type: "batch"; readonly batch: ReceivedBatch }
  | { readonly type: "heartbeat"; readonly heartbeat: ReceivedHeartbeat }
  | { readonly type: "checkpoint"; readonly checkpoint: ReceivedCheckpoint }
  | { readonly type: "receipt"; readonly receipt: Receipt; readonly signed: Bytes }
  | { readonly type: "pong"; readonly sentAt: number; readonly houseAt: number }
  | { readonly type: "over"; readonly reason: OverReason }
  | EpochKey;

/** What an inbox asks and counts. */
export interface BidderInboxOptions {
  readonly drops: DropCounters;
  /** Whether a batch would tell anything new: asked before its signature is checked. */
  wants(batch: Batch): boolean;
  /** Whether a checkpoint would tell anything new: asked before its signature too. */
  wantsCheckpoint(checkpoint: Checkpoint): boolean;
  /** Whether a heartbeat is newer than the last believed one: asked before its signature too. */
  isNewBeat(beat: number): boolean;
  /** A group frame of another session came: a house has started, perhaps ours anew. */
  otherSession(): void;
  nowMs(): number;
}

/** Opens and checks what comes in one session. */
export class BidderInbox {
  readonly #session: FollowedSession;
  readonly #verifyKey: CryptoKey;
  readonly #options: BidderInboxOptions;
  readonly #window = new ReplayWindow();
  readonly #epochs: EpochRing<SealKey>;
  /** Frames of newer epochs whose key is on its way. */
  #ahead: GroupFrame[] = [];

  private constructor(
    session: FollowedSession,
    { verifyKey, options }: { verifyKey: CryptoKey; options: BidderInboxOptions },
  ) {
    this.#session = session;
    this.#epochs = new EpochRing(session.epoch);
    this.#verifyKey = verifyKey;
    this.#options = options;
  }

  /** The inbox of a session. */
  static async of(session: FollowedSession, options: BidderInboxOptions): Promise<BidderInbox> {
    return new BidderInbox(session, { verifyKey: await importVerifyKey(session.houseX), options });
  }

  /** The newest epoch whose key is held. */
  get epoch(): number {
    return this.#epochs.newest;
  }

  /** Takes the group's next key, and opens what came ahead of it. */
  async addEpoch({ number, key, salt }: EpochKey): Promise<readonly Believed[]> {
    if (!this.#epochs.add(number, await importSealKey(key, salt))) return [];
    // What waits for a still later key is let go: anyone can send such frames, and fill the places.
    const opening = this.#ahead.map((frame) =>
      frame.epoch === number ? this.#groupFrame(frame) : this.#drop("other_epoch")
    );
    this.#ahead = [];
    const opened = await Promise.all(opening);
    return opened.filter((believed) => believed !== null);
  }

  /**
   * Begins to open a datagram, or drops it (null). Its bytes may be overwritten as soon as this
   * returns. `opened` is called for a group frame that opened, be it known or not: a member has
   * sealed it once, and anyone may have sent it again.
   */
  open(
    datagram: Uint8Array,
    { opened }: { opened(): void },
  ): Promise<Believed | null> | null {
    const envelope = decodeEnvelope(datagram);
    if (typeof envelope === "string") return this.#drop(envelope);
    const { header } = envelope;
    if (header.session !== this.#session.session) {
      if (header.kind === "group") this.#options.otherSession();
      return this.#drop("other_session");
    }
    const owned: Envelope = {
      header,
      aad: copyBytes(envelope.aad),
      sealed: copyBytes(envelope.sealed),
    };
    if (header.kind !== "group") return this.#memberFrame(owned);
    const epoch = epochOf(header.channel);
    return epoch === null
      ? this.#drop("other_epoch")
      : this.#groupFrame({ ...owned, epoch, opened });
  }

  /** Checks a signed message that came by another way: the catch-up. */
  async signedMessage(bytes: Uint8Array): Promise<Believed | null> {
    const message = decodeSignedMessage(bytes);
    if (message === null) return this.#drop("malformed");
    switch (message.kind) {
      case "batch":
        return await this.#batch(message, bytes);
      case "heartbeat":
        return await this.#heartbeat(message, bytes);
      case "checkpoint":
        return await this.#checkpoint(message, bytes);
    }
  }

  async #groupFrame(frame: GroupFrame): Promise<Believed | null> {
    const { header, aad, sealed, epoch, opened } = frame;
    const key = this.#epochs.find(epoch, this.#options.nowMs());
    if (key === null) return this.#aheadOrDrop(frame);
    const plaintext = await openSealed(key, { counter: header.counter, aad, sealed });
    if (plaintext === null) return this.#drop("seal");
    // §8: who can seal under the newer key has it from the house: the older one may end.
    this.#epochs.used(epoch, this.#options.nowMs());
    opened();
    // §5.3: frame numbers move nothing: a member can seal any number. Only signatures move.
    return await this.signedMessage(plaintext);
  }

  /** §8: a frame of a newer epoch waits for its key, which the house repeats. Junk fills places. */
  #aheadOrDrop(frame: GroupFrame): null {
    if (frame.epoch <= this.#epochs.newest || this.#ahead.length >= EPOCH_AHEAD_MAX) {
      return this.#drop("other_epoch");
    }
    this.#ahead.push(frame);
    return this.#drop("key_missing");
  }

  async #batch(message: SignedMessage, bytes: Uint8Array): Promise<Believed | null> {
    const batch = decodeBatch(message.body);
    if (batch === null) return this.#drop("malformed");
    if (!this.#options.wants(batch)) return this.#drop("known_batch");
    if (!await this.#isHouse(message)) return this.#drop("signature");
    return { type: "batch", batch: { ...batch, signed: copyBytes(bytes) } };
  }

  async #heartbeat(message: SignedMessage, bytes: Uint8Array): Promise<Believed | null> {
    const heartbeat = decodeHeartbeat(message.body);
    if (heartbeat === null) return this.#drop("malformed");
    // A heartbeat of an earlier run of the house is signed too, and says nothing of this one.
    if (heartbeat.session !== this.#session.session) return this.#drop("other_session");
    // §5.2: any member can send an old heartbeat again; it says nothing new.
    if (!this.#options.isNewBeat(heartbeat.beat)) return this.#drop("known_beat");
    if (!await this.#isHouse(message)) return this.#drop("signature");
    return { type: "heartbeat", heartbeat: { ...heartbeat, signed: copyBytes(bytes) } };
  }

  async #checkpoint(message: SignedMessage, bytes: Uint8Array): Promise<Believed | null> {
    const checkpoint = decodeCheckpoint(message.body);
    if (checkpoint === null) return this.#drop("malformed");
    // One of another sale of the house is signed too, and says nothing of this one.
    if (checkpoint.sale !== this.#session.sale) return this.#drop("other_sale");
    // §5.5: any member can send an old checkpoint again; it says nothing new.
    if (!this.#options.wantsCheckpoint(checkpoint)) return this.#drop("known_checkpoint");
    if (!await this.#isHouse(message)) return this.#drop("signature");
    return { type: "checkpoint", checkpoint: { ...checkpoint, signed: copyBytes(bytes) } };
  }

  async #isHouse({ kind, body, signature }: SignedMessage): Promise<boolean> {
    const message = signedBytes(kind, body);
    return await verifySignature(this.#verifyKey, { message, signature });
  }

  async #memberFrame({ header, aad, sealed }: Envelope): Promise<Believed | null> {
    const { member, toBidder } = this.#session;
    if (header.kind !== "to_bidder") return this.#drop("kind");
    if (header.channel !== member) return this.#drop("other_member");
    if (!this.#window.isNew(header.counter)) return this.#drop("replayed");
    const plaintext = await openSealed(toBidder, { counter: header.counter, aad, sealed });
    if (plaintext === null) return this.#drop("seal");
    if (!this.#window.accept(header.counter)) return this.#drop("replayed");
    const message = decodeToBidder(plaintext);
    if (message === null) return this.#drop("malformed");
    return message.type === "receipt" ? await this.#receipt(message) : message;
  }

  async #receipt(
    { receipt: body, signature }: { readonly receipt: Bytes; readonly signature: Bytes },
  ): Promise<Believed | null> {
    const receipt = decodeReceipt(body);
    if (receipt === null) return this.#drop("malformed");
    if (receipt.sale !== this.#session.sale) return this.#drop("other_sale");
    const message = signedBytes("receipt", body);
    if (!await verifySignature(this.#verifyKey, { message, signature })) {
      return this.#drop("signature");
    }
    return { type: "receipt", receipt, signed: concat(signature, body) };
  }

  #drop(reason: string): null {
    this.#options.drops.count(reason);
    return null;
  }
}
