// Bidders of a house in memory: one that follows the feed as the client's worker does, and one
// whose every datagram a test makes by hand.

import { type Bytes, concat, u64 } from "../../lib/base/bytes.ts";
import type { Clock } from "../../lib/base/clock.ts";
import type { DatagramSocket } from "../../lib/net/datagram_socket.ts";
import { GENESIS_HASH } from "../../lib/secure/digest.ts";
import {
  generatePrivateKeySet,
  type Identity,
  importPrivateKeySet,
} from "../../lib/secure/private_key_set.ts";
import { type RegisteredBidder, registeredBidder } from "../../lib/secure/registry.ts";
import { openSealed, type SealKey } from "../../lib/secure/sealing.ts";
import { signAsync, signedBytes, thumbprintBytes } from "../../lib/secure/signing.ts";
import type { OutgoingBid } from "../../lib/session/bid_delivery.ts";
import { encodeBid, type SignedBid } from "../../lib/wire/bid_codec.ts";
import { decodeEnvelope, encodeHeader, epochChannel, type Header } from "../../lib/wire/header.ts";
import { encodeToHouse, type ToBidder, type ToHouse } from "../../lib/wire/member_message.ts";
import { decodeReceipt, decodeToBidder, type Receipt } from "../../lib/wire/member_message.ts";
import type { BidderFeedNotice, BidderFeedRequest } from "../../lib/worker/bidder_feed_contract.ts";
import { runBidderFeed } from "../../lib/worker/bidder_feed_thread.ts";
import { type CaughtUp, type JoinedSession, joinHouse } from "../../lib/worker/bidder_join.ts";
import { type TypedPort, typedPort } from "../../lib/worker/typed_port.ts";
import { ping } from "./ping.ts";
import { BIDS, GROUP, type ThreadHouse } from "./thread_house.ts";
import { Transcript } from "./transcript.ts";
import type { Tap } from "./virtual_network.ts";

/** Someone with keys. */
export interface Person {
  readonly identity: Identity;
  readonly registered: RegisteredBidder;
}

const people = new Map<string, Promise<Person>>();

/** The person of that name, the same in all tests of a file; the paddle is the name. */
export function person(name: string): Promise<Person> {
  const known = people.get(name) ?? newPerson(name);
  people.set(name, known);
  return known;
}

async function newPerson(name: string): Promise<Person> {
  const identity = await importPrivateKeySet(await generatePrivateKeySet({ bits: 2048 }));
  const about = { name: `Participante ${name}`, paddle: name, status: "registered" } as const;
  return { identity, registered: registeredBidder(identity.publicKeySet, about) };
}

/** What someone does while joining; nothing unless told. */
export interface JoinManners {
  readonly tap?: Tap;
  welcomed?(session: JoinedSession): Promise<void>;
  caughtUp?(batches: readonly Bytes[]): Promise<void>;
}

/** Joins and gives the session, and where the record stood then. */
export async function join(
  house: ThreadHouse,
  { identity }: Person,
  { tap, welcomed, caughtUp }: JoinManners = {},
): Promise<{ readonly session: JoinedSession; readonly ready: CaughtUp }> {
  return await joinHouse(house.connect(tap), {
    identity,
    checkHouse: () => {},
    welcomed: async (session) => {
      await welcomed?.(session);
      return null;
    },
    caughtUp: (batches) => caughtUp?.(batches) ?? Promise.resolve(),
  });
}

/** A datagram sealed by hand: any counter, any header, any key. */
export async function sealByHand(
  key: SealKey,
  { header, plaintext }: { readonly header: Header; readonly plaintext: Bytes },
): Promise<Bytes> {
  const additionalData = encodeHeader(header);
  const iv = concat(key.salt, u64(header.counter));
  const algorithm = { name: "AES-GCM", iv, additionalData };
  const sealed = await crypto.subtle.encrypt(algorithm, key.key, plaintext);
  return concat(additionalData, new Uint8Array(sealed));
}

/** A group frame around `message` as any member could make it, under any frame number. */
export async function forgeFrame(
  { welcome, epoch }: JoinedSession,
  message: Bytes,
  counter: number,
): Promise<Bytes> {
  const { session } = welcome;
  const header = { kind: "group", session, channel: epochChannel(epoch.number), counter } as const;
  return await sealByHand(epoch.key, { header, plaintext: message });
}

