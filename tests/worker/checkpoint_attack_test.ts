// What members, and a house that lies, can do with checkpoints: a client keeps the true ones, is not
// misled by the others, and stops with the evidence where the house has signed two pasts.

import { assert, assertEquals } from "@std/assert";
import type { Bytes } from "../../lib/base/bytes.ts";
import { GENESIS_HASH } from "../../lib/secure/digest.ts";
import { signAsync, signedBytes } from "../../lib/secure/signing.ts";
import { checkpointIn, encodeCheckpoint } from "../../lib/wire/checkpoint_note.ts";
import { decodeSignedMessage, encodeSignedMessage } from "../../lib/wire/signed_message.ts";
import type { BidderFeedNotice } from "../../lib/worker/bidder_feed_contract.ts";
import { forgeFrame, person, RawMember } from "../support/thread_bidder.ts";
import { GROUP, ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";
import { LinkStage, type LinkStageOptions } from "./_link_stage.ts";
import { TwoFacedHouse } from "./_two_faced_house.ts";

const TO_GROUP = { hostname: GROUP.address, port: GROUP.port };

/** A house with lots 1 and 2 open, Ana's client, and Eve, who knows the group's key. */
async function scene(options: Omit<LinkStageOptions, "clock"> = {}) {
  const clock = new ManualClock();
  const [ana, eve] = await Promise.all([person("ana"), person("eve")]);
  const bidders = [ana.registered, eve.registered];
  const house = await ThreadHouse.start({ network: new VirtualNetwork(), clock, bidders });
  await house.openLot({ id: "1" });
  await house.openLot({ id: "2" });
  const client = await LinkStage.live(house, ana, { clock, ...options });
  const insider = await RawMember.join(house, eve);
  await house.settled();
  const { length } = house.events();
  await client.shows(length);
  let frames = 80_000;
  return {
    house,
    client,
    eve,
    liar: new TwoFacedHouse(house, insider),
    send: async (message: Bytes) => {
      const frame = await forgeFrame(insider.session, message, ++frames);
      await insider.socket.send(frame, TO_GROUP);
    },
    async [Symbol.asyncDispose]() {
      insider.close();
      await client[Symbol.asyncDispose]();
      await house.stop();
    },
  };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** The events of the checkpoints that Ana has kept. */
function kept({ client }: Scene): readonly number[] {
  return client.store.checkpoints(client.sale).map(({ seq }) => seq);
}

/** The house ends a lot: its checkpoint comes to Ana. Whoever was misled before would not keep it. */
async function hammer({ house, client }: Scene, lot: string): Promise<number> {
  const at = client.link.nowMs();
  const seq = await house.command({ type: "WithdrawLot", at, lot, reason: null });
  await client.feed.waitFor((notice) => notice.type === "checkpoint" && notice.seq === seq, {
    what: `the checkpoint of ${seq}`,
  });
  return seq;
}

Deno.test("BidderLink keeps the checkpoint of its catch-up, and that of each hammer", async () => {
  await using s = await scene();
  const [first = 0] = kept(s);
  assertEquals(kept(s), [1]);
  const seqs = [await hammer(s, "1"), await hammer(s, "2")];
  assertEquals(kept(s), [first, ...seqs]);
  const { lastSeq, head } = s.liar.position();
  const signed = s.client.store.checkpoints(s.client.sale).at(-1)?.signed;
  const found = checkpointIn(signed ?? new Uint8Array(0));
  assertEquals([found?.seq, found?.hash, found?.sale], [lastSeq, head, s.client.sale]);
});

Deno.test("BidderLink keeps no forged_checkpoint of a member, and misses no true one", async () => {
  await using s = await scene();
  const checkpoint = { sale: s.client.sale, seq: 10 ** 9, hash: GENESIS_HASH, at: 1 };
  const body = encodeCheckpoint(checkpoint);
  const { sign } = s.eve.identity;
  const signature = await signAsync(sign, signedBytes("checkpoint", body));
  await s.send(encodeSignedMessage({ kind: "checkpoint", signature, body }));
  const seq = await hammer(s, "1");
  assertEquals(kept(s), [1, seq]);
});

Deno.test("BidderLink keeps no checkpoint_of_another_sale of its house", async () => {
  await using s = await scene();
  const sale = "00".repeat(16);
  await s.liar.checkpoint({ sale, seq: 10 ** 9, hash: GENESIS_HASH });
  const seq = await hammer(s, "1");
  assertEquals([kept(s), s.client.store.checkpoints(sale)], [[1, seq], []]);
});

Deno.test("BidderLink leaves late_checkpoint_of_the_session_before alone, if that had another sale", async () => {
  const sale = "00".repeat(16);
  await using s = await scene({
    change: (notice) =>
      notice.type === "checkpoint" ? { ...notice, sale, hash: GENESIS_HASH } : notice,
  });
  await s.client.shows(await hammer(s, "1"));
  assertEquals([kept(s), s.client.link.seq()], [[], s.liar.position().lastSeq]);
});

Deno.test("BidderLink is not moved by old_checkpoint_replayed", async () => {
  await using s = await scene();
  const seqs = [1, await hammer(s, "1")];
  for (const { signed } of s.client.store.checkpoints(s.client.sale)) {
    for (let i = 0; i < 3; i++) await s.send(signed);
  }
  seqs.push(await hammer(s, "2"));
  assertEquals(kept(s), seqs);
  const heard = s.client.feed.all.filter(({ type }) => type === "checkpoint");
  assertEquals(heard.length, seqs.length);
});

Deno.test("BidderLink drops checkpoint_truncated at every length", async () => {
  await using s = await scene();
  const seqs = [1, await hammer(s, "1")];
  const [, newest] = s.client.store.checkpoints(s.client.sale);
  assert(newest !== undefined);
  const { signed } = newest;
  for (let length = 1; length < signed.length; length++) await s.send(signed.slice(0, length));
  seqs.push(await hammer(s, "2"));
  assertEquals(kept(s), seqs);
});

/** Ana's client has ended because of this message, and has kept it as evidence. */
async function assertEnded({ client }: Scene, signed: Bytes): Promise<void> {
  const { sale } = client;
  assertEquals(await client.ended(), "two_histories");
  const evidence = client.store.evidence(sale);
  assertEquals(evidence.map((one) => one.signed), [signed]);
  assertEquals(decodeSignedMessage(signed)?.kind, "checkpoint");
}

Deno.test("BidderLink keeps checkpoint_with_another_head as evidence and ends", async () => {
  await using s = await scene();
  const signed = await s.liar.checkpoint({ hash: GENESIS_HASH });
  await assertEnded(s, signed);
});

Deno.test("BidderLink keeps checkpoint_with_another_past as evidence and ends", async () => {
  await using s = await scene();
  const { lastSeq } = s.liar.position();
  await assertEnded(s, await s.liar.checkpoint({ seq: lastSeq - 1, hash: GENESIS_HASH }));
});

Deno.test("BidderLink holds checkpoint_ahead_of_its_other_event against the house", async () => {
  await using s = await scene();
  const { lastSeq } = s.liar.position();
  const signed = await s.liar.checkpoint({ seq: lastSeq + 1, hash: GENESIS_HASH });
  const isIt = (notice: BidderFeedNotice) =>
    notice.type === "checkpoint" && notice.seq === lastSeq + 1;
  await s.client.feed.waitFor(isIt, { what: "the checkpoint" });
  const at = s.client.link.nowMs();
  await s.house.command({ type: "GiveFairWarning", at, lot: "1", text: null });
  await assertEnded(s, signed);
});

Deno.test("BidderLink ends where the house signs two checkpoints of one event", async () => {
  await using s = await scene();
  const { lastSeq } = s.liar.position();
  await s.liar.checkpoint({ seq: lastSeq + 9, hash: GENESIS_HASH });
  const hash = new Uint8Array(32).fill(1);
  await assertEnded(s, await s.liar.checkpoint({ seq: lastSeq + 9, hash }));
});
