// The house's feed thread with nothing around it: a test is main, the desk, and the one member.

import { importSealKey, openSealed } from "../../lib/secure/sealing.ts";
import type { DatagramSocket } from "../../lib/net/datagram_socket.ts";
import { decodeEnvelope } from "../../lib/wire/header.ts";
import {
  decodeToBidder,
  encodeToHouse,
  type ToBidder,
  type ToHouse,
} from "../../lib/wire/member_message.ts";
import type { DeskToFeed, FeedMember, FeedToDesk } from "../../lib/worker/desk_contract.ts";
import type { FeedNotice, FeedRequest } from "../../lib/worker/feed_contract.ts";
import { runFeed } from "../../lib/worker/feed_thread.ts";
import { type TypedPort, typedPort } from "../../lib/worker/typed_port.ts";
import { inTime } from "../support/bounded.ts";
import { sealByHand } from "../support/thread_bidder.ts";
import { BIDS, GROUP, HOUSE_HOST, ManualClock } from "../support/thread_house.ts";
import { Transcript } from "../support/transcript.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

const SESSION = "5e".repeat(8);
const EPOCH = { number: 1, key: new Uint8Array(32), salt: new Uint8Array(4) };

/** A feed, and what it said to the desk. */
export class FeedAlone {
  readonly said = new Transcript<FeedToDesk>("feed to desk");
  readonly desk: TypedPort<FeedToDesk, DeskToFeed>;
  /** One who may be let in. */
  readonly member: FeedMember;
  readonly #notices = new Transcript<FeedNotice>("feed to main");
  readonly #main = new MessageChannel();
  readonly #line = new MessageChannel();
  readonly #relay = new MessageChannel();
  readonly #port: TypedPort<FeedNotice, FeedRequest>;
  readonly #socket: DatagramSocket;
  #barriers = 0;

  private constructor(member: FeedMember) {
    const network = new VirtualNetwork();
    this.member = member;
    this.#socket = network.open({ bind: { hostname: "10.0.0.66", port: 0 } });
    runFeed(typedPort(this.#main.port1), {
      clock: new ManualClock(),
      aliveMs: 20,
      openSocket: () => Promise.resolve(network.open({ bind: BIDS })),
    });
    this.#port = typedPort(this.#main.port2);
    this.#port.listen((notice) => this.#notices.add(notice));
    this.desk = typedPort(this.#line.port2);
    this.desk.listen((message) => this.said.add(message));
  }

  /** Starts a feed with a session and nobody in it. */
  static async start(signingX: string): Promise<FeedAlone> {
    const key = () => importSealKey(new Uint8Array(32).fill(7), new Uint8Array(4));
    const keys = { toHouse: await key(), toBidder: await key() };
    const feed = new FeedAlone({ id: "ab".repeat(8), paddle: "ana", signingX, keys, epoch: 1 });
    const config = { host: HOUSE_HOST, bidPort: BIDS.port, group: GROUP, trialLossPercent: 0 };
    const desk = feed.#line.port1;
    const relay = feed.#relay.port1;
    feed.#port.send({ type: "start", config, desk, relay, relayPort: 7312 }, [desk, relay]);
    const names = { session: SESSION, sale: "5a".repeat(16), house: new Uint8Array(32) };
    feed.desk.send({ type: "session", ...names, epoch: EPOCH });
    await feed.#notices.waitFor(({ type }) => type === "ready", { what: "ready" });
    return feed;
  }

  /** Waits until everything that was said to the feed before has been taken. */
  async passed(): Promise<void> {
    const barrier = ++this.#barriers;
    this.desk.send({ type: "barrier", barrier });
    const isIt = (message: FeedToDesk) => message.type === "passed" && message.barrier === barrier;
    await this.said.waitFor(isIt, { what: "a barrier" });
  }

  /** Says something as the member, once. */
  async say(message: ToHouse): Promise<void> {
    const { id, keys } = this.member;
    const header = { kind: "to_house", session: SESSION, channel: id, counter: 0 } as const;
    const plaintext = encodeToHouse(message);
    await this.#socket.send(await sealByHand(keys.toHouse, { header, plaintext }), BIDS);
  }

  /** What the feed says to the member next. */
  async told(): Promise<ToBidder | null> {
    const datagram = await inTime(this.#socket.receive(), { what: "a word to the member" });
    const envelope = decodeEnvelope(datagram?.bytes ?? new Uint8Array(0));
    if (typeof envelope === "string") throw new Error(envelope);
    const parts = { ...envelope, counter: envelope.header.counter };
    const opened = await openSealed(this.member.keys.toBidder, parts);
    return opened === null ? null : decodeToBidder(opened);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    this.#port.send({ type: "stop" });
    await this.#notices.waitFor(({ type }) => type === "stopped", { what: "stopped" });
    for (const end of [this.#main.port1, this.#main.port2, this.#line.port2, this.#relay.port2]) {
      end.close();
    }
  }
}
