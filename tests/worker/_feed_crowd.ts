// The house's feed thread and members whose every datagram a test makes: as many as it likes, since
// nobody has to join. A test is main, the desk and the relay.

import { type Bytes, concat } from "../../lib/base/bytes.ts";
import type { DatagramSocket } from "../../lib/net/datagram_socket.ts";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { importSealKey, type SealKey } from "../../lib/secure/sealing.ts";
import { signAsync, signedBytes } from "../../lib/secure/signing.ts";
import { encodeBid } from "../../lib/wire/bid_codec.ts";
import { encodeHeader, type Header } from "../../lib/wire/header.ts";
import { encodeToHouse, type ToHouse } from "../../lib/wire/member_message.ts";
import type { DeskToFeed, FeedToDesk } from "../../lib/worker/desk_contract.ts";
import type { FeedNotice, FeedRequest } from "../../lib/worker/feed_contract.ts";
import { runFeed } from "../../lib/worker/feed_thread.ts";
import type { FeedToRelay, RelayToFeed } from "../../lib/worker/relay_contract.ts";
import { type TypedPort, typedPort } from "../../lib/worker/typed_port.ts";
import { sealByHand } from "../support/thread_bidder.ts";
import { BIDS, GROUP, HOUSE_HOST, ManualClock } from "../support/thread_house.ts";
import { Transcript } from "../support/transcript.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

const SESSION = "5e".repeat(8);
const SALE = "5a".repeat(16);
const HOUSE = new Uint8Array(32);

/** A feed with members in it. */
export class FeedCrowd {
  readonly clock = new ManualClock();
  readonly network = new VirtualNetwork();
  readonly notices = new Transcript<FeedNotice>("feed to main");
  readonly said = new Transcript<FeedToDesk>("feed to desk");
  readonly toRelay = new Transcript<FeedToRelay>("feed to relay");
  readonly desk: TypedPort<FeedToDesk, DeskToFeed>;
  readonly relay: TypedPort<FeedToRelay, RelayToFeed>;
  readonly #channels = [0, 1, 2].map(() => new MessageChannel());
  readonly #port: TypedPort<FeedNotice, FeedRequest>;
  readonly #sign: CryptoKey;
  readonly #key: SealKey;
  readonly #sockets: DatagramSocket[] = [];
  #barriers = 0;

  private constructor({ sign, key }: { readonly sign: CryptoKey; readonly key: SealKey }) {
    const [main, desk, relay] = this.#channels;
    if (main === undefined || desk === undefined || relay === undefined) throw new RangeError();
    this.#sign = sign;
    this.#key = key;
    runFeed(typedPort(main.port1), {
      clock: this.clock,
      aliveMs: 20,
      openSocket: () => Promise.resolve(this.network.open({ bind: BIDS })),
    });
    this.#port = typedPort(main.port2);
    this.#port.listen((notice) => this.notices.add(notice));
    this.desk = typedPort(desk.port2);
    this.desk.listen((message) => this.said.add(message));
    this.relay = typedPort(relay.port2);
    this.relay.listen((message) => this.toRelay.add(message));
  }

  /** Starts a feed with so many members, who share their keys. */
  static async start(members: number): Promise<FeedCrowd> {
    const jwk = { ...await generateSigningJwk() };
    const sign = await crypto.subtle.importKey("jwk", jwk, "Ed25519", false, ["sign"]);
    const key = await importSealKey(new Uint8Array(32).fill(7), new Uint8Array(4));
    const crowd = new FeedCrowd({ sign, key });
    await crowd.#start();
    const keys = { toHouse: key, toBidder: key };
    for (let nth = 0; nth < members; nth++) {
      const member = { id: memberId(nth), paddle: `p${nth}`, signingX: jwk.x, keys, epoch: 1 };
      crowd.desk.send({ type: "member", member });
      crowd.#sockets.push(crowd.network.open({ bind: { hostname: `10.1.0.${nth}`, port: 0 } }));
    }
    await crowd.passed();
    return crowd;
  }

