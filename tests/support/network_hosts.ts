// Several hosts on one machine: network namespaces joined by a bridge, made by the test and removed
// by it. Nothing of theirs touches the machine's own network.

/** A host with an address of its own. */
export interface NetworkHost {
  readonly address: string;
  /** Runs a command on this host. */
  readonly within: readonly string[];
}

const prefix = "leilao";

/** Whether this process may make namespaces: root, and the `ip` program. */
export async function mayMakeHosts(): Promise<boolean> {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return false;
  try {
    const { success } = await new Deno.Command("ip", { args: ["netns", "list"] }).output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Hosts 10.77.N.1, .2, ... on one bridge, which lies in the first one's namespace. */
export class NetworkHosts {
  readonly #names: readonly string[];

  private constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** Makes `count` hosts. */
  static async make(count: number): Promise<NetworkHosts> {
    const run = crypto.getRandomValues(new Uint8Array(3)).toHex();
    const hosts = new NetworkHosts(
      Array.from({ length: count }, (_, i) => `${prefix}-${run}-${i}`),
    );
    try {
      await hosts.#build();
    } catch (error) {
      await hosts[Symbol.asyncDispose]();
      throw error;
    }
    return hosts;
  }

  /** The host of this number, from 0. */
  host(index: number): NetworkHost {
    const within = ["ip", "netns", "exec", this.#names[index] ?? ""];
    return { address: `10.77.0.${index + 1}`, within };
  }

  /** Pulls a host's cable out, or puts it in again. */
  async plug(index: number, state: "up" | "down"): Promise<void> {
    await this.#on(0, `link set port${index} ${state}`);
  }

  async #build(): Promise<void> {
    for (const name of this.#names) await ip(`netns add ${name}`);
    await this.#on(0, "link set lo up");
    await this.#on(0, "link add bridge type bridge mcast_snooping 0");
    await this.#on(0, `addr add ${this.host(0).address}/24 dev bridge`);
    await this.#on(0, "link set bridge up");
    for (let i = 1; i < this.#names.length; i++) {
      await this.#on(0, `link add port${i} type veth peer name eth0 netns ${this.#names[i]}`);
      await this.#on(0, `link set port${i} master bridge`);
      await this.#on(0, `link set port${i} up`);
      await this.#on(i, "link set lo up");
      await this.#on(i, `addr add ${this.host(i).address}/24 dev eth0`);
      await this.#on(i, "link set eth0 up");
    }
  }

  async #on(index: number, words: string): Promise<void> {
    await ip(`-n ${this.#names[index]} ${words}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const name of this.#names) {
      // One that was never made cannot be removed: that is as wanted.
      await new Deno.Command("ip", { args: ["netns", "del", name], stderr: "null" }).output();
    }
  }
}

async function ip(words: string): Promise<void> {
  const { success, stderr } = await new Deno.Command("ip", { args: words.split(" ") }).output();
  if (!success) throw new Error(`ip ${words}: ${new TextDecoder().decode(stderr)}`);
}
