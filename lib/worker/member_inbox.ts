// What the house believes of the datagrams that it receives: the checks of PROTOCOL §7.4 in their
// order, the cheap ones first. Everything else is counted by reason and dropped in silence.

import { type Bytes, copyBytes } from "../base/bytes.ts";
import type { Datagram } from "../net/datagram_socket.ts";
import { openSealed } from "../secure/sealing.ts";
import { signedBytes, verifySignature } from "../secure/signing.ts";
import type { BidInput } from "../session/desk_message.ts";
import { MEMBER_SILENT_MS } from "../session/session_limits.ts";
import { decodeBid } from "../wire/bid_codec.ts";
import { decodeEnvelope } from "../wire/header.ts";
import { decodeToHouse, type OverReason, type ToHouse } from "../wire/member_message.ts";
import type { FeedMember } from "./desk_contract.ts";
import type { DropCounters } from "./drop_counters.ts";
import type { HeardMember } from "./feed_contract.ts";
import { HouseMember, type Route } from "./house_member.ts";
import { SourceBudget } from "./source_budget.ts";

/** A message of a member, known by its seal. */
export interface Heard {
  readonly member: HouseMember;
  readonly message: ToHouse;
  /** Its datagram's place in the order in which the member sent. */
  readonly counter: number;
  /** When its datagram was received. */
  readonly at: number;
}

/** The names of the session that datagrams must be of. */
export interface InboxOptions {
  readonly session: string;
  readonly sale: string;
  /** The thumbprint of the house's key. */
  readonly house: Bytes;
  readonly drops: DropCounters;
}

/** The members of a session and what they say. */
export class MemberInbox {
  readonly #options: InboxOptions;
  readonly #drops: DropCounters;
  readonly #sources = new SourceBudget();
  readonly #members = new Map<string, HouseMember>();

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#drops = options.drops;
  }

  /** How many members there are whose session lives. */
  get living(): number {
    return this.#members.values().filter(({ over }) => over === null).reduce((n) => n + 1, 0);
  }

  /** Lets a member in. */
  add(member: FeedMember, now: number): void {
    this.#members.set(member.id, new HouseMember(member, now));
  }

  /** Puts a member out. It is known a while longer, so that it can be told if it goes on. */
  end(id: string, reason: OverReason): void {
    const member = this.#members.get(id);
    if (member !== undefined) member.over = reason;
  }

  /** Forgets a member that left. */
  remove(id: string): void {
    this.#members.get(id)?.disconnect();
    this.#members.delete(id);
  }

  /** Forgets who was silent for too long; gives those whose session still lived. */
  expire(now: number): readonly HouseMember[] {
    const silent = [...this.#members.values()].filter((m) => now - m.heardAt > MEMBER_SILENT_MS);
    for (const { id } of silent) this.remove(id);
    return silent.filter(({ over }) => over === null);
  }

  /** The member of this id, or null. */
  find(id: string): HouseMember | null {
    return this.#members.get(id) ?? null;
  }

  /** How the links of the members stand whose session lives. */
  heard(): readonly HeardMember[] {
    return [...this.#members.values()].filter(({ over }) => over === null)
      .map(({ paddle, heardAt, path, lossPermille }) => ({
        paddle,
        at: heardAt,
        path,
        lossPermille,
      }));
  }

  /**
   * Begins to open a datagram, or drops it (null). The seal is opened in flight; the datagram's
   * bytes may be overwritten as soon as this returns. `route` is the way that it came.
   */
  open(
    { bytes, from }: Datagram,
    { route, at }: { readonly route: Omit<Route, "address">; readonly at: number },
  ): Promise<Heard | null> | null {
    if (!this.#sources.allows(from, at)) return this.#drop("source_budget");
    const envelope = decodeEnvelope(bytes);
    if (typeof envelope === "string") return this.#drop(envelope);
    const { header } = envelope;
    if (header.kind !== "to_house") return this.#drop("kind");
    if (header.session !== this.#options.session) return this.#drop("other_session");
    const member = this.#members.get(header.channel);
    if (member === undefined) return this.#drop("unknown_member");
    if (!member.window.isNew(header.counter)) return this.#drop("replayed");
    if (!member.allowsDatagram(from, at)) return this.#drop("member_budget");
    const parts = {
      counter: header.counter,
      aad: copyBytes(envelope.aad),
      sealed: copyBytes(envelope.sealed),
    };
    return this.#believe({ member, parts, route: { ...route, address: from }, at });
  }

  async #believe(
    { member, parts, route, at }: {
      readonly member: HouseMember;
      readonly parts: Parameters<typeof openSealed>[1];
      readonly route: Route;
      readonly at: number;
    },
  ): Promise<Heard | null> {
    const plaintext = await openSealed(member.toHouse, parts);
    if (plaintext === null) return this.#drop("seal");
    // §7.4: the window moves only now, and of two copies opened side by side one is believed.
    if (!member.window.accept(parts.counter)) return this.#drop("replayed");
    const message = decodeToHouse(plaintext);
    if (message === null) return this.#drop("malformed");
    member.wasHeard(route, { counter: parts.counter, at });
    return { member, message, counter: parts.counter, at };
  }

  /** The bid that a member sent, if it is one of this sale and signed by the member's own key. */
  async verifyBid({ member, message, at }: Heard): Promise<BidInput | null> {
    if (message.type !== "bid") return null;
    const { bid, signature } = message;
    const decoded = decodeBid(bid);
    if (decoded === null) return this.#drop("malformed");
    if (decoded.sale !== this.#options.sale) return this.#drop("other_sale");
    if (!member.allowsBid(at)) return this.#drop("bid_budget");
    const signed = signedBytes("bid", this.#options.house, bid);
    if (!await verifySignature(await member.verifyKey, { message: signed, signature })) {
      return this.#drop("signature");
    }
    return { type: "bid", from: member.id, paddle: member.paddle, bid, signature, at };
  }

  #drop(reason: string): null {
    this.#drops.count(reason);
    return null;
  }
}
