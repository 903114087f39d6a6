// The sale that a flood is measured on: a house and two clients as processes of their own, and a
// bidder whose datagrams the flood has overheard.

import { toUtf8 } from "../../lib/base/bytes.ts";
import { toPublicJwks } from "../../lib/secure/key_set.ts";
import { type PrivateKeySet, publicHalf } from "../../lib/secure/private_key_set.ts";
import { makeJoinFrame } from "../../lib/wire/join_frame.ts";
import { PROTOCOL_VERSION } from "../../lib/wire/limits.ts";
import { ClientProcess, disposeAll } from "./client_process.ts";
import { HouseProcess } from "./house_process.ts";
import type { Overheard } from "./junk_datagrams.ts";
import { OverheardBidder, overhearGroup } from "./overheard_bidder.ts";
import { makeKeys, SaleFolder } from "./sale_folder.ts";

const step = { increments: { fixed: 1 }, opening: 100 } as const;
/** The honest bidder bids for the first, the overheard one for the second. */
export const LOTS = ["1", "2"] as const;
/** How many frames of each kind the flood can patch and replay. */
const overheardFrames = 6;

/** A sale under way. */
export class FloodStage implements AsyncDisposable {
  readonly folder: SaleFolder;
  readonly house: HouseProcess;
  /** Bids for lot 1. */
  readonly bidder: ClientProcess;
  /** Bids nothing; it shows when the others see an event. */
  readonly watcher: ClientProcess;
  /** Bids for lot 2. */
  readonly victim: OverheardBidder;
  readonly overheard: Overheard;
  readonly #parts: AsyncDisposableStack;

  private constructor(
    parts: Pick<FloodStage, "folder" | "house" | "bidder" | "watcher" | "victim" | "overheard">,
    stack: AsyncDisposableStack,
  ) {
    this.folder = parts.folder;
    this.house = parts.house;
    this.bidder = parts.bidder;
    this.watcher = parts.watcher;
    this.victim = parts.victim;
    this.overheard = parts.overheard;
    this.#parts = stack;
  }

  /** Starts everything; `late` are bidders that are registered and join later. */
  static async set(late: readonly string[]): Promise<FloodStage> {
    await using stack = new AsyncDisposableStack();
    const folder = stack.use(await SaleFolder.make());
    const keys = await makeKeys(["ana", "ben", "carla", ...late]);
    for (const [name, keySet] of keys) await folder.addBidder(name, { keySet, paddle: name });
    for (const id of LOTS) {
      await folder.writeItem(`${id}.json`, { id, title: `Lote ${id}`, ...step });
    }
    const house = stack.use(await HouseProcess.start(folder));
    await house.hasLots(...LOTS);
    const clients = await ClientProcess.startAll(folder, ["ana", "ben"]);
    stack.defer(() => disposeAll(clients));
    for (const id of LOTS) await house.command(`/lots/${id}/open`);
    const [bidder, watcher] = clients;
    const carla = keys.get("carla");
    if (bidder === undefined || watcher === undefined || carla === undefined) {
      throw new Error("The stage has too few bidders");
    }
    const victim = stack.use(await OverheardBidder.join(house, carla));
    const overheard = await overhear(house, { victim, keySet: carla });
    await watcher.event((await victim.bid(LOTS[1], 900)).seq); // All that was bid so far is seen.
    return new FloodStage(
      { folder, house, bidder, watcher, victim, overheard },
      stack.move(),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts[Symbol.asyncDispose]();
  }
}

/** What someone on the network has of a join, a few bids, and what the house says meanwhile. */
async function overhear(
  house: HouseProcess,
  { victim, keySet }: { readonly victim: OverheardBidder; readonly keySet: PrivateKeySet },
): Promise<Overheard> {
  const bids = async () => {
    for (let i = 0; i < overheardFrames; i++) await victim.bid(LOTS[1], 200 + i);
  };
  const [toGroup] = await Promise.all([overhearGroup(house, overheardFrames), bids()]);
  // Public keys pass in clear, and any nonce will do: the house answers with a signed CHALLENGE.
  const { keys } = toPublicJwks(publicHalf(keySet));
  const join = { version: PROTOCOL_VERSION, keys, nonce: "A".repeat(43) };
  return {
    join: makeJoinFrame("JOIN", toUtf8(JSON.stringify(join))).bytes,
    toHouse: [...victim.sent],
    toGroup,
  };
}
