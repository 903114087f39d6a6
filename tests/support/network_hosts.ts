// Several hosts on one machine: network namespaces joined by a bridge, made by the test and removed
// by it. Nothing of theirs touches the machine's own network.
//
// What a network does wrong is done by packet rules of one host (nftables), by pulling a cable, or
// by giving a host another address.

/** A host with an address of its own. */
export interface NetworkHost {
  readonly address: string;
  /** Runs a command on this host. */
  readonly within: readonly string[];
}

/** Packets of one host that are counted and, with `drop`, lost. */
export interface PacketRule {
  /** Where: on the way to a program of the host, or from one. */
  readonly hook: "input" | "output";
  /** Which, in the words of nftables. */
  readonly match: string;
  readonly drop: boolean;
}

/** Names of namespaces: with the process that made them, so that its successors know them. */
const prefix = "leilao";

/** What to lose for a host that no multicast reaches. */
export const NO_MULTICAST: PacketRule = {
  hook: "input",
  match: "ip daddr 224.0.0.0/4",
  drop: true,
};

/** Loses all datagrams that come to a host, or leave it. */
export function noDatagrams(hook: PacketRule["hook"]): PacketRule {
  return { hook, match: "meta l4proto udp", drop: true };
}

/** Loses `percent` of the datagrams that come to a host, each by chance. */
export function lossyDatagrams(percent: number): PacketRule {
  const match = `meta l4proto udp numgen random mod 100 < ${percent}`;
  return { hook: "input", match, drop: true };
}

/** Whether this process may make namespaces: root, and the `ip` program. */
export async function mayMakeHosts(): Promise<boolean> {
  return Deno.build.os === "linux" && Deno.uid() === 0 && await runs("ip", "netns list");
}

/** What is missing here for hosts with packet rules, as a test's name says it; null: nothing. */
export async function missingForHosts(): Promise<string | null> {
  if (Deno.build.os !== "linux") return "not on Linux";
  if (Deno.uid() !== 0) return "not as root";
  if (!await runs("ip", "netns list")) return 'without the program "ip"';
  return await runs("nft", "--version") ? null : 'without the program "nft"';
}

/** Registers a test that needs hosts; where there can be none it is skipped and says why. */
export async function testOnHosts(name: string, fn: () => Promise<void>): Promise<void> {
  const missing = await missingForHosts();
  const told = missing === null ? name : `${name} (skipped ${missing})`;
  Deno.test({ name: told, ignore: missing !== null, fn });
}

/** Hosts 10.77.0.1, .2, ... on one bridge, which lies in the first one's namespace. */
export class NetworkHosts {
  readonly #names: readonly string[];

  private constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** Makes `count` hosts; those of a test run that was cut off before its end are removed. */
  static async make(count: number): Promise<NetworkHosts> {
    await removeAbandoned();
    const run = crypto.getRandomValues(new Uint8Array(3)).toHex();
    const hosts = new NetworkHosts(
      Array.from({ length: count }, (_, i) => `${prefix}-${Deno.pid}-${run}-${i}`),
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

  /** Pulls a host's cable out, or puts it in again; the first host's is the bridge itself. */
  async plug(index: number, state: "up" | "down"): Promise<void> {
    await this.#on(0, `link set ${index === 0 ? "bridge" : `port${index}`} ${state}`);
  }

  /** Gives a host these packet rules in the place of those that it has. */
  async filter(index: number, rules: readonly PacketRule[]): Promise<void> {
    // A chain each, so that they are listed in this order.
    const chains = rules.map(({ hook, match, drop }, i) =>
      `chain rule${i} { type filter hook ${hook} priority ${i}; ` +
      `${match} counter ${drop ? "drop" : "accept"}; }`
    );
    const fresh = ["table inet trial", "delete table inet trial", "table inet trial {"];
    await this.run(index, ["nft", [...fresh, ...chains, "}"].join("\n")]);
  }

  /** How many packets each of the host's packet rules has met. */
  async counted(index: number): Promise<readonly number[]> {
    const list = await this.run(index, ["nft", "list", "table", "inet", "trial"]);
    return [...list.matchAll(/counter packets (\d+)/g)].map(([, count]) => Number(count));
  }

  /** Gives a host another address, as a network does after a sleep: the old one is gone first. */
  async readdress(index: number, address: string): Promise<void> {
    await this.#on(index, "addr flush dev eth0");
    await this.#on(index, `addr add ${address}/24 dev eth0`);
  }

  /**
   * Gives a host a second interface "other" with an address in a network that leads nowhere, and
   * by which everything goes that no other route names.
   */
  async addDefaultRoute(index: number, address: string): Promise<void> {
    await this.#on(index, "link add other type veth peer name nowhere");
    await this.#on(index, `addr add ${address}/24 dev other`);
    await this.#on(index, "link set other up");
    await this.#on(index, "link set nowhere up");
    await this.#on(index, "route add default dev other");
  }

  /**
   * Moves host `far` behind host `router`: its one cable leads there, with the address 10.79.0.2,
   * and the router passes packets on between it and the house.
   */
  async putBehind(router: number, far: number): Promise<NetworkHost> {
    const { address } = this.host(router);
    const farName = this.#names[far] ?? "";
    await this.#on(far, "link del eth0");
    await this.#on(router, `link add far type veth peer name eth0 netns ${farName}`);
    await this.#on(router, "addr add 10.79.0.1/24 dev far");
    await this.#on(router, "link set far up");
    await this.#on(far, "addr add 10.79.0.2/24 dev eth0");
    await this.#on(far, "link set eth0 up");
    await this.#on(far, "route add default via 10.79.0.1");
    await this.#on(0, `route add 10.79.0.0/24 via ${address}`);
    await this.run(router, ["sysctl", "-q", "-w", "net.ipv4.ip_forward=1"]);
    return { ...this.host(far), address: "10.79.0.2" };
  }

  /** Runs a command on a host to its end, which must be a good one; gives what it said. */
  async run(index: number, words: readonly string[]): Promise<string> {
    return await output([...this.host(index).within, ...words]);
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
      await command(["ip", "netns", "del", name]);
    }
  }
}

async function removeAbandoned(): Promise<void> {
  const list = await output(["ip", "netns", "list"]);
  for (const [name, pid] of list.matchAll(new RegExp(`^${prefix}-(\\d+)-[0-9a-f]+-\\d+`, "gm"))) {
    if (await runs("test", `-d /proc/${pid}`)) continue;
    // Who still runs there was started by that test, and would be there for ever.
    const { stdout } = await command(["ip", "netns", "pids", name]);
    for (const [id] of stdout.matchAll(/\d+/g)) kill(Number(id));
    await command(["ip", "netns", "del", name]);
  }
}

function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    // It has ended by itself meanwhile.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function ip(words: string): Promise<void> {
  await output(["ip", ...words.split(" ")]);
}

/** Runs a command, which must end well, and gives what it said. */
async function output(words: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await command(words);
  if (!success) throw new Error(`${words.join(" ")}: ${stderr}`);
  return stdout;
}

/** Runs a command to its end, whatever that is. */
async function command([program = "", ...args]: readonly string[]): Promise<{
  readonly success: boolean;
  readonly stdout: string;
  readonly stderr: string;
}> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args }).output();
  const text = new TextDecoder();
  return { success, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

/** Whether a command is there and ends well. */
async function runs(program: string, words: string): Promise<boolean> {
  try {
    return (await command([program, ...words.split(" ")])).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