  async #start(): Promise<void> {
    const [, line, relayLine] = this.#channels;
    if (line === undefined || relayLine === undefined) throw new RangeError();
    const config = { host: HOUSE_HOST, bidPort: BIDS.port, group: GROUP, trialLossPercent: 0 };
    const ends = { desk: line.port1, relay: relayLine.port1 };
    this.#port.send({ type: "start", config, ...ends, relayPort: 7_312 }, [
      line.port1,
      relayLine.port1,
    ]);
    const epoch = { number: 1, key: new Uint8Array(32), salt: new Uint8Array(4) };
    this.desk.send({ type: "session", session: SESSION, sale: SALE, house: HOUSE, epoch });
    await this.notices.waitFor(({ type }) => type === "ready", { what: "ready" });
  }

  /** The datagram of a message of the nth member. */
  async datagram(nth: number, counter: number, message: ToHouse): Promise<Bytes> {
    const header = headerOf(nth, counter);
    return await sealByHand(this.#key, { header, plaintext: encodeToHouse(message) });
  }

  /** A datagram in the nth member's name that does not open. */
  junk(nth: number, counter: number): Bytes {
    return concat(encodeHeader(headerOf(nth, counter)), new Uint8Array(272));
  }

  /** A bid that the nth member has signed. */
  async bid(nth: number, counter: number): Promise<Bytes> {
    const bid = encodeBid({
      sale: SALE,
      lot: "1",
      kind: "max",
      quantity: 1,
      amount: 1 + counter,
      currency: "BRL",
      bidId: `${memberId(nth)}${counter.toString(16).padStart(16, "0")}`,
      seenSeq: 0,
      seenHash: new Uint8Array(32),
    });
    const signature = await signAsync(this.#sign, signedBytes("bid", HOUSE, bid));
    return await this.datagram(nth, counter, { type: "bid", bid, signature });
  }

  /** Sends from the address of the nth member. */
  async send(nth: number, bytes: Bytes): Promise<void> {
    await this.#sockets[nth]?.send(bytes, BIDS);
  }

  /** Everything that was sent to the nth member's address. */
  heard(nth: number): readonly Bytes[] {
    const port = this.#sockets[nth]?.address.port;
    return this.network.sent.all.filter(({ to }) => to.port === port).map(({ bytes }) => bytes);
  }

  /** How many bids the desk has been given. */
  bidsAtDesk(): number {
    return this.said.all.reduce(
      (sum, message) => message.type === "bids" ? sum + message.bids.length : sum,
      0,
    );
  }

  /** Waits until the desk has been given so many bids. */
  async bids(least: number): Promise<void> {
    await this.said.waitFor(() => this.bidsAtDesk() >= least, { what: `${least} bids` });
  }

  /** Waits until everything that came before has been opened, and the bids among it handed on. */
  async passed(): Promise<void> {
    const barrier = ++this.#barriers;
    this.desk.send({ type: "barrier", barrier });
    const isIt = (message: FeedToDesk) => message.type === "passed" && message.barrier === barrier;
    await this.said.waitFor(isIt, { what: "a barrier" });
  }

  /** Waits until everything that the feed has to send so far has left: a group frame comes last. */
  async sent(): Promise<void> {
    const after = this.network.sent.mark();
    const message = new Uint8Array(600).fill(this.#barriers);
    this.desk.send({ type: "heartbeat", message });
    // 32 of header and 16 of tag: no other message is as long.
    const isIt = ({ to, bytes }: { to: { port: number }; bytes: Bytes }) =>
      to.port === GROUP.port && bytes.length === message.length + 48;
    await this.network.sent.waitFor(isIt, { what: "a group frame", after });
  }

  /** Waits for what the feed has counted so far. */
  async counters(): Promise<Readonly<Record<string, number>>> {
    const isIt = (notice: FeedNotice): notice is Extract<FeedNotice, { type: "counters" }> =>
      notice.type === "counters";
    const after = this.notices.mark();
    return (await this.notices.waitFor(isIt, { what: "counters", after })).counters;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.close();
    this.#port.send({ type: "stop" });
    await this.notices.waitFor(({ type }) => type === "stopped", { what: "stopped" });
    for (const { port1, port2 } of this.#channels) {
      port1.close();
      port2.close();
    }
  }
}

/** The id of the nth member. */
export function memberId(nth: number): string {
  return (0xab00 + nth).toString(16).padStart(16, "0");
}

function headerOf(nth: number, counter: number): Header {
  return { kind: "to_house", session: SESSION, channel: memberId(nth), counter };
}
