// A bidder's feed thread with nothing around it: a test is main, the house and everyone else.

import { type Bytes, copyBytes } from "../../lib/base/bytes.ts";
import type { DatagramSocket } from "../../lib/net/datagram_socket.ts";
import { GENESIS_HASH } from "../../lib/secure/digest.ts";
import { HouseSigner } from "../../lib/secure/house_signer.ts";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { importSealKey, openSealed, type SealKey } from "../../lib/secure/sealing.ts";
import { decodeEnvelope, encodeHeader, epochChannel } from "../../lib/wire/header.ts";
import {
  decodeToHouse,
  encodeReceipt,
  encodeToBidder,
  type Receipt,
  type ToHouse,
} from "../../lib/wire/member_message.ts";
import {
  encodeHeartbeat,
  encodeSignedMessage,
  type Heartbeat,
} from "../../lib/wire/signed_message.ts";
import type { BidderFeedNotice, BidderFeedRequest } from "../../lib/worker/bidder_feed_contract.ts";
import { runBidderFeed } from "../../lib/worker/bidder_feed_thread.ts";
import { type TypedPort, typedPort } from "../../lib/worker/typed_port.ts";
import { sealByHand } from "../support/thread_bidder.ts";
import { BIDS, GROUP, ManualClock } from "../support/thread_house.ts";
import { Transcript } from "../support/transcript.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

const MEMBER = "ab".repeat(8);
const TO_GROUP = { hostname: GROUP.address, port: GROUP.port };
const HOST = "10.0.0.77";

/** The session that a follower is in unless told otherwise, and its sale. */
const SESSION = "5e".repeat(8);
const SALE = "5a".repeat(16);

/** A follower, and what it says. */
export class FollowerAlone {
  readonly clock = new ManualClock();
  readonly network = new VirtualNetwork();
  readonly notices = new Transcript<BidderFeedNotice>("a follower");
  /** What it said to the house, opened. */
  readonly said = new Transcript<ToHouse>("a follower to the house");
  readonly main: TypedPort<BidderFeedNotice, BidderFeedRequest>;
  readonly #channel = new MessageChannel();
  readonly #signer: HouseSigner;
  readonly #key: SealKey;
  readonly #house: DatagramSocket;
  readonly #houseX: string;
  #counter = 0;

