// The desk's answers to the join worker: challenges signed, owners of keys admitted, members made,
// the past handed out. The house's key and the registry never leave this thread.

import { assert } from "@std/assert";
import { type Bytes, toBase64url } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import type { LedgerBatch } from "../ledger/store.ts";
import type { HouseSigner } from "../secure/house_signer.ts";
import type { PublicKeySet } from "../secure/key_set.ts";
import type { RegisteredBidder } from "../secure/registry.ts";
import type { Desk } from "../session/desk.ts";
import { MEMBER_BIDS_PER_SECOND } from "../session/session_limits.ts";
import type { Welcome } from "../wire/join_message.ts";
import { PROTOCOL_VERSION } from "../wire/limits.ts";
import type { DeskConfig, DeskToJoin, Epoch, FeedMember, JoinToDesk } from "./desk_contract.ts";
import { epochToJson, type Membership } from "./membership.ts";
import type { TypedPort } from "./typed_port.ts";

type Ask<T extends JoinToDesk["type"]> = Extract<JoinToDesk, { type: T }>;

/** What joins need of the desk's thread. */
export interface DeskJoinsParts {
  readonly port: TypedPort<JoinToDesk, DeskToJoin>;
  readonly desk: Desk;
  readonly members: Membership;
  readonly signer: HouseSigner;
  readonly clock: Clock;
  readonly config: DeskConfig;
  readonly sale: string;
  readonly session: string;
  /** The ports that bids come to, once the feed has opened them. */
  ports(): { readonly bidPort: number; readonly relayPort: number } | null;
  /** A signed heartbeat as of now, or null before the feed's first. */
  heartbeat(): Bytes | null;
  /** The newest signed checkpoint, or null before the first. */
  checkpoint(): Bytes | null;
  /** Signed batches of the past from an event on. */
  history(from: number, bytesMax: number): readonly LedgerBatch[];
  /** Puts a bidder's first coming into the record, now. */
  record(bidder: RegisteredBidder): void;
  /** The owner of keys that nobody has registered asks to be let in. */
  knocked(keySet: PublicKeySet): void;
  /** A bidder is a member from now on; its older session, if any, is over. */
  joined(member: FeedMember, ended: string | null): void;
  fail(error: unknown): void;
}

/** Answers the join worker. */
export class DeskJoins {
  readonly #parts: DeskJoinsParts;

  constructor(parts: DeskJoinsParts) {
    this.#parts = parts;
  }

  /** Answers one question. */
  answer(message: JoinToDesk): void {
    switch (message.type) {
      case "challenge":
        return this.#challenge(message);
      case "admit":
        return this.#admit(message);
      case "confirmed":
        return this.#confirmed(message);
      case "history":
        return this.#history(message);
      case "state": {
        const { port, heartbeat, checkpoint } = this.#parts;
        const messages = [heartbeat(), checkpoint()].filter((bytes) => bytes !== null);
        return port.send({ type: "state", ref: message.ref, messages });
      }
    }
  }

  #challenge({ ref, transcript }: Ask<"challenge">): void {
    const { signer, clock, port, fail } = this.#parts;
    const payload = {
      version: PROTOCOL_VERSION,
      transcript,
      nonce: toBase64url(crypto.getRandomValues(new Uint8Array(32))),
      house: signer.publicJwk(),
      now: clock.nowMs(),
    };
    signer.jws("leilao-challenge", payload)
      .then((jws) => port.send({ type: "challenge", ref, jws }))
      .catch(fail);
  }

  #admit(message: Ask<"admit">): void {
    const { members, desk, signer, clock, port, fail } = this.#parts;
    const { ref, transcript, thumbprint, keySet, version } = message;
    const owner = { thumbprint, signingX: keySet.signing.x };
    const admission = members.admit({ ...owner, version }, clock.nowMs());
    if (admission.type === "refused") {
      const { reason } = admission;
      if (reason === "not_registered" && !members.isKnown(owner)) this.#parts.knocked(keySet);
      signer.jws("leilao-refused", { transcript, reason })
        .then((jws) => port.send({ type: "refused", ref, jws, reason }))
        .catch(fail);
      return;
    }
    const { bidder, member, secret, epoch } = admission;
    // Who comes after the end sees the results and takes no part any more.
    const isNew = desk.view.phase !== "closed" && !members.isAdmitted(bidder.paddle);
    if (isNew) this.#parts.record(bidder);
    const payload = this.#welcome(bidder, { transcript, member, secret, epoch });
    signer.jws("leilao-welcome", payload)
      .then((jws) => port.send({ type: "welcome", ref, jws, member, secret }))
      .catch(fail);
  }

  #welcome(
    { paddle, name }: RegisteredBidder,
    { transcript, member, secret, epoch }: {
      readonly transcript: string;
      readonly member: string;
      readonly secret: Bytes;
      readonly epoch: Epoch;
    },
  ): Welcome {
    const { desk, config, sale, session, clock } = this.#parts;
    const { seq, hash } = desk.head();
    const ports = this.#parts.ports();
    assert(ports !== null, "Joins come only after the feed is open");
    const address = config.bidHost;
    return {
      transcript,
      sale,
      saleName: desk.view.name,
      currency: desk.view.currency,
      session,
      paddle,
      name,
      member,
      secret: toBase64url(secret),
      group: { ...config.group },
      epoch: epochToJson(epoch),
      bids: { address, port: ports.bidPort },
      relay: { address, port: ports.relayPort },
      next: seq + 1,
      head: hash.toHex(),
      now: clock.nowMs(),
      bidsPerSecond: MEMBER_BIDS_PER_SECOND,
    };
  }

  #confirmed({ ref, member, keys }: Ask<"confirmed">): void {
    const confirmed = this.#parts.members.confirm(member, keys);
    if (confirmed !== null) this.#parts.joined(confirmed.joined, confirmed.ended);
    this.#parts.port.send({ type: "confirmed", ref, ok: confirmed !== null });
  }

  #history({ ref, from, bytesMax }: Ask<"history">): void {
    const { desk, sale, port } = this.#parts;
    const { seq, hash } = desk.head();
    const batches = bytesMax === 0 ? [] : this.#parts.history(from, bytesMax);
    const last = batches.at(-1);
    port.send({
      type: "history",
      ref,
      sale,
      batches: batches.map(({ bytes }) => bytes),
      after: last === undefined ? from : last.firstSeq + last.count,
      before: desk.hashAt(from - 1),
      next: seq + 1,
      head: hash,
    });
  }
}
