// A listener whose connections a test offers one by one.

/** Accepts what a test offers, until it is closed. */
export class OfferedConnections<C> {
  readonly port: number;
  readonly #offered: C[] = [];
  #waiting: ((connection: C | null) => void) | null = null;
  #closed = false;

  constructor(port: number) {
    this.port = port;
  }

  /** The next connection to be accepted. */
  offer(connection: C): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) this.#offered.push(connection);
    else waiting(connection);
  }

  accept(): Promise<C | null> {
    const offered = this.#offered.shift();
    if (offered !== undefined || this.#closed) return Promise.resolve(offered ?? null);
    return new Promise((resolve) => this.#waiting = resolve);
  }

  close(): void {
    this.#closed = true;
    this.#waiting?.(null);
  }
}
