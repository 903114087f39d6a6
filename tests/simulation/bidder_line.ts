// The ways of one session at a simulated bidder (lib/worker/bidder_line.ts): its own address, the
// group, and a connection to the house's relay where datagrams do not get through.

import { RELAY_WAITING_MAX } from "../../lib/net/relay_socket.ts";
import type { FeedPath } from "../../lib/wire/member_message.ts";
import { RELAY_OUTBOUND_MAX } from "../../lib/worker/relay_connection.ts";
import { RELAY_UNBELIEVED_MS } from "../../lib/worker/relay_arrivals.ts";
import type { BidderMachine } from "./bidder_machine.ts";
import type { Cargo } from "./network.ts";
import type { Pipe } from "./pipe.ts";
import type { Sealed } from "./sealed.ts";
import type { Route } from "./stage.ts";

/** What a line calls out for. */
export interface LineHooks {
  received(sealed: Sealed, path: FeedPath): void;
  relayOpen(): void;
  relayLost(): void;
}

/** The longest that connecting takes (main_client.ts). */
const connectMs = 5_000;

/** Where datagrams come in and go out. */
export class BidderLine {
  /** The own address; a datagram to another one is not ours. */
  readonly address: string;
  readonly #machine: BidderMachine;
  readonly #hooks: LineHooks;
  #relay: RelayEnd | null = null;
  #connecting: Pipe | null = null;
  #connections = 0;
  #path: FeedPath = "multicast";
  #closed = false;

  constructor(
    machine: BidderMachine,
    { address, hooks }: { readonly address: string; readonly hooks: LineHooks },
  ) {
    this.#machine = machine;
    this.address = address;
    this.#hooks = hooks;
  }

  /** Sends by this path from now on; the relay is connected anew each time that it is wanted. */
  use(path: FeedPath): void {
    this.#path = path;
    if (path !== "tcp") return;
    this.#closeRelay();
    if (this.#connecting === null) this.#connect();
  }

  /** The path in use has brought something: a relay that is not it has served. */
  proven(): void {
    if (this.#path !== "tcp") this.#closeRelay();
  }

  /** Sends over the relay where that is the path and stands, else by UDP. */
  send(cargo: Cargo, sealed: Sealed): void {
    const { network, house } = this.#machine.parts;
    if (this.#path === "tcp" && this.#relay !== null) {
      const relay = this.#relay;
      if (relay.pipe.underWayTo("house") >= RELAY_WAITING_MAX) return;
      return relay.pipe.send("house", () => relay.atHouse(sealed));
    }
    const { seat } = this.#machine.parts;
    const arrive = () => house.run?.feed.take(sealed, this.#route());
    network.datagram({ seat, cargo, way: "up", arrive });
  }

  close(): void {
    this.#closed = true;
    this.#closeRelay();
    this.#connecting?.close("bidder");
  }

  #closeRelay(): void {
    const relay = this.#relay;
    this.#relay = null;
    relay?.pipe.close("bidder");
  }

  #route(): Route {
    const { address } = this;
    const { network, seat } = this.#machine.parts;
    return {
      address,
      send: (cargo, sealed) => {
        const arrive = () => this.#machine.hearOwn(sealed, address);
        network.datagram({ seat, cargo, way: "down", arrive });
      },
    };
  }

  // --- the relay ----------------------------------------------------------------------------

  #connect(): void {
    const { time, network, house, seat } = this.#machine.parts;
    const pipe = network.connect(seat);
    this.#connecting = pipe;
    const giveUp = time.at(time.nowMs() + connectMs, () => this.#lost(pipe));
    pipe.onEnd("bidder", () => this.#machine.whenFree(() => this.#lost(pipe)));
    pipe.send("house", () => {
      if (house.run === null) return pipe.close("house");
      const { run } = house;
      run.connections.add(pipe);
      pipe.onEnd("house", () => run.connections.delete(pipe));
      pipe.send("bidder", () => {
        giveUp();
        this.#machine.whenFree(() => this.#open(pipe));
      });
    });
  }

  #open(pipe: Pipe): void {
    if (this.#closed || this.#connecting !== pipe) return;
    this.#connecting = null;
    this.#relay = new RelayEnd(pipe, {
      machine: this.#machine,
      address: `relay ${++this.#connections} of ${this.address}`,
      back: (sealed) => this.#fromRelay(pipe, sealed),
    });
    this.#hooks.relayOpen();
  }

  #lost(pipe: Pipe): void {
    pipe.close("bidder");
    if (this.#closed || (this.#connecting !== pipe && this.#relay?.pipe !== pipe)) return;
    this.#connecting = null;
    this.#relay = null;
    this.#hooks.relayLost();
  }

  #fromRelay(pipe: Pipe, sealed: Sealed): void {
    if (!this.#closed && this.#relay?.pipe === pipe) this.#hooks.received(sealed, "tcp");
  }
}

/** The house's end of one connection of its relay (lib/worker/relay_thread.ts). */
class RelayEnd {
  readonly pipe: Pipe;
  readonly #machine: BidderMachine;
  readonly #route: Route;
  /** Whether the feed opened one of its datagrams; null before the first. */
  #believed: boolean | null = null;

  constructor(
    pipe: Pipe,
    { machine, address, back }: {
      readonly machine: BidderMachine;
      readonly address: string;
      back(sealed: Sealed): void;
    },
  ) {
    this.pipe = pipe;
    this.#machine = machine;
    this.#route = {
      address,
      send: (_cargo, sealed) => {
        if (pipe.underWayTo("bidder") >= RELAY_OUTBOUND_MAX) return;
        pipe.send("bidder", () => machine.hearRelay(sealed, () => back(sealed)));
      },
    };
  }

  /** A datagram came out of the connection: one whose datagrams are not believed soon ends. */
  atHouse(sealed: Sealed): void {
    const { time, house } = this.#machine.parts;
    if (house.run?.feed.take(sealed, this.#route) === true) this.#believed = true;
    if (this.#believed !== null) return;
    this.#believed = false;
    time.at(time.nowMs() + RELAY_UNBELIEVED_MS, () => {
      if (this.#believed === false) this.pipe.close("house");
    });
  }
}
