// runBidderFeed() at its bounds: how much it opens at once, whose word it takes, and what it says to
// whom.

import { assertEquals } from "@std/assert";
import { GENESIS_HASH, sha256 } from "../../lib/secure/digest.ts";
import { FollowerAlone } from "./_follower_alone.ts";

/** As many frames as are opened at once. */
const IN_FLIGHT = 1_024;
const BID = { bidId: "01".repeat(16), bid: new Uint8Array([1]), signature: new Uint8Array(64) };
const OTHER = new Uint8Array(32).fill(1);

/** The states of the house that main was told of. */
function houseStates({ notices }: FollowerAlone): readonly string[] {
  return notices.all.flatMap((notice) => notice.type === "house" ? [notice.state] : []);
}

/** Waits until the house was heard to say this state. */
async function hears({ notices }: FollowerAlone, state: string): Promise<void> {
  const what = `the house ${state}`;
  await notices.waitFor((notice) => notice.type === "house" && notice.state === state, { what });
}

Deno.test("runBidderFeed() has little time for what comes from elsewhere", async () => {
  await using bidder = await FollowerAlone.start();
  const stranger = bidder.network.open({ bind: { hostname: "10.6.6.6", port: 666 } });
  for (let i = 0; i < 200; i++) await bidder.toGroup(bidder.junk(), stranger);
  const stopping = await bidder.frame(bidder.heartbeat({ beat: 1, state: "stopping" }));
  await bidder.toGroup(stopping, stranger);
  await bidder.toGroup(await bidder.frame(bidder.heartbeat({ beat: 2 })));
  await hears(bidder, "running");
  assertEquals(houseStates(bidder), ["running"]);
  stranger.close();
});

Deno.test("runBidderFeed() takes the newest heartbeat of a catch-up, in whatever order", async () => {
  await using bidder = await FollowerAlone.start();
  const newer = bidder.heartbeat({ beat: 2 });
  await bidder.catchUp([newer, bidder.heartbeat({ beat: 1, state: "stopping" })]);
  assertEquals(houseStates(bidder), ["running"]);
});

Deno.test("runBidderFeed() compares the end of a catch-up with the chain at that place", async () => {
  await using bidder = await FollowerAlone.start();
  const mark = bidder.notices.mark();
  bidder.main.send({ type: "caught_up", next: 2, head: OTHER });
  await bidder.catchUp([]);
  const said = () => bidder.notices.all.slice(mark).filter(({ type }) => type === "equivocation");
  assertEquals(said(), []);
  bidder.main.send({ type: "caught_up", next: 1, head: OTHER });
  await bidder.catchUp([]);
  assertEquals(said(), [{ type: "equivocation", seq: 0, signed: null }]);
});

Deno.test("runBidderFeed() repeats unanswered bids in the next session of their sale alone", async () => {
  await using bidder = await FollowerAlone.start();
  const next = async (session: { session?: string; sale?: string }) => {
    await bidder.follow(session);
    const mark = bidder.said.mark();
    bidder.main.send({ type: "caught_up", next: 1, head: GENESIS_HASH });
    return (await bidder.saidSince(mark)).filter((type) => type === "bid");
  };
  bidder.main.send({ type: "bid", bid: BID });
  assertEquals(await bidder.saidSince(0), ["bid"]);
  assertEquals(await next({ session: "00".repeat(8) }), ["bid"]);
  assertEquals(await next({ session: "01".repeat(8), sale: "5b".repeat(16) }), []);
});

Deno.test("runBidderFeed() tells of the answer to the bytes that it sent, and of no other", async () => {
  await using bidder = await FollowerAlone.start();
  bidder.main.send({ type: "bid", bid: BID });
  await bidder.saidSince(0);
  const { bidId, bid } = BID;
  // They are opened side by side: one of so many would be told of before the last.
  for (let i = 0; i < 100; i++) await bidder.receipt({ bidId, bidDigest: OTHER });
  await bidder.receipt({ bidId, bidDigest: sha256(bid) });
  const isReceipt = ({ type }: { readonly type: string }) => type === "receipt";
  await bidder.notices.waitFor(isReceipt, { what: "the receipt" });
  const told = bidder.notices.all.flatMap((notice) =>
    notice.type === "receipt" ? [notice.receipt.bidDigest.toHex()] : []
  );
  assertEquals(told, [sha256(bid).toHex()]);
});

Deno.test("runBidderFeed() asks for nothing that is missing before its catch-up is whole", async () => {
  await using bidder = await FollowerAlone.start();
  const ahead = (beat: number) => bidder.heartbeat({ beat, nextSeq: 5, headHash: OTHER });
  const beacon = async (beat: number) => {
    const after = bidder.notices.mark();
    await bidder.toGroup(await bidder.frame(ahead(beat)));
    await bidder.notices.waitFor(({ type }) => type === "beacon", { what: "a beacon", after });
  };
  await beacon(1);
  bidder.clock.now += 1_000;
  await beacon(2);
  assertEquals((await bidder.saidSince(0)).filter((type) => type === "nak"), []);
  bidder.main.send({ type: "caught_up", next: 1, head: GENESIS_HASH });
  await bidder.saidSince(0);
  bidder.clock.now += 1_000;
  await beacon(3);
  assertEquals((await bidder.saidSince(0)).includes("nak"), true);
});

Deno.test({
  name: "runBidderFeed() does nothing in a new session that was said in the old one",
  // Near the end, as the next one: what it sends is still being opened when it ends.
  sanitizeOps: false,
  async fn() {
    await using bidder = await FollowerAlone.start();
    const frames = [];
    for (let beat = 1; beat <= 900; beat++) {
      const ahead = bidder.heartbeat({ beat, nextSeq: 5, headHash: OTHER });
      frames.push(await bidder.frame(ahead));
    }
    for (const frame of frames) await bidder.toGroup(frame);
    await bidder.follow({ session: "00".repeat(8) });
    const mark = bidder.notices.mark();
    for (let i = 0; i < 50; i++) await bidder.saidSince(0);
    await bidder.catchUp([]);
    assertEquals(bidder.notices.all.slice(mark).filter(({ type }) => type === "beacon"), []);
  },
});

Deno.test({
  name: "runBidderFeed() drops what comes while it opens all that it can",
  // The last one here: some of the flood is still being opened when it ends.
  sanitizeOps: false,
  async fn() {
    await using bidder = await FollowerAlone.start();
    const [lost, heard] = [
      await bidder.frame(bidder.heartbeat({ beat: 1, state: "stopping" })),
      await bidder.frame(bidder.heartbeat({ beat: 2 })),
    ];
    for (let i = 0; i < IN_FLIGHT + 400; i++) await bidder.toGroup(bidder.junk());
    await bidder.toGroup(lost);
    // It answers main behind all of that.
    await bidder.saidSince(0);
    await bidder.toGroup(heard);
    await hears(bidder, "running");
    assertEquals(houseStates(bidder), ["running"]);
  },
});