  private constructor(
    signer: HouseSigner,
    { x, key }: { readonly x: string; readonly key: SealKey },
  ) {
    this.#signer = signer;
    this.#houseX = x;
    this.#key = key;
    this.#house = this.network.open({ bind: BIDS });
    runBidderFeed(typedPort(this.#channel.port1), {
      clock: this.clock,
      random: () => 0.5,
      openSocket: (options) => Promise.resolve(this.network.open(options)),
      connectRelay: () => Promise.reject(new Error("There is no relay")),
    });
    this.main = typedPort(this.#channel.port2);
    this.main.listen((notice) => this.notices.add(notice));
    this.#listen();
  }

  /** Starts a follower of a first session. */
  static async start(): Promise<FollowerAlone> {
    const jwk = await generateSigningJwk();
    const key = await importSealKey(new Uint8Array(32), new Uint8Array(4));
    const follower = new FollowerAlone(new HouseSigner({ ...jwk }), { x: jwk.x, key });
    await follower.follow({});
    return follower;
  }

  /** Has it follow a session; one key serves for all. */
  async follow({ session = SESSION, sale = SALE }): Promise<void> {
    const after = this.notices.mark();
    const key = this.#key;
    this.main.send({
      type: "follow",
      session: {
        session,
        sale,
        member: MEMBER,
        houseX: this.#houseX,
        epoch: { number: 1, key },
        toHouse: key,
        toBidder: key,
        group: GROUP,
        bids: { address: BIDS.hostname, port: BIDS.port },
        relay: { address: BIDS.hostname, port: 7_312 },
        interface: HOST,
        houseNow: this.clock.now,
        nextSeq: 1,
        prevHash: GENESIS_HASH,
        trialLossPercent: 0,
      },
    });
    await this.notices.waitFor(({ type }) => type === "following", { what: "following", after });
  }

  async #listen(): Promise<void> {
    for (;;) {
      const datagram = await this.#house.receive();
      if (datagram === null) return;
      const envelope = decodeEnvelope(datagram.bytes);
      if (typeof envelope === "string") continue;
      const { header, aad, sealed } = envelope;
      const opened = await openSealed(this.#key, { counter: header.counter, aad, sealed });
      const message = opened === null ? null : decodeToHouse(opened);
      if (message !== null) this.said.add(message);
    }
  }

  /** Waits until all that main said before was done; gives what the follower said from `mark` on. */
  async saidSince(mark: number): Promise<readonly ToHouse["type"][]> {
    const probes = () => this.said.all.filter(({ type }) => type === "probe").length;
    const want = probes() + 1;
    this.main.send({ type: "probe" });
    await this.said.waitFor(() => probes() >= want, { what: "a probe" });
    return this.said.all.slice(mark).map(({ type }) => type).filter((type) => type !== "probe");
  }

  /** A heartbeat that the house has signed. */
  heartbeat(change: Partial<Heartbeat>): Bytes {
    const body = encodeHeartbeat({
      sale: SALE,
      session: SESSION,
      beat: 1,
      nextSeq: 1,
      headHash: GENESIS_HASH,
      at: this.clock.now,
      state: "running",
      members: 1,
      roundTripMs: 1,
      lots: [],
      ...change,
    });
    const signature = this.#signer.sign("heartbeat", body);
    return encodeSignedMessage({ kind: "heartbeat", signature, body });
  }

  /** A group frame of the house. */
  async frame(message: Bytes): Promise<Bytes> {
    const counter = this.#counter++;
    const header = { kind: "group", session: SESSION, channel: epochChannel(1), counter } as const;
    return await sealByHand(this.#key, { header, plaintext: copyBytes(message) });
  }

  /** A group frame that does not open. */
  junk(): Bytes {
    const counter = this.#counter++;
    const header = { kind: "group", session: SESSION, channel: epochChannel(1), counter } as const;
    return new Uint8Array([...encodeHeader(header), ...new Uint8Array(100)]);
  }

  /** Sends to the group, from the house's address unless told otherwise. */
  async toGroup(bytes: Bytes, from: DatagramSocket = this.#house): Promise<void> {
    await from.send(bytes, TO_GROUP);
  }

  /** Sends the house's signed receipt to the follower alone. */
  async receipt(change: Pick<Receipt, "bidId" | "bidDigest">): Promise<void> {
    const receipt = encodeReceipt({
      sale: SALE,
      verdict: "accepted",
      seq: 1,
      hash: GENESIS_HASH,
      at: this.clock.now,
      ask: null,
      lateMs: null,
      seenAgrees: true,
      ...change,
    });
    const signature = this.#signer.sign("receipt", receipt);
    const plaintext = encodeToBidder({ type: "receipt", receipt, signature });
    const counter = this.#counter++;
    const header = { kind: "to_bidder", session: SESSION, channel: MEMBER, counter } as const;
    const frame = await sealByHand(this.#key, { header, plaintext });
    const to = this.network.sent.all.findLast(({ to }) => to.port === BIDS.port)?.from;
    if (to === undefined) throw new Error("It has said nothing yet");
    await this.#house.send(frame, to);
  }

  /** Hands over what a catch-up brought, and waits until it is worked through. */
  async catchUp(batches: readonly Bytes[]): Promise<void> {
    const after = this.notices.mark();
    this.main.send({ type: "catchup", batches });
    await this.notices.waitFor(({ type }) => type === "caught", { what: "caught", after });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.main.send({ type: "stop" });
    await this.notices.waitFor(({ type }) => type === "stopped", { what: "stopped" });
    await this.said.waitFor(({ type }) => type === "leave", { what: "the last word" });
    this.#house.close();
    this.#channel.port1.close();
    this.#channel.port2.close();
  }
}
