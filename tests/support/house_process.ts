// A house as a process, with the permissions of `deno task server`, and its admin API.

import { freeGroup, freePort } from "./free_port.ts";
import { Program } from "./program.ts";
import type { SaleFolder } from "./sale_folder.ts";
import { eventually } from "./bounded.ts";

/** Where a house listens: given to the next start, so that bidders find it again. */
export interface HousePlace {
  readonly port: number;
  readonly group: string;
  /** 0 takes a free one: nobody but the auctioneer has to find it. */
  readonly adminPort: number;
  /** Another loopback address than 127.0.0.1 stands for another machine. */
  readonly host?: string;
  /** Further flags; none unless told. */
  readonly flags?: readonly string[];
}

/** Where the started house says that it is. */
interface ReadyHouse {
  readonly join: string;
  readonly bids: string;
  readonly relay: string;
  readonly group: string;
  readonly admin: string;
  readonly house: string;
}

/** An answer of the admin API. */
export interface AdminAnswer {
  readonly status: number;
  // deno-lint-ignore no-explicit-any -- A test reads the fields that it expects, and fails else.
  readonly body: any;
}

/** A free place for a house. */
export function freePlace(): HousePlace {
  return { port: freePort(), group: freeGroup(), adminPort: 0 };
}

/** Starts the program of a house without waiting for it. */
export function startHouseProgram(
  folder: SaleFolder,
  { port, group, adminPort, host = "127.0.0.1", flags = [] }: HousePlace,
): Program {
  const where = [
    "--host",
    host,
    "--port",
    `${port}`,
    "--relay-port",
    "0",
    "--group",
    group,
    "--admin-port",
    `${adminPort}`,
  ];
  return new Program({
    task: "server",
    file: "main_server.ts",
    folder: folder.path,
    args: ["--json", "--name", "Leilão de Teste", ...where, ...flags],
    name: "house",
  });
}

/** A running house. */
export class HouseProcess {
  readonly program: Program;
  readonly place: HousePlace;
  readonly ready: ReadyHouse;
  readonly #token: string;

  private constructor(
    program: Program,
    parts: { readonly place: HousePlace; readonly ready: ReadyHouse; readonly token: string },
  ) {
    this.program = program;
    this.place = parts.place;
    this.ready = parts.ready;
    this.#token = parts.token;
  }

  /** Starts a house in `folder` and writes its invitation there. */
  static async start(folder: SaleFolder, place: HousePlace = freePlace()): Promise<HouseProcess> {
    const program = startHouseProgram(folder, place);
    try {
      const line = await program.lines.waitFor((entry) => "ready" in entry, { what: "ready" });
      const ready = line["ready"] as ReadyHouse;
      await folder.writeInvitation(ready.join, ready.house);
      const token = (await Deno.readTextFile(`${folder.path}/keys/admin.token`)).trim();
      return new HouseProcess(program, { place, ready, token });
    } catch (error) {
      await program[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Asks the admin API; a body makes it a POST. */
  async admin(path: string, body?: unknown): Promise<AdminAnswer> {
    const response = await fetch(`${this.ready.admin}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  /** Carries out a command of the auctioneer and gives its place in the record; it must succeed. */
  async command(path: string, body: unknown = {}): Promise<number> {
    const answer = await this.admin(`/api/v1${path}`, body);
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer.body.seq;
  }

  /** The newest checkpoint's note. */
  async checkpoint(): Promise<string> {
    const headers = { authorization: `Bearer ${this.#token}` };
    const response = await fetch(`${this.ready.admin}/api/v1/checkpoint`, { headers });
    const text = await response.text();
    if (response.status !== 200) throw new Error(text);
    return text;
  }

  /** What the house counts. */
  async counters(): Promise<Readonly<Record<string, number>>> {
    return (await this.admin("/api/v1/counters")).body.counters;
  }

  /** Waits until the counter has reached `least`. */
  async counted(name: string, least: number): Promise<void> {
    let seen: Readonly<Record<string, number>> = {};
    const ask = async () => {
      seen = await this.counters();
      return (seen[name] ?? 0) >= least ? true : null;
    };
    await eventually(ask, { what: `the counter ${name} at ${least}` }).catch((error: Error) => {
      throw new Error(`${error.message}: ${JSON.stringify(seen)}`);
    });
  }

  /** Waits until the catalogue has all these lots. */
  async hasLots(...ids: readonly string[]): Promise<void> {
    await eventually(async () => {
      const { body } = await this.admin("/api/v1/lots");
      const known = body.lots.map(({ id }: { readonly id: string }) => id);
      return ids.every((id) => known.includes(id)) ? true : null;
    }, { what: `the lots ${ids.join(", ")}` });
  }

  /** Stops the house as Ctrl+C does; it must end well. */
  async stop(): Promise<void> {
    this.program.signal("SIGINT");
    const { code, err } = await this.program.ended();
    if (code !== 0) throw new Error(`The house ended with code ${code}: ${err}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.program[Symbol.asyncDispose]();
  }
}
