// A bidder's client as a process, with the permissions of `deno task client`, driven by NDJSON.

import { type JsonLine, Program } from "./program.ts";
import type { SaleFolder } from "./sale_folder.ts";

/** The answer to a bid that is final. */
export interface BidAnswer {
  readonly bid: string;
  readonly ref: string | null;
  readonly state: "accepted" | "refused";
  readonly reason: string | null;
  readonly seq: number | null;
  readonly lateMs: number | null;
}

/** A running client. */
export class ClientProcess {
  readonly name: string;
  readonly program: Program;
  #refs = 0;

  /** Drives a client that was started, under the name of its bidder. */
  constructor(name: string, program: Program) {
    this.name = name;
    this.program = program;
  }

  /** Starts the client of the bidder `name` without waiting; `more` are further flags. */
  static start(folder: SaleFolder, name: string, more: readonly string[] = []): ClientProcess {
    const own = ["--key", `keys/${name}.private.jwks.json`, "--data", `data/${name}`];
    const program = new Program({
      task: "client",
      file: "main_client.ts",
      folder: folder.path,
      args: ["--json", "--invite", "invite.json", ...own, ...more],
      name,
    });
    return new ClientProcess(name, program);
  }

  /** Starts clients for all `names` and waits until each follows the sale. */
  static async startAll(
    folder: SaleFolder,
    names: readonly string[],
    more: readonly string[] = [],
  ): Promise<readonly ClientProcess[]> {
    const clients = names.map((name) => ClientProcess.start(folder, name, more));
    try {
      for (const client of clients) await client.live();
    } catch (error) {
      await disposeAll(clients);
      throw error;
    }
    return clients;
  }

  /** Waits until the client is live, `after` a mark of its transcript. */
  async live(after = 0): Promise<void> {
    const isLive = (line: JsonLine) => line["connection"] === "live";
    await this.program.lines.waitFor(isLive, { what: "live", after });
  }

  /** The events that it has told so far, in its order. */
  events(): readonly JsonLine[] {
    return this.program.lines.all.filter((line) => "event" in line);
  }

  /** Waits for the event at `seq`: then everything before it has been told too. */
  async event(seq: number): Promise<JsonLine> {
    const isIt = (line: JsonLine) => "event" in line && line["seq"] === seq;
    return await this.program.lines.waitFor(isIt, { what: `event ${seq}`, ms: 30_000 });
  }

  /** Waits for an event of this type about this lot. */
  async eventOf(type: string, lot: string): Promise<JsonLine> {
    const isIt = (line: JsonLine) => line["event"] === type && line["lot"] === lot;
    return await this.program.lines.waitFor(isIt, { what: `${type} of lot ${lot}`, ms: 30_000 });
  }

  /** Sends a bid and gives the reference of its answers. */
  async sendBid(lot: string, amount: { readonly max: number } | { readonly exact: number }) {
    const ref = `${this.name}-${++this.#refs}`;
    await this.program.say({ do: "bid", lot, ...amount, ref });
    return ref;
  }

  /** Sends a bid and waits for its final answer. */
  async bid(
    lot: string,
    amount: { readonly max: number } | { readonly exact: number },
  ): Promise<BidAnswer> {
    return await this.answerTo(await this.sendBid(lot, amount));
  }

  /** Waits for the final answer to the bid of this reference. */
  async answerTo(ref: string, ms = 30_000): Promise<BidAnswer> {
    const isIt = (line: JsonLine) => line["ref"] === ref && isFinal(line);
    return asAnswer(await this.program.lines.waitFor(isIt, { what: `the answer to ${ref}`, ms }));
  }

  /** All final answers so far. */
  answers(): readonly BidAnswer[] {
    return this.program.lines.all.filter(isFinal).map(asAnswer);
  }

  /** The ids of the bids that it has sent. */
  sent(): readonly string[] {
    return this.program.lines.all
      .filter((line) => line["answer"] === "bid" && line["state"] === "sent")
      .map((line) => String(line["bid"]));
  }

  /** Leaves the sale; it must end well. */
  async leave(): Promise<void> {
    await this.program.say({ do: "leave" });
    const { code, err } = await this.program.ended();
    if (code !== 0) throw new Error(`${this.name} ended with code ${code}: ${err}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.program[Symbol.asyncDispose]();
  }
}

/** Ends all of them. */
export async function disposeAll(clients: readonly AsyncDisposable[]): Promise<void> {
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
}

function isFinal(line: JsonLine): boolean {
  return line["answer"] === "bid" && line["state"] !== "sent";
}

function asAnswer(line: JsonLine): BidAnswer {
  return line as unknown as BidAnswer;
}
