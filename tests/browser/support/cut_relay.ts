// A relay before a page's server, whose connections a test cuts and lets heal: an open event stream
// too, which the browser's own "offline" leaves alone. Nothing of what passes is kept.

/** Passes TCP connections of 127.0.0.1 on to a server there. */
export class CutRelay implements AsyncDisposable {
  readonly port: number;
  readonly #listener: Deno.TcpListener;
  readonly #server: { readonly hostname: string; readonly port: number };
  readonly #open = new Set<Deno.TcpConn>();
  readonly #serving: Promise<unknown>[] = [];
  #isCut = false;
  #holdsAnswers = false;

  /** A relay to the server at `url`. */
  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#server = { hostname, port: Number(port) };
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.port = this.#listener.addr.port;
    this.#serving.push(this.#serve());
  }

  /** `url` as it is reached through this relay: the same in all but its port. */
  through(url: string): string {
    const there = new URL(url);
    there.host = `127.0.0.1:${this.port}`;
    return there.href;
  }

  /** Closes all connections, and each new one as soon as it comes. */
  cut(): void {
    this.#isCut = true;
    for (const connection of this.#open) close(connection);
    this.#open.clear();
  }

  /** What the page sends still passes; what it is answered is lost, until {@link heal}. */
  holdAnswers(): void {
    this.#holdsAnswers = true;
  }

  /** Lets new connections pass again, both ways. */
  heal(): void {
    this.#isCut = false;
    this.#holdsAnswers = false;
  }

  async #serve(): Promise<void> {
    try {
      for await (const connection of this.#listener) {
        this.#serving.push(this.#forward(connection));
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  async #forward(page: Deno.TcpConn): Promise<void> {
    this.#open.add(page);
    // No server: to the page it is a connection that was closed, as it would be without the relay.
    const server = await Deno.connect(this.#server).catch(() => null);
    if (server === null || this.#isCut) {
      this.#open.delete(page);
      close(page);
      if (server !== null) close(server);
      return;
    }
    this.#open.add(server);
    // Either side may close first; then the other one is told by the end of its own stream.
    await Promise.allSettled([
      page.readable.pipeTo(server.writable),
      server.readable.pipeThrough(this.#answers()).pipeTo(page.writable),
    ]);
    for (const connection of [page, server]) {
      this.#open.delete(connection);
      close(connection);
    }
  }

  #answers(): TransformStream<Uint8Array, Uint8Array> {
    return new TransformStream({
      transform: (chunk, controller) => {
        if (!this.#holdsAnswers) controller.enqueue(chunk);
      },
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#listener.close();
    await Promise.all(this.#serving);
  }
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch (error) {
    // Its streams have closed it already.
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}
