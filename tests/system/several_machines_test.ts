// A house and two bidders on three machines: namespaces with addresses of their own on one bridge.
// The group is carried by the bridge, one cable is pulled in mid-lot and put in again.

import { assertEquals } from "@std/assert";
import { eventually } from "../support/bounded.ts";
import { mayMakeHosts, type NetworkHost, NetworkHosts } from "../support/network_hosts.ts";
import { type JsonLine, Program } from "../support/program.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";
import { projectPath } from "../support/task_flags.ts";

const NAMES = ["ana", "ben"] as const;
const LOT = { id: "7", title: "Lote 7", opening: 1000, increments: { fixed: 100 } };
const PORT = 7_310;
const ADMIN_PORT = 7_300;

function startHouse(folder: SaleFolder, { address, within }: NetworkHost): Program {
  const where = ["--host", address, "--port", `${PORT}`, "--admin-port", `${ADMIN_PORT}`];
  const args = ["--json", "--name", "Rede", ...where];
  const file = "main_server.ts";
  return new Program({ task: "server", file, folder: folder.path, args, name: "house", within });
}

function startClient(folder: SaleFolder, name: string, { within }: NetworkHost): Program {
  const own = ["--key", `keys/${name}.private.jwks.json`, "--data", `data/${name}`];
  const args = ["--json", "--invite", "invite.json", ...own];
  return new Program({
    task: "client",
    file: "main_client.ts",
    folder: folder.path,
    args,
    name,
    within,
  });
}

/** Calls the house's admin API on its own loopback; gives the JSON of the answer. */
async function admin(
  folder: SaleFolder,
  { house, path, body }: {
    readonly house: NetworkHost;
    readonly path: string;
    readonly body?: unknown;
  },
): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
  const token = (await Deno.readTextFile(`${folder.path}/keys/admin.token`)).trim();
  const url = `http://127.0.0.1:${ADMIN_PORT}/api/v1${path}`;
  const call = [Deno.execPath(), "run", "--no-prompt", "--no-config", "--allow-net=127.0.0.1"];
  const more = body === undefined ? [] : [JSON.stringify(body)];
  const [command = "", ...args] = [
    ...house.within,
    ...call,
    projectPath("tests/support/admin_call.ts"),
    url,
    token,
    ...more,
  ];
  const { success, stdout, stderr } = await new Deno.Command(command, { args }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

const isEvent = (seq: unknown) => (line: JsonLine) => "event" in line && line["seq"] === seq;
const isConnection = (state: string) => (line: JsonLine) => line["connection"] === state;
const events = (client: Program) => client.lines.all.filter((entry) => "event" in entry);

/** A sale under way: the house on the first host, a bidder on each of the others. */
interface Sale {
  readonly folder: SaleFolder;
  readonly place: NetworkHost;
  readonly clients: readonly [Program, Program];
}

async function invite(folder: SaleFolder, house: Program, place: NetworkHost): Promise<void> {
  const line = await house.lines.waitFor((entry) => "ready" in entry, { what: "ready" });
  const { join, house: thumbprint } = line["ready"] as Readonly<Record<string, string>>;
  assertEquals(join, `${place.address}:${PORT}`);
  await folder.writeInvitation(`${place.address}:${PORT}`, `${thumbprint}`);
}

/** Opens the lot as soon as the items folder was read, and waits until all have heard it. */
async function open({ folder, place, clients }: Sale): Promise<void> {
  const opened = await eventually(async () => {
    const answer = await admin(folder, { house: place, path: "/lots/7/open", body: {} });
    return answer.status === 200 ? answer.body["seq"] : null;
  }, { what: "the lot to be loaded and opened" });
  for (const client of clients) {
    await client.lines.waitFor(isEvent(opened), { what: "the opening" });
  }
}

/** Bids and gives the answer that is final. */
async function bid(client: Program, max: number): Promise<JsonLine> {
  const ref = `bid of ${max}`;
  await client.say({ do: "bid", lot: "7", max, ref });
  const isAnswer = (entry: JsonLine) => entry["ref"] === ref && entry["state"] !== "sent";
  return await client.lines.waitFor(isAnswer, { what: `the answer to the ${ref}` });
}

/** Ben's cable is out: his view goes stale and he cannot bid, and Ana goes on without him. */
async function bidAcrossAnOutage(
  { clients: [ana, ben] }: Sale,
  hosts: NetworkHosts,
): Promise<void> {
  const mark = ben.lines.mark();
  await hosts.plug(2, "down");
  await ben.lines.waitFor(isConnection("lagging"), { what: "lagging", after: mark });
  const blind = await bid(ben, 9000);
  assertEquals([blind["state"], blind["reason"]], ["refused", "stale_view"]);
  assertEquals((await bid(ana, 5000))["state"], "accepted");
  await hosts.plug(2, "up");
  await ben.lines.waitFor(isConnection("live"), { what: "live again", after: mark, ms: 60_000 });
}

async function sell({ folder, place, clients }: Sale): Promise<void> {
  const sold = await admin(folder, { house: place, path: "/lots/7/hammer", body: {} });
  for (const client of clients) {
    await client.lines.waitFor(isEvent(sold.body["seq"]), { what: "the hammer" });
  }
}

Deno.test({
  name: "A house sells to bidders on other machines, also after one lost its cable for a while",
  ignore: !await mayMakeHosts(),
  async fn() {
    const keys = await makeKeys(NAMES);
    await using hosts = await NetworkHosts.make(3);
    await using folder = await SaleFolder.make();
    for (const [name, keySet] of keys) await folder.addBidder(name, { keySet, paddle: name });
    await folder.writeItem("7.json", LOT);
    const place = hosts.host(0);
    await using house = startHouse(folder, place);
    await invite(folder, house, place);
    await using ana = startClient(folder, "ana", hosts.host(1));
    await using ben = startClient(folder, "ben", hosts.host(2));
    const sale: Sale = { folder, place, clients: [ana, ben] };
    for (const client of sale.clients) {
      await client.lines.waitFor(isConnection("live"), { what: "live" });
    }
    await open(sale);
    const first = await bid(ben, 2000);
    assertEquals(first["state"], "accepted");
    await ana.lines.waitFor(isEvent(first["seq"]), { what: "the bid at the other machine" });
    await bidAcrossAnOutage(sale, hosts);
    assertEquals((await bid(ben, 8000))["state"], "accepted");
    await sell(sale);
    assertEquals(events(ben), events(ana));
    const hammer = events(ana).at(-1);
    assertEquals([hammer?.["event"], hammer?.["paddle"], hammer?.["price"]], [
      "LotSold",
      "ben",
      5100,
    ]);
    house.signal("SIGINT");
    assertEquals((await house.ended()).code, 0);
  },
});
