// What a bidder believes of the datagrams that it receives (PROTOCOL §5.3, §7.3): the seal first,
// then the house's signature. Everything else is counted by reason and dropped in silence.

import { type Bytes, concat, copyBytes } from "../base/bytes.ts";
import { ReplayWindow } from "../secure/replay_window.ts";
import { openSealed } from "../secure/sealing.ts";
import { importVerifyKey, signedBytes, verifySignature } from "../secure/signing.ts";
import type { ReceivedBatch, ReceivedHeartbeat } from "../session/feed_receiver.ts";
import { decodeEnvelope, type Envelope, epochChannel } from "../wire/header.ts";
import {
  decodeReceipt,
  decodeToBidder,
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

/** What the house said, beyond doubt. */
export type Believed =
  | { readonly type: "batch"; readonly batch: ReceivedBatch }
  | { readonly type: "heartbeat"; readonly heartbeat: ReceivedHeartbeat }
  | { readonly type: "receipt"; readonly receipt: Receipt; readonly signed: Bytes }
  | { readonly type: "pong"; readonly sentAt: number; readonly houseAt: number }
  | { readonly type: "over"; readonly reason: OverReason };

/** What an inbox asks and counts. */
export interface BidderInboxOptions {
  readonly drops: DropCounters;
  /** Whether a batch would tell anything new: asked before its signature is checked. */
  wants(batch: Batch): boolean;
  /** Whether a heartbeat is newer than the last believed one: asked before its signature too. */
  isNewBeat(beat: number): boolean;
  /** A group frame of another session came: a house has started, perhaps ours anew. */
  otherSession(): void;
}

/** Opens and checks what comes in one session. */
export class BidderInbox {
  readonly #session: FollowedSession;
  readonly #verifyKey: CryptoKey;
  readonly #options: BidderInboxOptions;
  readonly #window = new ReplayWindow();

  private constructor(
    session: FollowedSession,
    { verifyKey, options }: { verifyKey: CryptoKey; options: BidderInboxOptions },
  ) {
    this.#session = session;
    this.#verifyKey = verifyKey;
    this.#options = options;
  }

  /** The inbox of a session. */
  static async of(session: FollowedSession, options: BidderInboxOptions): Promise<BidderInbox> {
    return new BidderInbox(session, { verifyKey: await importVerifyKey(session.houseX), options });
  }

  /**
   * Begins to open a datagram, or drops it (null). Its bytes may be overwritten as soon as this
   * returns.
   */
  open(datagram: Uint8Array): Promise<Believed | null> | null {
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
    return header.kind === "group" ? this.#groupFrame(owned) : this.#memberFrame(owned);
  }

  /** Checks a signed message that came by another way: the catch-up. */
  async signedMessage(bytes: Uint8Array): Promise<Believed | null> {
    const message = decodeSignedMessage(bytes);
    if (message === null) return this.#drop("malformed");
    return message.kind === "batch"
      ? await this.#batch(message, bytes)
      : await this.#heartbeat(message, bytes);
  }

  async #groupFrame({ header, aad, sealed }: Envelope): Promise<Believed | null> {
    const { epoch } = this.#session;
    if (header.channel !== epochChannel(epoch.number)) return this.#drop("other_epoch");
    const plaintext = await openSealed(epoch.key, { counter: header.counter, aad, sealed });
    // §5.3: frame numbers move nothing: a member can seal any number. Only signatures move.
    return plaintext === null ? this.#drop("seal") : await this.signedMessage(plaintext);
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
