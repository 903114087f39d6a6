// The desk's thread with nothing around it: a test is main, the feed and the join worker, and sees
// each message that the desk sends to any of them.

import type { LedgerIdentity } from "../../lib/ledger/store.ts";
import { LedgerCopy } from "../../lib/ledger/ledger_copy.ts";
import { MemoryDisk, MemoryLedger } from "../../lib/ledger/memory_ledger.ts";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import type { BeginCopy } from "../../lib/worker/desk_backup.ts";
import type {
  DeskNotice,
  DeskRequest,
  DeskToFeed,
  DeskToJoin,
  FeedToDesk,
  JoinToDesk,
} from "../../lib/worker/desk_contract.ts";
import { runDesk } from "../../lib/worker/desk_thread.ts";
import { openHouseLedger } from "../../lib/worker/house_ledger.ts";
import { type TypedPort, typedPort } from "../../lib/worker/typed_port.ts";
import { MemoryCheckpoints } from "../support/memory_checkpoints.ts";
import { GROUP, HOUSE_HOST, type ManualClock } from "../support/thread_house.ts";
import { Transcript } from "../support/transcript.ts";

/** A desk, and what it said. */
export class DeskAlone {
  readonly disk = new MemoryDisk();
  readonly checkpoints = new MemoryCheckpoints();
  readonly main = new Transcript<DeskNotice>("desk to main");
  readonly feed = new Transcript<DeskToFeed>("desk to feed");
  readonly join = new Transcript<DeskToJoin>("desk to join");
  readonly toMain: TypedPort<DeskNotice, DeskRequest>;
  readonly toFeed: TypedPort<DeskToFeed, FeedToDesk>;
  readonly toJoin: TypedPort<DeskToJoin, JoinToDesk>;
  readonly #lines = [0, 1, 2].map(() => new MessageChannel());

  private constructor(clock: ManualClock, beginCopy: BeginCopy) {
    const [main, feed, join] = this.#lines;
    if (main === undefined || feed === undefined || join === undefined) throw new RangeError();
    const open = (_path: string, owner: { readonly identity: LedgerIdentity | null }) =>
      MemoryLedger.open(this.disk, owner);
    runDesk(typedPort(main.port1), {
      clock,
      openLedger: (path, owner) => openHouseLedger(path, { ...owner, open }),
      openCheckpoints: () => this.checkpoints,
      beginCopy,
    });
    this.toMain = heard(main.port2, this.main);
    this.toFeed = heard(feed.port2, this.feed);
    this.toJoin = heard(join.port2, this.join);
  }

  /** Starts a desk with nobody registered, whose record lies at `path`. */
  static async start(
    clock: ManualClock,
    { path = "memory", beginCopy = LedgerCopy.begin }: {
      readonly path?: string;
      readonly beginCopy?: BeginCopy;
    } = {},
  ): Promise<DeskAlone> {
    const desk = new DeskAlone(clock, beginCopy);
    const [, feed, join] = desk.#lines;
    if (feed === undefined || join === undefined) throw new RangeError();
    const config = {
      ledger: path,
      name: "Leilão",
      currency: "BRL",
      group: GROUP,
      bidHost: HOUSE_HOST,
      joinedMax: 10,
    };
    const houseKey = { ...await generateSigningJwk() };
    const lines = { feed: feed.port1, join: join.port1 };
    desk.toMain.send({ type: "start", config, houseKey, bidders: [], ...lines }, [
      feed.port1,
      join.port1,
    ]);
    await desk.main.waitFor(({ type }) => type === "ready", { what: "ready" });
    desk.toFeed.send({ type: "open", bidPort: 7310, relayPort: 7312 });
    return desk;
  }

  /** Lets go of this side. */
  close(): void {
    for (const { port1, port2 } of this.#lines) {
      port1.close();
      port2.close();
    }
  }
}

function heard<In, Out>(raw: MessagePort, transcript: Transcript<In>): TypedPort<In, Out> {
  const port = typedPort<In, Out>(raw);
  port.listen((message) => transcript.add(message));
  return port;
}
