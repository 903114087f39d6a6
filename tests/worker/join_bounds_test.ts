// The house's side of joins at its bounds: how many connections, for how long, who has room, and
// behind what a returning bidder's catch-up goes on.

import { assert, assertEquals } from "@std/assert";
import type { TcpConnection } from "../../lib/net/tcp_listener.ts";
import { deriveMemberKeys } from "../../lib/secure/key_schedule.ts";
import type { RegisteredBidder } from "../../lib/secure/registry.ts";
import type { Have } from "../../lib/wire/join_message.ts";
import { PROTOCOL_VERSION } from "../../lib/wire/limits.ts";
import { batchIn } from "../../lib/wire/signed_message.ts";
import { joinHouse } from "../../lib/worker/bidder_join.ts";
import type { DeskToJoin, JoinToDesk } from "../../lib/worker/desk_contract.ts";
import type { JoinNotice, JoinRequest } from "../../lib/worker/join_contract.ts";
import {
  CONNECTIONS_MAX,
  CONNECTIONS_PER_ADDRESS_MAX,
  runJoin,
} from "../../lib/worker/join_thread.ts";
import { ownerOf } from "../../lib/secure/paddle_owner.ts";
import { Membership } from "../../lib/worker/membership.ts";
import { type TypedPort, typedPort } from "../../lib/worker/typed_port.ts";
import { inTime } from "../support/bounded.ts";
import { join, type Person, person } from "../support/thread_bidder.ts";
import { ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { Transcript } from "../support/transcript.ts";
import { connectPipe, type PipeEnd, VirtualNetwork } from "../support/virtual_network.ts";
import { OfferedConnections } from "../support/offered_connections.ts";
import { DeskAlone } from "./_desk_alone.ts";

// --- connections ------------------------------------------------------------------------------

/** A join thread at a real desk, which a test may hold back. */
class JoinAlone {
  /** A member is in, and its past was asked for. */
  readonly confirmed = Promise.withResolvers<void>();
  /** Where the desk's history waits until the test lets it go. */
  readonly past = Promise.withResolvers<void>();
  readonly #notices = new Transcript<JoinNotice>("join");
  readonly #desk: DeskAlone;
  readonly #listener = new OfferedConnections<TcpConnection>(7_310);
  readonly #main = new MessageChannel();
  readonly #line = new MessageChannel();
  readonly #port: TypedPort<JoinNotice, JoinRequest>;

  private constructor(desk: DeskAlone) {
    this.#desk = desk;
    runJoin(typedPort(this.#main.port1), { aliveMs: 20, listen: () => this.#listener });
    this.#port = typedPort(this.#main.port2);
    this.#port.listen((notice) => this.#notices.add(notice));
    const line: TypedPort<JoinToDesk, DeskToJoin> = typedPort(this.#line.port2);
    line.listen((question) => this.#pass(question, line));
    const end = this.#line.port1;
    const config = { host: "10.0.0.1", port: 7_310 };
    this.#port.send({ type: "start", config, desk: end }, [end]);
  }

  static async start({ registered }: Person): Promise<JoinAlone> {
    const desk = await DeskAlone.start(new ManualClock());
    desk.toMain.send({ type: "registry", ref: 1, bidders: [registered] });
    return new JoinAlone(desk);
  }

  async #pass(question: JoinToDesk, line: TypedPort<JoinToDesk, DeskToJoin>): Promise<void> {
    if (question.type === "history") {
      this.confirmed.resolve();
      await this.past.promise;
    }
    this.#desk.toJoin.send(question);
    const isIt = ({ ref }: DeskToJoin) => ref === question.ref;
    line.send(await this.#desk.join.waitFor(isIt, { what: question.type }));
  }

  /** A new connection, from an address of its own unless told. */
  connect(from?: string): PipeEnd {
    const { bidder, house } = connectPipe();
    this.#listener.offer(from === undefined ? house : { ...house, from });
    return bidder;
  }

  /** Waits until so many connections were closed to make room, or were not let in. */
  async tooMany(count: number): Promise<void> {
    const isIt = (notice: JoinNotice) =>
      notice.type === "counters" && (notice.counters["join_too_many"] ?? 0) >= count;
    const notice = await this.#notices.waitFor(isIt, { what: "too many" });
    assert(notice.type === "counters");
    assertEquals(notice.counters["join_too_many"], count);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.past.resolve();
    this.#port.send({ type: "stop" });
    await this.#notices.waitFor(({ type }) => type === "stopped", { what: "stopped" });
    this.#desk.toMain.send({ type: "stop" });
    await this.#desk.main.waitFor(({ type }) => type === "stopped", { what: "the desk's end" });
    for (const end of [this.#main.port1, this.#main.port2, this.#line.port2]) end.close();
    this.#desk.close();
  }
}

/** Which of these connections the house has closed, by their place. */
function closedOf(connections: readonly PipeEnd[]): { readonly closed: readonly number[] } {
  const closed: number[] = [];
  connections.forEach(({ readable }, place) => {
    readable.getReader().closed.then(() => closed.push(place), () => {});
  });
  return { closed };
}

Deno.test("runJoin() makes room for one more of a crowded_address among its own handshakes", async () => {
  await using house = await JoinAlone.start(await person("ana"));
  const crowd = ["10.9.9.1"];
  while (crowd.length <= CONNECTIONS_PER_ADDRESS_MAX) crowd.push("10.9.9.9");
  const connections = crowd.map((from) => house.connect(from));
  const { closed } = closedOf(connections);
  connections.push(house.connect("10.9.9.9"), house.connect("10.9.9.1"));
  await house.tooMany(1);
  assertEquals(closed, [1]);
});

Deno.test("runJoin() makes room for one more among all handshakes, and none of the confirmed", async () => {
  const ana = await person("ana");
  await using house = await JoinAlone.start(ana);
  const joining = joinHouse(house.connect(), {
    identity: ana.identity,
    checkHouse: () => {},
    welcomed: () => Promise.resolve(null),
    caughtUp: () => Promise.resolve(),
  });
  // Its catch-up is held back: it is confirmed and the oldest.
  joining.catch(() => {});
  await inTime(house.confirmed.promise, { what: "a member" });
  const connections = Array.from({ length: CONNECTIONS_MAX - 1 }, () => house.connect());
  const { closed } = closedOf(connections);
  connections.push(house.connect(), house.connect());
  await house.tooMany(2);
  assertEquals(closed, [0, 1]);
  house.past.resolve();
  assertEquals((await joining).session.welcome.paddle, "ana");
});

// --- members ----------------------------------------------------------------------------------

const T0 = 1_000_000;

/** A membership with Ana and Ben in its registry, and what a test asks of it. */
async function membership(joinedMax = 10) {
  const [ana, ben] = await Promise.all([person("ana"), person("ben")]);
  const members = new Membership(joinedMax);
  members.register([ana.registered, ben.registered]);
  const keys = await deriveMemberKeys(new Uint8Array(32), new Uint8Array(32));
  return {
    members,
    ana: ana.registered,
    ben: ben.registered,
    /** "welcome", or the reason of the refusal; with the member's id. */
    admit(bidder: RegisteredBidder, now = T0): { readonly says: string; readonly member: string } {
      const admission = members.admit({ ...ownerOf(bidder), version: PROTOCOL_VERSION }, now);
      return admission.type === "welcome"
        ? { says: "welcome", member: admission.member }
        : { says: admission.reason, member: "" };
    },
    confirm: (member: string) => members.confirm(member, keys),
  };
}

Deno.test("Membership.admit() refuses whom there is no room for, and never who is in", async () => {
  const m = await membership(1);
  m.confirm(m.admit(m.ana).member);
  assertEquals(m.admit(m.ben).says, "full");
  assertEquals(m.admit(m.ana).says, "welcome");
});

Deno.test("Membership.admit() gives a paddle that was played to nobody else's keys", async () => {
  const m = await membership();
  m.members.admitted("ana", ownerOf(m.ana));
  assertEquals(m.admit(m.ana).says, "welcome");
  // Registered under Ana's paddle since: other keys, or half of hers.
  const heir = { ...m.ben, paddle: "ana" };
  m.members.register([heir]);
  assertEquals(m.admit(heir).says, "not_registered");
  const owner = ownerOf(m.ana);
  assertEquals(m.members.owns("ana", owner), true);
  assertEquals(m.members.owns("ana", { ...owner, signingX: m.ben.keySet.signing.x }), false);
  assertEquals(m.members.owns("ana", { ...owner, thumbprint: m.ben.thumbprint }), false);
  assertEquals(m.members.owns("ben", owner), false);
});

Deno.test("Membership.confirm() takes each WELCOME once, and none that is long ago", async () => {
  const m = await membership();
  const first = m.admit(m.ana).member;
  assertEquals(m.confirm(first)?.joined.paddle, "ana");
  assertEquals(m.confirm(first), null);
  const slow = m.admit(m.ana).member;
  m.admit(m.ben, T0 + 10_000);
  assertEquals(m.confirm(slow)?.joined.paddle, "ana");
  const late = m.admit(m.ana).member;
  m.admit(m.ben, T0 + 10_001);
  assertEquals(m.confirm(late), null);
});

Deno.test("Membership.confirm() ends the older session of the same bidder", async () => {
  const m = await membership();
  const [first, second] = [m.admit(m.ana).member, m.admit(m.ana).member];
  m.confirm(first);
  assertEquals(m.confirm(second)?.ended, first);
  assertEquals(m.members.leave(first), null);
  assertEquals(m.members.leave(second), "ana");
});

// --- the past ---------------------------------------------------------------------------------

/** A house with a lot, and joins of Ana's with what she says that she holds. */
async function scene() {
  const ana = await person("ana");
  const clock = new ManualClock();
  const house = await ThreadHouse.start({
    network: new VirtualNetwork(),
    clock,
    bidders: [ana.registered],
  });
  await house.openLot({ id: "1" });
  return {
    house,
    clock,
    ana,
    /** The first event that the catch-up brings, and where the record stood. */
    async catchUp(have: (sale: string) => Have | null) {
      const firsts: number[] = [];
      const { ready } = await joinHouse(house.connect(), {
        identity: ana.identity,
        checkHouse: () => {},
        welcomed: ({ welcome }) => Promise.resolve(have(welcome.sale)),
        caughtUp(batches) {
          for (const bytes of batches) firsts.push(batchIn(bytes)?.firstSeq ?? Infinity);
          return Promise.resolve();
        },
      });
      return { first: Math.min(...firsts), ready };
    },
    [Symbol.asyncDispose]: () => house.stop(),
  };
}

Deno.test("serveJoin() goes on behind what a bidder holds of our record, and of no other", async () => {
  await using s = await scene();
  const { ready } = await s.catchUp(() => null);
  const seq = ready.next - 1;
  await s.house.command({ type: "GiveFairWarning", at: s.clock.now, lot: "1", text: null });
  const hash = ready.head;
  assertEquals((await s.catchUp((sale) => ({ sale, seq, hash }))).first, seq + 1);
  assertEquals((await s.catchUp(() => ({ sale: "00".repeat(16), seq, hash }))).first, 1);
  const other = new Uint8Array(32);
  assertEquals((await s.catchUp((sale) => ({ sale, seq, hash: other }))).first, 1);
});

Deno.test("runDesk() lets in who comes after the end of the sale, and admits no paddle any more", async () => {
  await using s = await scene();
  const at = s.clock.now;
  await s.house.command({ type: "WithdrawLot", at, lot: "1", reason: null });
  await s.house.command({ type: "CloseSale", at });
  await join(s.house, s.ana);
  await s.house.settled();
  assertEquals(s.house.events().filter(({ event }) => event.type === "PaddleAdmitted"), []);
});
