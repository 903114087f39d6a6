// A bidder whose datagrams anyone can read: it joins a house over real sockets, and what it sends
// and hears stays at hand as the network carried it. It only bids; it follows no feed.

import { type Bytes, concat } from "../../lib/base/bytes.ts";
import { GENESIS_HASH } from "../../lib/secure/digest.ts";
import { type Identity, importPrivateKeySet } from "../../lib/secure/private_key_set.ts";
import type { PrivateKeySet } from "../../lib/secure/private_key_set.ts";
import { openSealed, Sealer } from "../../lib/secure/sealing.ts";
import { signAsync, signedBytes, thumbprintBytes } from "../../lib/secure/signing.ts";
import { connectTcp } from "../../lib/net/tcp_listener.ts";
import { encodeBid } from "../../lib/wire/bid_codec.ts";
import { decodeEnvelope, encodeHeader } from "../../lib/wire/header.ts";
import { decodeReceipt, decodeToBidder, encodeToHouse } from "../../lib/wire/member_message.ts";
import type { Receipt } from "../../lib/wire/member_message.ts";
import { type JoinedSession, joinHouse } from "../../lib/worker/bidder_join.ts";
import { inTime } from "./bounded.ts";
import type { HouseProcess } from "./house_process.ts";
import { Transcript } from "./transcript.ts";

const joinMs = 10_000;
const answerMs = 20_000;
const repeatMs = 100;

/** A joined bidder. */
export class OverheardBidder implements AsyncDisposable {
  /** What it has sent to the house, as the network carried it. */
  readonly sent: Uint8Array[] = [];
  #bids = 0;
  readonly #identity: Identity;
  readonly #session: JoinedSession;
  readonly #sealer: Sealer;
  readonly #socket: Deno.DatagramConn;
  readonly #receipts = new Transcript<Receipt>("an overheard bidder");
  readonly #listening: Promise<void>;

  private constructor(identity: Identity, session: JoinedSession) {
    this.#identity = identity;
    this.#session = session;
    this.#sealer = new Sealer(session.keys.toHouse);
    this.#socket = Deno.listenDatagram({ hostname: "127.0.0.1", port: 0, transport: "udp" });
    this.#listening = this.#listen();
  }

  /** Joins `house` with these keys. */
  static async join(house: HouseProcess, keySet: PrivateKeySet): Promise<OverheardBidder> {
    const [hostname = "", port] = house.ready.join.split(":");
    const identity = await importPrivateKeySet(keySet);
    const at = { hostname, port: Number(port) };
    const connection = await connectTcp(at, { timeoutMs: joinMs });
    try {
      const joined = joinHouse(connection, {
        identity,
        checkHouse: () => {},
        welcomed: () => Promise.resolve(null),
        caughtUp: () => Promise.resolve(),
      });
      const { session } = await inTime(joined, { what: "a join", ms: joinMs });
      return new OverheardBidder(identity, session);
    } finally {
      connection.close();
    }
  }

  /** How many bids it has made, each sent at least once. */
  get bids(): number {
    return this.#bids;
  }

  /** Bids up to `max` for a lot: twice, as a network may double it, and until it is answered. */
  async bid(lot: string, max: number): Promise<Receipt> {
    this.#bids++;
    const bidId = crypto.getRandomValues(new Uint8Array(16)).toHex();
    const bid = encodeBid({
      sale: this.#session.welcome.sale,
      lot,
      kind: "max",
      quantity: 1,
      amount: max,
      currency: "BRL",
      bidId,
      seenSeq: 0,
      seenHash: GENESIS_HASH,
    });
    const message = signedBytes("bid", thumbprintBytes(this.#session.house), bid);
    const signature = await signAsync(this.#identity.sign, message);
    const isIt = (receipt: Receipt) => receipt.bidId === bidId;
    const answer = this.#receipts.waitFor(isIt, { what: "a receipt", ms: answerMs });
    for (let copy = 0; copy < 2; copy++) await this.#send(bid, signature);
    const again = setInterval(() => void this.#send(bid, signature), repeatMs);
    try {
      return await answer;
    } finally {
      clearInterval(again);
    }
  }

  async #send(bid: Bytes, signature: Bytes): Promise<void> {
    const { session, member: channel, bids } = this.#session.welcome;
    const frame = await this.#sealer.seal(
      encodeToHouse({ type: "bid", bid, signature }),
      (counter) => encodeHeader({ kind: "to_house", session, channel, counter }),
    );
    this.sent.push(concat(frame));
    const to = { hostname: bids.address, port: bids.port, transport: "udp" } as const;
    await this.#socket.send(frame, to);
  }

  async #listen(): Promise<void> {
    for await (const [datagram] of this.#socket) {
      const envelope = decodeEnvelope(datagram);
      if (typeof envelope === "string") continue;
      const { header: { counter }, aad, sealed } = envelope;
      const opened = await openSealed(this.#session.keys.toBidder, { counter, aad, sealed });
      const message = opened === null ? null : decodeToBidder(opened);
      const receipt = message?.type === "receipt" ? decodeReceipt(message.receipt) : null;
      if (receipt !== null) this.#receipts.add(receipt);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await this.#listening;
  }
}

/** The next `count` datagrams of the house's group, as anyone in the network receives them. */
export async function overhearGroup(house: HouseProcess, count: number): Promise<Uint8Array[]> {
  const [hostname = "", port] = house.ready.group.split(":");
  const at = { hostname, port: Number(port), transport: "udp", reuseAddress: true } as const;
  const group = Deno.listenDatagram(at);
  try {
    await group.joinMulticastV4(hostname, "127.0.0.1");
    const heard: Uint8Array[] = [];
    while (heard.length < count) {
      const [frame] = await inTime(group.receive(), { what: "a frame of the group" });
      heard.push(frame);
    }
    return heard;
  } finally {
    group.close();
  }
}
