// A sale over a network of several hosts: the house on the first one, bidders on the others, and
// everything that was started ended again.

import { assertEquals } from "@std/assert";
import { eventually } from "./bounded.ts";
import { ClientProcess } from "./client_process.ts";
import { type NetworkHost, NetworkHosts } from "./network_hosts.ts";
import { assertOneHistory } from "./one_history.ts";
import { type JsonLine, Program } from "./program.ts";
import { makeKeys, SaleFolder } from "./sale_folder.ts";
import { projectPath } from "./task_flags.ts";

/** The lot that every sale here sells. */
export const LOT = "1";

const item = { id: LOT, title: "Lote 1", opening: 100, increments: { fixed: 1 } };
const port = 7_310;
const adminPort = 7_300;

/** A bidder's link as the auctioneer is told of it. */
export interface BidderLinkRow {
  readonly paddle: string;
  readonly joined: boolean;
  readonly path: string | null;
  readonly lossPercent: number | null;
  /** When the house last heard of it. */
  readonly lastSeenMs: number | null;
}

/** Waits until a client follows the sale by this path, `after` a mark of its transcript. */
export async function liveBy(
  client: ClientProcess,
  { path, after = 0, ms = 20_000 }: {
    readonly path: string;
    readonly after?: number;
    readonly ms?: number;
  },
): Promise<void> {
  const isIt = (line: JsonLine) => line["connection"] === "live" && line["path"] === path;
  await client.program.lines.waitFor(isIt, { what: `live by ${path}`, after, ms });
}

/** Bids `max`, which must be accepted. */
export async function bidAccepted(client: ClientProcess, max: number): Promise<void> {
  const { state, reason } = await client.bid(LOT, { max });
  assertEquals([client.name, state, reason], [client.name, "accepted", null]);
}

/** A house with one lot, and its bidders. */
export class NetworkSale implements AsyncDisposable {
  readonly hosts: NetworkHosts;
  readonly folder: SaleFolder;
  readonly house: Program;
  /** All clients that were started, in that order. */
  readonly clients: ClientProcess[] = [];
  readonly #owned: AsyncDisposableStack;

  private constructor(
    house: Program,
    { hosts, folder, owned }: {
      readonly hosts: NetworkHosts;
      readonly folder: SaleFolder;
      readonly owned: AsyncDisposableStack;
    },
  ) {
    this.house = house;
    this.hosts = hosts;
    this.folder = folder;
    this.#owned = owned;
  }

  /**
   * A house on host 0 of a network of `count` hosts, where `names` are registered; `prepare` changes
   * the network before it starts.
   */
  static async start(
    count: number,
    { names, prepare }: {
      readonly names: readonly string[];
      readonly prepare?: (hosts: NetworkHosts) => Promise<void>;
    },
  ): Promise<NetworkSale> {
    await using owned = new AsyncDisposableStack();
    const hosts = owned.use(await NetworkHosts.make(count));
    await prepare?.(hosts);
    const folder = owned.use(await SaleFolder.make());
    for (const [name, keySet] of await makeKeys(names)) {
      await folder.addBidder(name, { keySet, paddle: name });
    }
    await folder.writeItem("1.json", item);
    const house = owned.use(startHouse(folder, hosts.host(0)));
    const line = await house.lines.waitFor((entry) => "ready" in entry, { what: "ready" });
    const { join, house: thumbprint } = line["ready"] as Readonly<Record<string, string>>;
    await folder.writeInvitation(`${join}`, `${thumbprint}`);
    return new NetworkSale(house, { hosts, folder, owned: owned.move() });
  }

  /** Starts the client of the bidder `name` on host `index`, without waiting. */
  join(name: string, index: number): ClientProcess {
    const own = ["--key", `keys/${name}.private.jwks.json`, "--data", `data/${name}`];
    const program = new Program({
      task: "client",
      file: "main_client.ts",
      folder: this.folder.path,
      args: ["--json", "--invite", "invite.json", ...own],
      name,
      within: this.hosts.host(index).within,
    });
    const client = this.#owned.use(new ClientProcess(name, program));
    this.clients.push(client);
    return client;
  }

  /** The client of the bidder `name` that was started last. */
  client(name: string): ClientProcess {
    const found = this.clients.findLast((client) => client.name === name);
    if (found === undefined) throw new Error(`No client of ${name} was started`);
    return found;
  }

  /** Calls the house's admin API on its own loopback; gives the JSON of a good answer. */
  async admin(path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.#call(path, body);
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer.body;
  }

  /** Opens the lot as soon as the items folder was read; all clients have heard it then. */
  async open(): Promise<void> {
    const seq = await eventually(async () => {
      const { status, body } = await this.#call(`/lots/${LOT}/open`, {});
      return status === 200 ? Number(body["seq"]) : null;
    }, { what: "the lot to be loaded and opened" });
    await Promise.all(this.clients.map((client) => client.event(seq)));
  }

  /** What the house tells the auctioneer of each bidder's link, by name. */
  async links(): Promise<ReadonlyMap<string, BidderLinkRow>> {
    const { bidders } = await this.admin("/bidders");
    return new Map((bidders as readonly BidderLinkRow[]).map((row) => [row.paddle, row]));
  }

  /**
   * Lets the hammer fall, waits until those in `clients` have heard it, stops the house, and
   * compares all histories with its record.
   */
  async finish(clients: readonly ClientProcess[] = this.clients): Promise<void> {
    const last = Number((await this.admin(`/lots/${LOT}/hammer`, {}))["seq"]);
    await Promise.all(clients.map((client) => client.event(last)));
    this.house.signal("SIGINT");
    const { code, err } = await this.house.ended();
    if (code !== 0) throw new Error(`The house ended with code ${code}: ${err}`);
    await assertOneHistory(this.clients, { folder: this.folder, last });
  }

  async #call(path: string, body: unknown): Promise<{
    readonly status: number;
    readonly body: Readonly<Record<string, unknown>>;
  }> {
    const token = (await Deno.readTextFile(`${this.folder.path}/keys/admin.token`)).trim();
    const url = `http://127.0.0.1:${adminPort}/api/v1${path}`;
    const script = projectPath("tests/support/admin_call.ts");
    const flags = ["run", "--no-prompt", "--no-config", "--allow-net=127.0.0.1"];
    const more = body === undefined ? [] : [JSON.stringify(body)];
    const call = [Deno.execPath(), ...flags, script, url, token, ...more];
    return JSON.parse(await this.hosts.run(0, call));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }
}

function startHouse(folder: SaleFolder, { address, within }: NetworkHost): Program {
  const where = ["--host", address, "--port", `${port}`, "--admin-port", `${adminPort}`];
  const args = ["--json", "--name", "Rede", ...where];
  const file = "main_server.ts";
  return new Program({ task: "server", file, folder: folder.path, args, name: "house", within });
}
