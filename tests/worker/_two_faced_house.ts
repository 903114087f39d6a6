// A house that says more to the group than its record holds: signed with its true key, sealed and
// sent by a member who knows the group's. So lies that only the house itself can tell are tried.

import type { Bytes } from "../../lib/base/bytes.ts";
import { chainHash, GENESIS_HASH } from "../../lib/secure/digest.ts";
import { HouseSigner } from "../../lib/secure/house_signer.ts";
import { type Checkpoint, encodeCheckpoint } from "../../lib/wire/checkpoint_note.ts";
import {
  type Batch,
  encodeBatch,
  encodeHeartbeat,
  encodeSignedMessage,
  type Heartbeat,
  type SignedKind,
} from "../../lib/wire/signed_message.ts";
import { forgeFrame, type RawMember } from "../support/thread_bidder.ts";
import { GROUP, type ThreadHouse } from "../support/thread_house.ts";

const TO_GROUP = { hostname: GROUP.address, port: GROUP.port };

/** Says to the group what a test wants, in the house's name. */
export class TwoFacedHouse {
  readonly #house: ThreadHouse;
  readonly #mouth: RawMember;
  readonly #signer: HouseSigner;
  #frames = 70_000;
  /** Far ahead of the true house: its own heartbeats are old from the first one here on. */
  #beat = 1_000_000;

  constructor(house: ThreadHouse, mouth: RawMember) {
    this.#house = house;
    this.#mouth = mouth;
    this.#signer = new HouseSigner({ ...house.houseKey });
  }

  /** Where the true record stands. */
  position(): { readonly lastSeq: number; readonly head: Bytes } {
    const { rows } = this.#house.disk;
    const head = rows.reduce((hash, { event }) => chainHash(hash, event), GENESIS_HASH);
    return { lastSeq: rows.length, head };
  }

  /** Sends a heartbeat that is newer than all before; gives the signed message. */
  async heartbeat(change: Partial<Heartbeat>): Promise<Bytes> {
    const { lastSeq, head } = this.position();
    const { sale, session, now } = this.#mouth.session.welcome;
    const body = encodeHeartbeat({
      sale,
      session,
      beat: ++this.#beat,
      nextSeq: lastSeq + 1,
      headHash: head,
      at: now,
      state: "running",
      members: 1,
      roundTripMs: 1,
      lots: [],
      ...change,
    });
    return await this.#say("heartbeat", body);
  }

  /** Sends a checkpoint of the record as it stands unless told otherwise; gives the message. */
  async checkpoint(change: Partial<Checkpoint> = {}): Promise<Bytes> {
    const { lastSeq: seq, head: hash } = this.position();
    const { sale, now: at } = this.#mouth.session.welcome;
    return await this.#say("checkpoint", encodeCheckpoint({ sale, seq, hash, at, ...change }));
  }

  /** Sends a batch that follows the record unless told otherwise; gives the signed message. */
  async batch(change: Pick<Batch, "events"> & Partial<Batch>): Promise<Bytes> {
    const { lastSeq, head } = this.position();
    const { sale, now } = this.#mouth.session.welcome;
    const body = encodeBatch({ sale, firstSeq: lastSeq + 1, prevHash: head, at: now, ...change });
    return await this.#say("batch", body);
  }

  async #say(kind: SignedKind, body: Bytes): Promise<Bytes> {
    const signature = this.#signer.sign(kind, body);
    const message = encodeSignedMessage({ kind, signature, body });
    const frame = await forgeFrame(this.#mouth.session, message, ++this.#frames);
    await this.#mouth.socket.send(frame, TO_GROUP);
    return message;
  }
}
