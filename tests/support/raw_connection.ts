// TCP connections that do what no client of ours does: from any loopback address, with any bytes,
// or with none at all.

import net from "node:net";
import { inTime } from "./bounded.ts";

/** Where to connect to. */
export interface Target {
  readonly hostname: string;
  readonly port: number;
}

/** One connection of a stranger. */
export class RawConnection implements AsyncDisposable {
  readonly #socket: net.Socket;
  readonly #connected = Promise.withResolvers<void>();
  readonly #closed = Promise.withResolvers<void>();
  #received = 0;

  /** Connects to `target` from the loopback address `from`. */
  constructor({ hostname, port }: Target, from = "127.0.0.1") {
    this.#socket = net.connect({ host: hostname, port, localAddress: from });
    this.#socket.on("connect", () => this.#connected.resolve());
    this.#socket.on("data", (bytes: Uint8Array) => this.#received += bytes.length);
    this.#socket.on("end", () => this.#socket.destroy());
    this.#socket.on("error", () => {}); // A reset is one of the ways in which it is closed.
    this.#socket.on("close", () => {
      this.#connected.resolve();
      this.#closed.resolve();
    });
  }

  /** How many bytes the other side has said. */
  get received(): number {
    return this.#received;
  }

  /** Waits until the connection stands, or has been closed already. */
  async connected(): Promise<void> {
    await inTime(this.#connected.promise, { what: "a connection" });
  }

  /** Sends bytes. */
  send(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Waits until the other side has closed the connection. */
  async closed(ms = 10_000): Promise<void> {
    await inTime(this.#closed.promise, { what: "the end of a connection", ms });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
    await this.closed();
  }
}