/** A member whose datagrams are made by hand. */
export class RawMember {
  readonly person: Person;
  readonly session: JoinedSession;
  readonly socket: DatagramSocket;
  /** What the house said to it, opened. */
  readonly heard = new Transcript<ToBidder>("what a member heard");
  readonly #house: ThreadHouse;
  #counter = 0;
  #bids = 0;

  private constructor(house: ThreadHouse, person: Person, session: JoinedSession) {
    this.#house = house;
    this.person = person;
    this.session = session;
    this.socket = house.network.open({ bind: { hostname: "10.0.0.66", port: 0 } });
    this.#listen();
  }

  /** Joins the house. */
  static async join(house: ThreadHouse, person: Person): Promise<RawMember> {
    const { session } = await join(house, person);
    return new RawMember(house, person, session);
  }

  async #listen(): Promise<void> {
    for (;;) {
      const datagram = await this.socket.receive();
      if (datagram === null) return;
      const envelope = decodeEnvelope(datagram.bytes);
      if (typeof envelope === "string") continue;
      const { header, aad, sealed } = envelope;
      const parts = { counter: header.counter, aad, sealed };
      const opened = await openSealed(this.session.keys.toBidder, parts);
      const message = opened === null ? null : decodeToBidder(opened);
      if (message !== null) this.heard.add(message);
    }
  }

  /** The bytes of a bid and its signature; `change` makes it another than an honest one. */
  async makeBid(change: Partial<SignedBid> = {}): Promise<OutgoingBid> {
    const bidId = change.bidId ?? (++this.#bids).toString(16).padStart(32, "0");
    const bid = encodeBid({
      sale: this.session.welcome.sale,
      lot: "1",
      kind: "max",
      amount: 20_000,
      quantity: 1,
      currency: "BRL",
      seenSeq: 0,
      seenHash: GENESIS_HASH,
      ...change,
      bidId,
    });
    return await this.sign(bid, bidId);
  }

  /** Signs the bytes of a bid, whatever they are. */
  async sign(bid: Bytes, bidId: string): Promise<OutgoingBid> {
    const message = signedBytes("bid", thumbprintBytes(this.session.house), bid);
    return { bidId, bid, signature: await signAsync(this.person.identity.sign, message) };
  }

  /** The datagram of a message, with the next counter unless the header says another. */
  async datagram(message: ToHouse, change: Partial<Header> = {}): Promise<Bytes> {
    const { welcome, keys } = this.session;
    const header: Header = {
      kind: "to_house",
      session: welcome.session,
      channel: welcome.member,
      counter: this.#counter++,
      ...change,
    };
    return await sealByHand(keys.toHouse, { header, plaintext: encodeToHouse(message) });
  }

  /** Sends raw bytes to the house. */
  async sendRaw(bytes: Bytes): Promise<void> {
    await this.socket.send(bytes, BIDS);
  }

  /** Sends a message to the house. */
  async say(message: ToHouse): Promise<void> {
    await this.sendRaw(await this.datagram(message));
  }

  /** Sends a bid. */
  async bid({ bid, signature }: OutgoingBid): Promise<void> {
    await this.say({ type: "bid", bid, signature });
  }

  /** Waits for the receipt of a bid that comes after `mark`. */
  async receipt(bidId: string, after = 0): Promise<Receipt> {
    const isIt = (message: ToBidder) => receiptOf(message)?.bidId === bidId;
    const what = `the receipt of bid ${bidId}`;
    const message = await this.heard.waitFor(isIt, { what, after, ms: 5_000 });
    const receipt = receiptOf(message);
    if (receipt === null) throw new Error(`${what} cannot be read`);
    return receipt;
  }

  /** Waits until everything said before has been received, decided and answered. */
  async settled(): Promise<void> {
    await this.#pong();
    await this.#house.settled();
    await this.#pong();
  }

  /** A pong: the house has received all that was sent before, and its answer comes behind others. */
  async #pong(): Promise<void> {
    const sentAt = 1_000_000 + this.#counter;
    const after = this.heard.mark();
    await this.say(ping(sentAt));
    const isIt = (message: ToBidder) => message.type === "pong" && message.sentAt === sentAt;
    await this.heard.waitFor(isIt, { what: "a pong", after, ms: 5_000 });
  }

  /** Lets go of the socket. */
  close(): void {
    this.socket.close();
  }
}

