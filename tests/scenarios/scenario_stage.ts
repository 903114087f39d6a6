// The stage of a scenario: one house, three bidders, a network that obeys, and every checker of the
// simulation. What happens is told in lines.

import { MemoryDisk, MemoryLedger } from "../../lib/ledger/memory_ledger.ts";
import { HouseSigner } from "../../lib/secure/house_signer.ts";
import { thumbprint } from "../../lib/secure/key_set.ts";
import { thumbprintBytes } from "../../lib/secure/signing.ts";
import type { LotView, SaleView } from "../../lib/auction/view.ts";
import { BidderMachine } from "../simulation/bidder_machine.ts";
import { Checkers } from "../simulation/checkers.ts";
import { House } from "../simulation/house.ts";
import {
  privateJwk,
  privateKeyFrom,
  publicKeyOf,
  SignatureCheck,
} from "../simulation/seeded_keys.ts";
import { SeededRandom } from "../simulation/seeded_random.ts";
import type { RegisteredBidder, Stage } from "../simulation/stage.ts";
import { Trace } from "../simulation/trace.ts";
import { VirtualTime } from "../simulation/virtual_time.ts";
import { ScriptedNetwork } from "./scripted_network.ts";

const beginsAt = 1_750_000_000_000;
const seats = ["ana", "ben", "cid"];
const linesMax = 100_000;

/** Everything that a scenario's commands act upon. */
export class ScenarioStage {
  readonly time = new VirtualTime(beginsAt);
  readonly trace = new Trace(this.time, linesMax);
  readonly network = new ScriptedNetwork(this.time, this.trace);
  readonly disk = new MemoryDisk();
  readonly house: House;
  readonly bidders: ReadonlyMap<string, BidderMachine>;
  readonly #checkers = new Checkers(this.time, this.disk);
  readonly #random = new SeededRandom(1);

  constructor() {
    const houseKey = privateKeyFrom(this.#random.bytes(32));
    const signer = new HouseSigner(privateJwk(houseKey));
    const print = thumbprint(signer.publicJwk());
    const identity = { sale: this.#random.bytes(16).toHex(), house: print };
    const registry = new Map<string, RegisteredBidder>();
    this.house = new House({
      ...this.#stage(),
      signer,
      sale: { name: "A scenario", currency: "BRL" },
      bidders: registry,
      openLedger: () => MemoryLedger.open(this.disk, { identity }),
      died: () => this.disk.crash(),
      tellsBeforeCommit: false,
    });
    const houseCheck = new SignatureCheck(publicKeyOf(houseKey));
    this.bidders = new Map(seats.map((seat, i) => {
      const paddle = `${i + 1}`;
      const key = privateKeyFrom(this.#random.bytes(32));
      const bidder = new BidderMachine({
        ...this.#stage(),
        seat,
        paddle,
        key,
        house: this.house,
        houseCheck,
        houseThumbprint: thumbprintBytes(print),
        clockOffMs: 0,
      });
      const check = new SignatureCheck(publicKeyOf(key));
      registry.set(seat, { seat, paddle, ears: bidder, check });
      return [seat, bidder];
    }));
  }

  #stage(): Stage {
    return {
      time: this.time,
      random: this.#random.fork(),
      network: this.network,
      trace: this.trace,
      checkers: this.#checkers,
    };
  }

  /** Lets time pass, with every check after every step. */
  wait(ms: number): void {
    const until = this.time.nowMs() + ms;
    for (let at = this.time.nextAt(); at !== null && at <= until; at = this.time.nextAt()) {
      this.time.step();
      this.#checkers.step([...this.bidders.values()]);
    }
    this.time.runUntil(until);
  }

  /** Notes how a lot stands in the house and on each screen. */
  showLot(lot: string): void {
    const screens: (readonly [string, SaleView | undefined])[] = [
      ["house", this.house.run?.view],
      ...[...this.bidders].map(([seat, { run }]) => [seat, run?.view] as const),
    ];
    for (const [who, view] of screens) {
      const found = view?.lots.get(lot);
      if (found !== undefined) this.trace.note(`lot ${lot}, ${who}: ${this.#standing(found)}`);
    }
  }

  #standing({ status, standing, endsAt, winner }: LotView): string {
    const { leader, price, ask, bids } = standing;
    const end = endsAt === null ? "" : `, ends at ${((endsAt - beginsAt) / 1000).toFixed(3)}`;
    const won = winner === null ? "" : `, won by ${winner.paddle} for ${winner.price}`;
    return `${status}, leader ${leader}, price ${price}, ask ${ask}, bids ${bids}${end}${won}`;
  }

  /** Notes what the record holds. */
  showRecord(): void {
    this.#checkers.atEnd();
    const bids = [...this.#checkers.audit.bids.values()].map(({ seq, paddle, verdict }) =>
      `${seq} from paddle ${paddle}: ${verdict}`
    );
    this.trace.note(`record: ${this.disk.rows.length} events; bids ${bids.join(", ") || "none"}`);
  }
}
