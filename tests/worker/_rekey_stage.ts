// A house in memory with two followers and Eve, for tests of what a new group key does.

import { assert } from "@std/assert";
import type { Bytes } from "../../lib/base/bytes.ts";
import { openSealed, type SealKey } from "../../lib/secure/sealing.ts";
import { EPOCH_RETRY_MS, REKEY_REST_MS } from "../../lib/session/session_limits.ts";
import { decodeEnvelope, epochOf } from "../../lib/wire/header.ts";
import { decodeToHouse } from "../../lib/wire/member_message.ts";
import type { SentDatagram } from "../support/virtual_network.ts";
import { eventually } from "../support/bounded.ts";
import { FollowingBidder, person, RawMember } from "../support/thread_bidder.ts";
import { BIDS, GROUP, ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

/** The followers' addresses. */
export const HOSTS = ["10.0.0.77", "10.0.0.78"] as const;

/** The stage. */
export class RekeyStage {
  readonly network: VirtualNetwork;
  readonly clock: ManualClock;
  readonly house: ThreadHouse;
  readonly followers: readonly [FollowingBidder, FollowingBidder];
  /** A member whose datagrams are made by hand. */
  readonly eve: RawMember;
  readonly #withoutEve: Parameters<ThreadHouse["register"]>[0];

  private constructor(parts: {
    readonly network: VirtualNetwork;
    readonly clock: ManualClock;
    readonly house: ThreadHouse;
    readonly followers: readonly [FollowingBidder, FollowingBidder];
    readonly eve: RawMember;
    readonly withoutEve: Parameters<ThreadHouse["register"]>[0];
  }) {
    this.network = parts.network;
    this.clock = parts.clock;
    this.house = parts.house;
    this.followers = parts.followers;
    this.eve = parts.eve;
    this.#withoutEve = parts.withoutEve;
  }

  /** A house with lot 1 open, two followers whose addresses it knows, and Eve. */
  static async set(): Promise<RekeyStage> {
    const network = new VirtualNetwork();
    const clock = new ManualClock();
    const [ana, ben, eve] = await Promise.all([person("ana"), person("ben"), person("eve")]);
    const honest = [ana.registered, ben.registered];
    const bidders = [...honest, eve.registered];
    const house = await ThreadHouse.start({ network, clock, bidders });
    await house.openLot({ id: "1" });
    const followers = [
      await FollowingBidder.join(house, ana, { clock, host: HOSTS[0] }),
      await FollowingBidder.join(house, ben, { clock, host: HOSTS[1] }),
    ] as const;
    const insider = await RawMember.join(house, eve);
    await insider.settled();
    for (const follower of followers) {
      await follower.notices.waitFor(({ type }) => type === "quality", { what: "a pong" });
    }
    clock.now += REKEY_REST_MS; // The house rests so long between two keys.
    const withoutEve = [...honest, { ...eve.registered, status: "banned" } as const];
    return new RekeyStage({ network, clock, house, followers, eve: insider, withoutEve });
  }

  /** Has Eve put out. */
  async banEve(): Promise<void> {
    await this.house.register(this.#withoutEve);
  }

  /** The house tells one event more; gives its seq. */
  async event(): Promise<number> {
    const at = this.clock.now;
    return await this.house.command({ type: "GiveFairWarning", at, lot: "1", text: "Dou-lhe" });
  }

  /** Lets time pass, a little at a time, until `found` gives something. */
  async until<T>(found: () => T | undefined | null, what: string): Promise<T> {
    return await eventually(() => {
      const answer = found() ?? null;
      if (answer === null) this.clock.now += EPOCH_RETRY_MS;
      return answer;
    }, { what });
  }

  /**
   * A frame to the group that is sealed in this epoch. The house waits a while for Eve, who never
   * says that she has a key.
   */
  async frameOf(epoch: number): Promise<Bytes> {
    const isIt = (sent: SentDatagram) => epochIn(sent) === epoch;
    return await this.until(() => this.network.sent.all.find(isIt)?.bytes, `epoch ${epoch}`);
  }

  /** Has a new key made, behind the rest between two keys. */
  async rekey(): Promise<void> {
    this.clock.now += REKEY_REST_MS;
    await this.house.rekey();
  }

  /** What is in a frame under this key, or null. */
  async opened(frame: Bytes, key: SealKey): Promise<Bytes | null> {
    const envelope = decodeEnvelope(frame);
    if (typeof envelope === "string") return null;
    return await openSealed(key, { ...envelope, counter: envelope.header.counter });
  }

  /** How many NAKs a follower has sent. */
  async naksOf(host: string): Promise<number> {
    const follower = this.followers[HOSTS.indexOf(host as typeof HOSTS[number])];
    const sent = this.network.sent.all.filter(({ from, to }) =>
      from.hostname === host && to.port === BIDS.port
    );
    const kinds = await Promise.all(sent.map(async ({ bytes }) => {
      const envelope = decodeEnvelope(bytes);
      if (typeof envelope === "string" || follower === undefined) return null;
      const parts = { ...envelope, counter: envelope.header.counter };
      const plaintext = await openSealed(follower.session.keys.toHouse, parts);
      return plaintext === null ? null : decodeToHouse(plaintext)?.type ?? null;
    }));
    return kinds.filter((kind) => kind === "nak").length;
  }

  /** Both followers have each event once, and raised no alarm. */
  async areWhole(): Promise<void> {
    const last = await this.event();
    for (const follower of this.followers) {
      await this.until(() => follower.seqs().includes(last) || null, `event ${last}`);
      const seqs = Array.from({ length: last }, (_, i) => i + 1).join();
      assert(follower.seqs().join() === seqs, `${follower.seqs()}`);
      const alarms = follower.notices.all.filter(({ type }) =>
        type === "equivocation" || type === "fetch" || type === "unanswered"
      );
      assert(alarms.length === 0, JSON.stringify(alarms));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.eve.close();
    for (const follower of this.followers) await follower.stop();
    await this.house.stop();
  }
}

/** The epoch of a frame that the house sent to the group, or null for anything else. */
export function epochIn({ from, to, bytes }: SentDatagram): number | null {
  if (from.port !== BIDS.port || to.port !== GROUP.port) return null;
  const envelope = decodeEnvelope(bytes);
  return typeof envelope === "string" ? null : epochOf(envelope.header.channel);
}

/** All keys that a member was ever given. */
export function keysOf({ session }: RawMember): readonly SealKey[] {
  const { confirm, catchup, toHouse, toBidder } = session.keys;
  return [session.epoch.key, confirm, catchup, toHouse, toBidder];
}
