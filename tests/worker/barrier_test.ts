// The moment of the hammer: what reached the house before it counts, however long it takes to be
// verified, and what the clock decides is decided the same for everyone (ATTACKS 52).

import { assert, assertEquals } from "@std/assert";
import type { Lot } from "../../lib/auction/lot.ts";
import { GENESIS_HASH } from "../../lib/secure/digest.ts";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { thumbprint } from "../../lib/secure/key_set.ts";
import { encodeBid } from "../../lib/wire/bid_codec.ts";
import { decodeReceipt, type Receipt } from "../../lib/wire/member_message.ts";
import { SIGNATURE_BYTES } from "../../lib/wire/limits.ts";
import { LedgerCopy } from "../../lib/ledger/ledger_copy.ts";
import { MemoryDisk, MemoryLedger } from "../../lib/ledger/memory_ledger.ts";
import type {
  DeskNotice,
  DeskRequest,
  DeskToFeed,
  FeedToDesk,
} from "../../lib/worker/desk_contract.ts";
import { runDesk } from "../../lib/worker/desk_thread.ts";
import { typedPort } from "../../lib/worker/typed_port.ts";
import { MemoryCheckpoints } from "../support/memory_checkpoints.ts";
import { join, person, RawMember } from "../support/thread_bidder.ts";
import { lotOf, ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { Transcript } from "../support/transcript.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

Deno.test("A bid received before the hammer counts although it is verified after it", async () => {
  const clock = new ManualClock();
  const [ana, ben] = await Promise.all([person("ana"), person("ben")]);
  const bidders = [ana.registered, ben.registered];
  const house = await ThreadHouse.start({ network: new VirtualNetwork(), clock, bidders });
  await house.openLot({ id: "1" });
  const member = await RawMember.join(house, ana);
  const gate = slowVerification();
  try {
    const bid = await member.makeBid({ kind: "exact", amount: 25_000, quantity: 1 });
    await member.bid(bid);
    await gate.reached;
    const hammer = house.sendCommand({
      type: "HammerLot",
      at: clock.now,
      lot: "1",
      belowReserve: false,
    });
    // The desk is awake and lets others join, but the hammer waits for the bid before it.
    await join(house, ben);
    assert(!house.desk.all.some((n) => n.type === "answer" && n.answer.ref === hammer));
    gate.open();
    assertEquals((await member.receipt(bid.bidId)).verdict, "accepted");
    assertEquals((await house.answerTo(hammer)).type, "done");
    const sold = house.events().find(({ event }) => event.type === "LotSold")?.event;
    assert(sold?.type === "LotSold");
    assertEquals([sold.paddle, sold.price], ["ana", 25_000]);
  } finally {
    gate.restore();
    member.close();
    await house.stop();
  }
});

/** Holds back the next verification of a signature until it is let go. */
function slowVerification() {
  const real = crypto.subtle.verify.bind(crypto.subtle);
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  Object.defineProperty(crypto.subtle, "verify", {
    configurable: true,
    value: async (...args: Parameters<SubtleCrypto["verify"]>) => {
      Reflect.deleteProperty(crypto.subtle, "verify");
      reached.resolve();
      await opened.promise;
      return await real(...args);
    },
  });
  return {
    reached: reached.promise,
    open: () => opened.resolve(),
    restore() {
      opened.resolve();
      Reflect.deleteProperty(crypto.subtle, "verify");
    },
  };
}

const timed: Partial<Lot> = {
  closing: {
    type: "timed",
    end: { type: "after", durationMs: 40 },
    softClose: { type: "none" },
    group: null,
  },
};

Deno.test("A bid one millisecond before the end counts although the end has come meanwhile", async () => {
  await using desk = await DeskAlone.start();
  const endsAt = await desk.openLot({ id: "1", ...timed });
  const barrier = await desk.reachEnd(endsAt);
  desk.bid({ id: 1, at: endsAt - 1, amount: 20_000 });
  desk.say({ type: "passed", barrier });
  assertEquals((await desk.receipt(1)).verdict, "accepted");
  assertEquals(await desk.endOfLot(), { type: "LotSold", at: endsAt });
});

Deno.test("A bid at the very millisecond of the end is late, before the tick and after it", async () => {
  for (const order of ["bid first", "tick first"]) {
    await using desk = await DeskAlone.start();
    const endsAt = await desk.openLot({ id: "1", ...timed });
    const barrier = await desk.reachEnd(endsAt);
    if (order === "tick first") desk.say({ type: "passed", barrier });
    desk.bid({ id: 1, at: endsAt, amount: 20_000 });
    if (order === "bid first") desk.say({ type: "passed", barrier });
    const { verdict, lateMs } = await desk.receipt(1);
    assertEquals([order, verdict, lateMs], [order, "lot_closed", 0]);
    assertEquals(await desk.endOfLot(), { type: "LotPassed", at: endsAt });
  }
});

Deno.test("A hammer and a bid in one millisecond fall in the order in which they came", async () => {
  await using desk = await DeskAlone.start();
  await desk.openLot({ id: "1" });
  const { now } = desk.clock;
  desk.holdBarriers();
  desk.bid({ id: 1, at: now, amount: 20_000 });
  desk.command({ type: "HammerLot", at: now, lot: "1", belowReserve: false });
  const barrier = await desk.barrier();
  // Received before the hammer was struck, by a source that was slower on its way to the desk.
  desk.bid({ id: 2, at: now, amount: 30_000 });
  desk.say({ type: "passed", barrier });
  desk.bid({ id: 3, at: now, amount: 40_000 });
  const verdicts = [await desk.receipt(1), await desk.receipt(2), await desk.receipt(3)]
    .map(({ verdict }) => verdict);
  assertEquals(verdicts, ["accepted", "accepted", "lot_closed"]);
  assertEquals(await desk.endOfLot(), { type: "LotSold", at: now });
});

/** A desk without a feed: the test plays the feed, to the millisecond. */
class DeskAlone {
  readonly clock = new ManualClock();
  readonly notices = new Transcript<DeskNotice>("desk");
  readonly toFeed = new Transcript<DeskToFeed>("desk to feed");
  readonly #main = new MessageChannel();
  readonly #feed = new MessageChannel();
  readonly #join = new MessageChannel();
  readonly #port = typedPort<DeskNotice, DeskRequest>(this.#main.port2);
  readonly #feedPort = typedPort<DeskToFeed, FeedToDesk>(this.#feed.port2);
  /** While false, the feed lets each barrier pass at once. */
  #holds = false;
  #lastPassed = 0;
  #refs = 0;

  static async start(): Promise<DeskAlone> {
    const desk = new DeskAlone();
    await desk.#start();
    return desk;
  }

  async #start(): Promise<void> {
    const disk = new MemoryDisk();
    const houseKey = { ...await generateSigningJwk() };
    const identity = { sale: "5a".repeat(16), house: thumbprint(publicHalf(houseKey)) };
    runDesk(typedPort(this.#main.port1), {
      clock: this.clock,
      openLedger: () => MemoryLedger.open(disk, { identity }),
      beginCopy: LedgerCopy.begin,
      openCheckpoints: () => new MemoryCheckpoints(),
    });
    this.#port.listen((notice) => this.notices.add(notice));
    this.#feedPort.listen((message) => this.#heard(message));
    const group = { address: "239.1.1.1", port: 7311, ttl: 1 };
    const place = { ledger: "memory", group, bidHost: "10.0.0.1", joinedMax: 10 };
    const config = { ...place, name: "Leilão", currency: "BRL" };
    const { registered } = await person("ana");
    const lines = { feed: this.#feed.port1, join: this.#join.port1 };
    const start = { type: "start", config, houseKey, bidders: [registered], ...lines } as const;
    this.#port.send(start, [this.#feed.port1, this.#join.port1]);
    await this.notices.waitFor(({ type }) => type === "ready", { what: "ready" });
    const { now: at } = this.clock;
    this.command({ type: "AdmitPaddle", at, paddle: "ana", identity: "{}" });
    this.say({ type: "open", bidPort: 7310, relayPort: 7312 });
  }

  say(message: FeedToDesk): void {
    this.#feedPort.send(message);
  }

  command(command: Extract<DeskRequest, { type: "command" }>["command"]): void {
    this.#port.send({ type: "command", ref: ++this.#refs, command });
  }

  #heard(message: DeskToFeed): void {
    this.toFeed.add(message);
    if (message.type !== "barrier" || this.#holds) return;
    this.#lastPassed = message.barrier;
    this.say({ type: "passed", barrier: message.barrier });
  }

  /** Opens a lot and gives its end, 0 where it has none. */
  async openLot(lot: Parameters<typeof lotOf>[0]): Promise<number> {
    const { now: at } = this.clock;
    this.command({ type: "CatalogueLot", at, salt: "00".repeat(16), lot: lotOf(lot) });
    this.command({ type: "OpenLot", at, lot: lot.id });
    const openedIn = (notice: DeskNotice) =>
      notice.type !== "events" ? undefined : notice.events.map(({ event }) => event)
        .find(({ type }) => type === "LotOpened");
    const found = await this.notices.waitFor((notice) => openedIn(notice) !== undefined, {
      what: "the opening",
      ms: 5_000,
    });
    const event = openedIn(found);
    return event?.type === "LotOpened" ? event.endsAt ?? 0 : fail();
  }

  /** From now on the feed is slow: it lets no barrier pass by itself. */
  holdBarriers(): void {
    this.#holds = true;
  }

  /** Moves the clock to the end of a lot; the desk's tick then waits behind this barrier. */
  async reachEnd(endsAt: number): Promise<number> {
    this.holdBarriers();
    this.clock.now = endsAt;
    return await this.barrier();
  }

  /** The barrier that the desk has put up and that has not passed. */
  async barrier(): Promise<number> {
    const found = await this.toFeed.waitFor(
      (message) => message.type === "barrier" && message.barrier > this.#lastPassed,
      {
        what: "a barrier",
        ms: 5_000,
      },
    );
    return found.type === "barrier" ? found.barrier : fail();
  }

  /** Hands over a bid of Ana's as the feed does, received at `at`. */
  bid({ id, at, amount }: { readonly id: number; readonly at: number; readonly amount: number }) {
    const bid = encodeBid({
      sale: "5a".repeat(16),
      lot: "1",
      kind: "max",
      quantity: 1,
      amount,
      currency: "BRL",
      bidId: bidId(id),
      seenSeq: 0,
      seenHash: GENESIS_HASH,
    });
    const signature = new Uint8Array(SIGNATURE_BYTES);
    const input = { type: "bid", from: "m", paddle: "ana", bid, signature, at } as const;
    this.say({ type: "bids", bids: [input] });
  }

  async receipt(id: number): Promise<Receipt> {
    const receiptsIn = (message: DeskToFeed) =>
      message.type !== "published" ? [] : message.receipts
        .map(({ signed }) => decodeReceipt(signed.subarray(SIGNATURE_BYTES)))
        .filter((receipt) => receipt?.bidId === bidId(id));
    const found = await this.toFeed.waitFor((message) => receiptsIn(message).length > 0, {
      what: `the receipt of bid ${id}`,
      ms: 5_000,
    });
    return receiptsIn(found)[0] ?? fail();
  }

  /** How and when the lot ended. */
  async endOfLot(): Promise<{ readonly type: string; readonly at: number }> {
    const endIn = (notice: DeskNotice) =>
      notice.type !== "events" ? undefined : notice.events.map(({ event }) => event)
        .find(({ type }) => type === "LotSold" || type === "LotPassed");
    const found = await this.notices.waitFor((notice) => endIn(notice) !== undefined, {
      what: "the end of the lot",
      ms: 5_000,
    });
    const { type, at } = endIn(found) ?? fail();
    return { type, at };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#port.send({ type: "stop" });
    await this.notices.waitFor(({ type }) => type === "stopped", { what: "stopped" });
    for (const { port1, port2 } of [this.#main, this.#feed, this.#join]) {
      port1.close();
      port2.close();
    }
  }
}

function bidId(id: number): string {
  return String(id).padStart(32, "0");
}

function publicHalf({ d: _d, ...jwk }: Awaited<ReturnType<typeof generateSigningJwk>>) {
  return jwk;
}

function fail(): never {
  throw new Error("The desk did not say what it must");
}
