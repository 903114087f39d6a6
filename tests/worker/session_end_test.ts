// How sessions end: replaced, put out, forgotten, silent, over with the sale, or with the desk.

import { assert, assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { openSealed } from "../../lib/secure/sealing.ts";
import {
  LAGGING_AFTER_MS,
  MEMBER_SILENT_MS,
  RESTART_GRACE_MS,
  UNANSWERED_MS,
} from "../../lib/session/session_limits.ts";
import { decodeEnvelope } from "../../lib/wire/header.ts";
import { decodeToHouse } from "../../lib/wire/member_message.ts";
import type { BidderFeedNotice } from "../../lib/worker/bidder_feed_contract.ts";
import type { DeskToFeed } from "../../lib/worker/desk_contract.ts";
import { eventually } from "../support/bounded.ts";
import { FollowingBidder, person, RawMember, sealByHand } from "../support/thread_bidder.ts";
import { BIDS, GROUP, lotOf, ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";
import { DeskAlone } from "./_desk_alone.ts";
import { LinkStage } from "./_link_stage.ts";
import { TwoFacedHouse } from "./_two_faced_house.ts";

const HOST = "10.0.0.77";
const WISH = { lot: "1", kind: "max", amount: toCents(20_000), quantity: 1 } as const;

/** A house with lot 1 open; Ana and Eve may join. */
async function scene() {
  const network = new VirtualNetwork();
  const clock = new ManualClock();
  const [ana, eve] = await Promise.all([person("ana"), person("eve")]);
  const bidders = [ana.registered, eve.registered];
  const house = await ThreadHouse.start({ network, clock, bidders });
  await house.openLot({ id: "1" });
  const suspended = [{ ...ana.registered, status: "suspended" } as const, eve.registered];
  return {
    network,
    clock,
    house,
    ana,
    eve,
    bidders,
    suspended,
    [Symbol.asyncDispose]: () => house.stop(),
  };
}

/** The paddles that main was told of as joined or left, in order. */
function comings(house: ThreadHouse): readonly string[] {
  return house.desk.all.flatMap((notice) =>
    notice.type === "joined" || notice.type === "left" ? [`${notice.paddle} ${notice.type}`] : []
  );
}

// --- replaced and put out ---------------------------------------------------------------------

Deno.test("BidderLink ends as replaced when its key joins from another place, which lives", async () => {
  await using s = await scene();
  await using first = await LinkStage.live(s.house, s.ana, { clock: s.clock });
  // The house knows the first one's address: it has heard its ping.
  await first.feed.waitFor(({ type }) => type === "quality", { what: "a pong" });
  await using second = await LinkStage.live(s.house, s.ana, { clock: s.clock, host: "10.0.0.78" });
  assertEquals(await first.ended(), "replaced");
  const { id, state } = await second.link.bid(WISH);
  assertEquals([state, await second.answer(id)], ["sent", "accepted"]);
});

Deno.test("BidderLink joins again after suspension_and_reinstatement and can bid", async () => {
  await using s = await scene();
  await using client = await LinkStage.live(s.house, s.ana, { clock: s.clock });
  await client.feed.waitFor(({ type }) => type === "quality", { what: "a pong" });
  await Promise.all([s.house.register(s.suspended), s.house.register(s.bidders)]);
  await client.isLive(await client.rejoins());
  const { id, state } = await client.link.bid(WISH);
  assertEquals([state, await client.answer(id)], ["sent", "accepted"]);
});

Deno.test("BidderLink of a suspended bidder ends with the house's refusal", async () => {
  await using s = await scene();
  await using client = await LinkStage.live(s.house, s.ana, { clock: s.clock });
  await client.feed.waitFor(({ type }) => type === "quality", { what: "a pong" });
  await s.house.register(s.suspended);
  assertEquals(await client.ended(), "refused_join");
  const last = client.told.all.at(-1);
  assertEquals(last?.type === "connection" && [last.state, last.putOut], ["ended", "suspended"]);
});

Deno.test("BidderLink joins again by itself when the house_has_forgotten_it unheard", async () => {
  await using s = await scene();
  // The group is heard; no word to the bidder alone arrives.
  let lost = true;
  s.network.loses = ({ from, to }) => lost && from.port === BIDS.port && to.hostname === HOST;
  await using client = await LinkStage.live(s.house, s.ana, { clock: s.clock, host: HOST });
  await s.network.sent.waitFor(({ from, to }) => from.hostname === HOST && to.port === BIDS.port, {
    what: "a ping",
  });
  await Promise.all([s.house.register(s.suspended), s.house.register(s.bidders)]);
  assertEquals(client.feed.all.filter(({ type }) => type === "over"), []);
  s.clock.now += UNANSWERED_MS;
  await client.feed.waitFor(({ type }) => type === "unanswered", { what: "that nobody answers" });
  lost = false;
  await client.isLive(await client.rejoins());
  const { id, state } = await client.link.bid(WISH);
  assertEquals([state, await client.answer(id)], ["sent", "accepted"]);
  assertEquals(comings(s.house), ["ana joined", "ana left", "ana joined"]);
});

Deno.test("runBidderFeed() does not call a house silent that answers its pings", async () => {
  await using s = await scene();
  await using client = await LinkStage.live(s.house, s.ana, { clock: s.clock, host: HOST });
  await client.feed.waitFor(({ type }) => type === "quality", { what: "a pong" });
  for (let i = 0; i < 2; i++) {
    s.clock.now += UNANSWERED_MS / 2;
    const mark = client.feed.mark();
    await client.feed.waitFor(({ type }) => type === "quality", { what: "a pong", after: mark });
  }
  assertEquals(client.feed.all.filter(({ type }) => type === "unanswered"), []);
});

Deno.test("runFeed() drops a member that was silent for too long, and main hears that it left", async () => {
  await using s = await scene();
  const silent = await RawMember.join(s.house, s.eve);
  await using _client = await LinkStage.live(s.house, s.ana, { clock: s.clock });
  s.clock.now += MEMBER_SILENT_MS;
  // At the limit it is still a member; Ana's client has not been heard since either.
  await silent.settled();
  s.clock.now += MEMBER_SILENT_MS + 1;
  await s.house.desk.waitFor((notice) => notice.type === "left" && notice.paddle === "eve", {
    what: "that Eve left",
  });
  await silent.bid(await silent.makeBid());
  await s.house.counted("unknown_member", 1);
  silent.close();
});

// --- over with the sale, or another session ----------------------------------------------------

Deno.test("runBidderFeed() tells that the house ended only behind its last event", async () => {
  await using s = await scene();
  const follower = await FollowingBidder.join(s.house, s.ana, { clock: s.clock, host: HOST });
  const mouth = await RawMember.join(s.house, s.eve);
  const liar = new TwoFacedHouse(s.house, mouth);
  await follower.notices.waitFor(({ type }) => type === "quality", { what: "a pong" });
  await s.house.settled();
  await follower.delivered(liar.position().lastSeq);
  let lost = true;
  s.network.loses = ({ from }) => lost && from.port === BIDS.port;
  const last = await s.house.command({ type: "PassLot", at: s.clock.now, lot: "1" });
  await liar.heartbeat({ state: "ended" });
  // It asks for the event: so it has taken the heartbeat that told of the end.
  await eventually(async () => {
    s.clock.now += 5;
    return await naks(s.network, follower) > 0 ? true : null;
  }, { what: "a NAK" });
  assertEquals(ends(follower), []);
  lost = false;
  await eventually(() => {
    s.clock.now += 5;
    return follower.seqs().includes(last) ? true : null;
  }, { what: "the repair" });
  await liar.heartbeat({ state: "ended" });
  await follower.notices.waitFor((notice) => isEnd(notice), { what: "the end" });
  const order = follower.notices.all.filter((notice) =>
    isEnd(notice) || notice.type === "delivered" && notice.events.some(({ seq }) => seq === last)
  );
  assertEquals(order.map(({ type }) => type), ["delivered", "house"]);
  mouth.close();
  await follower.stop();
});

Deno.test("runBidderFeed() joins again at frames_of_another_session while it lags, not while live", async () => {
  await using s = await scene();
  const follower = await FollowingBidder.join(s.house, s.ana, { clock: s.clock, host: HOST });
  const mouth = await RawMember.join(s.house, s.eve);
  const liar = new TwoFacedHouse(s.house, mouth);
  await s.house.settled();
  const { lastSeq } = liar.position();
  await follower.delivered(lastSeq);
  const group = { hostname: GROUP.address, port: GROUP.port };
  const foreign = await sealByHand(mouth.session.epoch.key, {
    header: { kind: "group", session: "12".repeat(8), channel: "34".repeat(8), counter: 1 },
    plaintext: new Uint8Array(100),
  });
  const fetches = () => follower.notices.all.filter(({ type }) => type === "fetch").length;
  await mouth.socket.send(foreign, group);
  // A true event that came later was delivered: the frame before it has been looked at.
  const warning = { type: "GiveFairWarning", at: s.clock.now, lot: "1", text: "Dou-lhe" } as const;
  await follower.delivered(await s.house.command(warning));
  assertEquals(fetches(), 0);
  // An event that never comes: heard of now, missing for longer than a live view may lack it.
  await liar.heartbeat({ nextSeq: lastSeq + 3 });
  await eventually(async () => {
    s.clock.now += 5;
    return await naks(s.network, follower) > 0 ? true : null;
  }, { what: "a NAK" });
  s.clock.now += LAGGING_AFTER_MS;
  await liar.heartbeat({ nextSeq: lastSeq + 3 });
  const lags = (notice: BidderFeedNotice) =>
    notice.type === "health" && notice.health === "lagging";
  await follower.notices.waitFor(lags, { what: "lagging" });
  await follower.notices.waitFor(({ type }) => type === "fetch", { what: "the gap's own fetch" });
  const mark = follower.notices.mark();
  await mouth.socket.send(foreign, group);
  await follower.notices.waitFor(({ type }) => type === "fetch", {
    what: "to join again",
    after: mark,
  });
  mouth.close();
  await follower.stop();
});

function isEnd(notice: BidderFeedNotice): boolean {
  return notice.type === "house" && notice.state === "ended";
}

function ends(follower: FollowingBidder): readonly BidderFeedNotice[] {
  return follower.notices.all.filter(isEnd);
}

/** How many NAKs a follower has sent. */
async function naks(network: VirtualNetwork, { session }: FollowingBidder): Promise<number> {
  const sent = network.sent.all.filter(({ from, to }) =>
    from.hostname === HOST && to.port === BIDS.port
  );
  const types = await Promise.all(sent.map(async ({ bytes }) => {
    const envelope = decodeEnvelope(bytes);
    assert(typeof envelope !== "string");
    const parts = { ...envelope, counter: envelope.header.counter };
    const opened = await openSealed(session.keys.toHouse, parts);
    return opened === null ? null : decodeToHouse(opened)?.type;
  }));
  return types.filter((type) => type === "nak").length;
}

// --- the desk -----------------------------------------------------------------------------------

Deno.test("runDesk() says nothing more to anyone after a commit that failed", async () => {
  const clock = new ManualClock();
  const desk = await DeskAlone.start(clock);
  const at = clock.now;
  const pulse = {
    type: "pulse",
    beat: 1,
    at,
    state: "running",
    members: 1,
    roundTripMs: 1,
  } as const;
  const challenge = { type: "challenge", transcript: "x" } as const;
  // It answers all three before.
  desk.toFeed.send(pulse);
  desk.toJoin.send({ ...challenge, ref: 1 });
  await desk.feed.waitFor(({ type }) => type === "heartbeat", { what: "a heartbeat" });
  await desk.join.waitFor(({ type }) => type === "challenge", { what: "a challenge" });
  const catalogue = { type: "CatalogueLot", at, salt: "00".repeat(16) } as const;
  desk.disk.failNextCommit("lost");
  const failing = { ...catalogue, lot: lotOf({ id: "1" }) };
  desk.toMain.send({ type: "command", ref: 7, command: failing });
  const barrier = await desk.feed.waitFor(isBarrier, { what: "a barrier" });
  desk.toFeed.send({ type: "passed", barrier: barrier.barrier });
  await desk.main.waitFor(({ type }) => type === "failed", { what: "the failure" });
  const said = [desk.main.mark(), desk.feed.mark(), desk.join.mark()];
  desk.toFeed.send({ ...pulse, beat: 2 });
  desk.toJoin.send({ ...challenge, ref: 2 });
  desk.toMain.send({ type: "command", ref: 8, command: { type: "Tick", at } });
  desk.toMain.send({ type: "stop" });
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
  assertEquals([desk.main.mark(), desk.feed.mark(), desk.join.mark()], said);
  const answers = desk.main.all.filter(({ type }) => type === "answer");
  const published = desk.feed.all.filter((message) =>
    message.type === "published" && message.batches.length > 0
  );
  assertEquals([answers, published.length], [[], 1]); // The sale's own beginning, and no lot.
  assertEquals(desk.disk.rows.length, 1);
  desk.close(); // A timer that went on saying "alive" would fail the test as a leak.
});

function isBarrier(message: DeskToFeed): message is Extract<DeskToFeed, { type: "barrier" }> {
  return message.type === "barrier";
}

Deno.test("runDesk() gives an open timed lot its down time back, and the time to join again", async () => {
  const network = new VirtualNetwork();
  const clock = new ManualClock();
  const first = await ThreadHouse.start({ network, clock, bidders: [] });
  const openedAt = clock.now;
  const end = { type: "after", durationMs: 60_000 } as const;
  const closing = { type: "timed", end, softClose: { type: "none" }, group: null } as const;
  await first.openLot({ id: "1", closing });
  clock.now += 10_000;
  await first.stop();
  const downMs = 3_600_000;
  clock.now += downMs;
  const { disk, houseKey } = first;
  const second = await ThreadHouse.start({ network, clock, bidders: [], disk, houseKey });
  await second.settled();
  const extended = second.events().filter(({ event }) => event.type === "LotExtended");
  assertEquals(
    extended.map(({ event }) => event.type === "LotExtended" && [event.cause, event.endsAt]),
    [["outage", openedAt + 60_000 + downMs + RESTART_GRACE_MS]],
  );
  await second.stop();
});
