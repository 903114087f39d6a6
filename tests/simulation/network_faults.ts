// What befalls the network of a simulated sale.

import type { BidderMachine } from "./bidder_machine.ts";
import type { FaultParts } from "./faults.ts";
import { type RandomNetwork, type Way, WAYS, type Weather } from "./network.ts";
import type { SeededRandom } from "./seeded_random.ts";

/** The network of one sale, from fine to dreadful. */
export function makeWeather(random: SeededRandom): Weather {
  const lossPercent = random.pick([0, 0, 1, 5, 10, 20, 30]);
  const slowest = random.pick([1, 3, 10, 60]);
  return {
    lossPercent,
    doublePercent: random.pick([0, 0, 2, 20]),
    delayMs: [1, slowest],
    latePercent: random.pick([0, 0, 1, 5]),
  };
}

/** What a seat's network never passes, whatever is mended: a guest network, a firewall, a tunnel. */
export function makeNature(random: SeededRandom): readonly Way[] {
  if (random.chance(80)) return [];
  return random.chance(60) ? ["multicast"] : ["multicast", "down", "up"];
}

/** The way by which the feed comes to a seat in the end. */
export function bestPath(network: RandomNetwork, seat: string): "multicast" | "unicast" | "tcp" {
  if (network.passes(seat, "multicast")) return "multicast";
  return network.passes(seat, "down") && network.passes(seat, "up") ? "unicast" : "tcp";
}

/** Cuts and mends. */
export class NetworkFaults {
  readonly #parts: Omit<FaultParts, "setsClocks">;

  constructor(parts: Omit<FaultParts, "setsClocks">) {
    this.#parts = parts;
  }

  /** Nothing passes, or nothing in one direction. */
  cutOff(bidders: readonly BidderMachine[]): void {
    const ways = this.#parts.random.pick<readonly Way[]>([
      WAYS,
      WAYS,
      ["up"],
      ["multicast", "down"],
    ]);
    const ms = this.#parts.random.pick([200, 1_000, 4_000, 9_000]);
    for (const bidder of bidders) this.#cut(bidder, { ways, ms });
  }

  /** Nobody in the network asks for the group any more, as without an IGMP querier. */
  multicastDies(bidder: BidderMachine): void {
    const ms = this.#parts.random.pick([2_000, 8_000, 60_000]);
    this.#cut(bidder, { ways: ["multicast"], ms });
  }

  /** A firewall changes its mind. */
  noDatagrams(bidder: BidderMachine): void {
    const ms = this.#parts.random.pick([2_500, 8_000, 60_000]);
    this.#cut(bidder, { ways: ["multicast", "down", "up"], ms });
  }

  /** All connections are lost, and none can be made for a while. */
  breakTcp(bidder: BidderMachine): void {
    this.#cut(bidder, { ways: ["tcp"], ms: this.#parts.random.pick([1, 500, 3_000, 7_000]) });
    this.#parts.network.breakPipes(bidder.parts.seat);
  }

  #cut(
    { parts: { seat } }: BidderMachine,
    { ways, ms }: { readonly ways: readonly Way[]; readonly ms: number },
  ): void {
    const { time, network, trace, random } = this.#parts;
    trace.note(`cut: ${seat}, ${ways.join(", ")}`);
    network.cut(seat, ways);
    if (ways.includes("tcp") && random.chance(30)) network.breakPipes(seat);
    time.at(time.nowMs() + ms, () => network.mend(seat, ways));
  }
}
