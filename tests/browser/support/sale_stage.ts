// A sale as people have it: a real house process with its items, real clients of registered bidders,
// and the pages that they serve, each on ports of its own that outlive a restart.
//
// What a test does to the connections, all without root and on one machine:
// - killHouse() and startHouse(): the house dies without a last word and comes back at the same
//   ports with the same record. Its own pages lose their server, clients lose their house.
// - pauseHouse() and resumeHouse(): the house stands still (SIGSTOP). To every client that is a
//   pulled cable: no datagram and no answer comes, nothing is closed. Pages of clients go on and say so.
// - a CutRelay (cut_relay.ts) between one page and its server: that page alone is cut off.
// To cut off one client of several the test needs hosts of its own, and root: network_sale.ts.

import { freePort } from "../../support/free_port.ts";
import { freePlace, type HousePlace, HouseProcess } from "../../support/house_process.ts";
import { type JsonLine, Program } from "../../support/program.ts";
import { makeKeys, SaleFolder } from "../../support/sale_folder.ts";

/** The bidders of every stage; each has its name as its paddle. */
export const CAST = ["ana", "ben", "caio"] as const;

/** A client that serves its page. */
export interface ClientPage {
  readonly name: string;
  readonly program: Program;
  /** Where its owner opens it, with all that the owner needs to be let in. */
  readonly url: string;
}

/** A house and the clients of its bidders. */
export class SaleStage implements AsyncDisposable {
  readonly folder: SaleFolder;
  readonly #place: HousePlace;
  readonly #owned: AsyncDisposableStack;
  #house: HouseProcess;
  #isPaused = false;

  private constructor(
    house: HouseProcess,
    parts: { readonly folder: SaleFolder; readonly owned: AsyncDisposableStack },
  ) {
    this.#house = house;
    this.#place = house.place;
    this.folder = parts.folder;
    this.#owned = parts.owned;
  }

  /** Starts a house whose items folder holds `items` by file name, with further flags of the server. */
  static async start(
    items: Readonly<Record<string, unknown>>,
    flags: readonly string[] = [],
  ): Promise<SaleStage> {
    await using owned = new AsyncDisposableStack();
    const folder = owned.use(await SaleFolder.make());
    for (const [name, keySet] of await makeKeys(CAST)) {
      await folder.addBidder(name, { keySet, paddle: name });
    }
    for (const [file, item] of Object.entries(items)) await folder.writeItem(file, item);
    const place = { ...freePlace(), adminPort: freePort(), flags };
    const house = owned.use(await HouseProcess.start(folder, place));
    return new SaleStage(house, { folder, owned: owned.move() });
  }

  /** The house that runs now: its commands, counters and addresses. */
  get house(): HouseProcess {
    return this.#house;
  }

  /** Where the auctioneer's pages are, without a slash at the end; the same after a restart. */
  get adminUrl(): string {
    return this.#house.ready.admin;
  }

  /** The admin token, as the house has written it. */
  async adminToken(): Promise<string> {
    return (await Deno.readTextFile(`${this.folder.path}/keys/admin.token`)).trim();
  }

  /** The header that opens the admin API, for {@link PageLook}. */
  async adminHeaders(): Promise<Readonly<Record<string, string>>> {
    return { authorization: `Bearer ${await this.adminToken()}` };
  }

  /** Ends the house as a power cut does, and waits until it is gone. */
  async killHouse(): Promise<void> {
    this.#house.program.signal("SIGKILL");
    await this.#house.program.ended();
  }

  /** Starts the house again where it was, after {@link killHouse} or its own end. */
  async startHouse(): Promise<void> {
    this.#isPaused = false;
    this.#house = this.#owned.use(await HouseProcess.start(this.folder, this.#place));
  }

  /** Stops the house in its tracks; all that it was sent meanwhile it may find later. */
  pauseHouse(): void {
    this.#isPaused = true;
    this.#house.program.signal("SIGSTOP");
  }

  /** Lets the house go on. */
  resumeHouse(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#house.program.signal("SIGCONT");
  }

  /** Makes the keys of someone whom the house does not know: their client knocks. */
  async addStranger(name: string): Promise<void> {
    for (const keySet of (await makeKeys([name])).values()) {
      await this.folder.addBidder(name, { keySet, paddle: name, registered: false });
    }
  }

  /** Starts the client of `name` and waits until it has told its page's address. */
  async startClientPage(name: string): Promise<ClientPage> {
    const program = this.#owned.use(
      new Program({
        task: "client",
        file: "main_client.ts",
        folder: this.folder.path,
        args: clientPageArguments(name),
        name,
      }),
    );
    const line = await program.lines.waitFor((one) => pageUrlIn(one) !== null, {
      what: "the address of its page",
    });
    return { name, program, url: pageUrlIn(line) ?? "" };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.resumeHouse();
    await this.#owned.disposeAsync();
  }
}

/** The one place that knows with which flags a client serves its page. */
function clientPageArguments(name: string): readonly string[] {
  const own = ["--key", `keys/${name}.private.jwks.json`, "--data", `data/${name}`];
  return ["--invite", "invite.json", ...own, "--page", "--no-open"];
}

/** The address of a page on loopback in a line that a program wrote, JSON or not; null: none. */
export function pageUrlIn(line: JsonLine): string | null {
  return /http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+[^\s"\\<>]*/.exec(JSON.stringify(line))
    ?.[0] ?? null;
}