/** The receipt in a message, or null. */
export function receiptOf(message: ToBidder): Receipt | null {
  return message.type === "receipt" ? decodeReceipt(message.receipt) : null;
}

/** A member that follows the feed with the client's own thread body. */
export class FollowingBidder {
  readonly notices = new Transcript<BidderFeedNotice>("a follower");
  readonly #channel = new MessageChannel();
  readonly #port: TypedPort<BidderFeedNotice, BidderFeedRequest>;
  #session: JoinedSession | null = null;

  private constructor(house: ThreadHouse, { clock, host }: { clock: Clock; host: string }) {
    runBidderFeed(typedPort(this.#channel.port1), {
      clock,
      random: () => 0.5,
      openSocket: (options) => Promise.resolve(house.network.open(options)),
      connectRelay: () => Promise.resolve(house.connectRelay(host)),
    });
    this.#port = typedPort(this.#channel.port2);
    this.#port.listen((notice) => this.notices.add(notice));
  }

  /** Joins the house and follows its feed. */
  static async join(
    house: ThreadHouse,
    person: Person,
    { clock, host = "10.0.0.77", tap }: {
      readonly clock: Clock;
      readonly host?: string;
      readonly tap?: Tap;
    },
  ): Promise<FollowingBidder> {
    const follower = new FollowingBidder(house, { clock, host });
    const { ready } = await join(house, person, {
      ...(tap !== undefined && { tap }),
      welcomed: (session) => follower.#follow(session, host),
      caughtUp: (batches) => follower.#catchUp(batches),
    });
    follower.#port.send({ type: "caught_up", ...ready });
    return follower;
  }

  async #catchUp(batches: readonly Bytes[]): Promise<void> {
    const after = this.notices.mark();
    this.#port.send({ type: "catchup", batches });
    await this.notices.waitFor(({ type }) => type === "caught", { what: "caught up", after });
  }

  async #follow(session: JoinedSession, host: string): Promise<void> {
    this.#session = session;
    const { welcome, keys, epoch, houseX } = session;
    this.#port.send({
      type: "follow",
      session: {
        session: welcome.session,
        sale: welcome.sale,
        member: welcome.member,
        houseX,
        epoch,
        toHouse: keys.toHouse,
        toBidder: keys.toBidder,
        group: GROUP,
        bids: welcome.bids,
        relay: welcome.relay,
        interface: host,
        houseNow: welcome.now,
        nextSeq: 1,
        prevHash: GENESIS_HASH,
        trialLossPercent: 0,
      },
    });
    await this.notices.waitFor(({ type }) => type === "following", { what: "following" });
  }

  /** The session as WELCOME gave it. */
  get session(): JoinedSession {
    if (this.#session === null) throw new Error("It has not joined");
    return this.#session;
  }

  /** Sends a bid and repeats it until it is answered. */
  bid(bid: OutgoingBid): void {
    this.#port.send({ type: "bid", bid });
  }

  /** The events delivered so far. */
  seqs(): readonly number[] {
    return this.notices.all.flatMap((notice) =>
      notice.type === "delivered" ? notice.events.map(({ seq }) => seq) : []
    );
  }

  /** Waits until event `seq` has been delivered. */
  async delivered(seq: number): Promise<void> {
    const isIt = (notice: BidderFeedNotice) =>
      notice.type === "delivered" && notice.events.some((event) => event.seq === seq);
    await this.notices.waitFor(isIt, { what: `event ${seq}`, ms: 5_000 });
  }

  /** Ends the thread. */
  async stop(): Promise<void> {
    this.#port.send({ type: "stop" });
    await this.notices.waitFor(({ type }) => type === "stopped", { what: "stopped" });
    this.#channel.port1.close();
    this.#channel.port2.close();
  }
}
