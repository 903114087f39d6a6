// Who and what a running house does not take: strangers, impostors, the suspended, weak keys and
// bad files. Each is told why, is counted, and disturbs nobody else.

import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { fingerprintText, thumbprint, toPublicJwks } from "../../lib/secure/key_set.ts";
import { toJsonText } from "../../lib/secure/key_file.ts";
import { publicHalf } from "../../lib/secure/private_key_set.ts";
import { fromUtf8 } from "../../lib/base/bytes.ts";
import { eventually } from "../support/bounded.ts";
import { ClientProcess } from "../support/client_process.ts";
import { HouseProcess } from "../support/house_process.ts";
import { Program, type ProgramEnd } from "../support/program.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";
import { framesIn, TcpRelay } from "../support/tcp_relay.ts";

const LOT = { id: "1", title: "Lote 1", opening: 100, increments: { fixed: 1 } };

/** A scene's house and folder; the story of each test goes on in it. */
interface Scene {
  readonly folder: SaleFolder;
  readonly house: HouseProcess;
  readonly keys: Awaited<ReturnType<typeof makeKeys>>;
}

Deno.test("A house refuses strangers, the suspended, weak keys and bad files by name", async () => {
  const keys = await makeKeys(["ana", "ben", "zoe"]);
  await using folder = await SaleFolder.make();
  for (const [name, keySet] of keys) {
    await folder.addBidder(name, { keySet, paddle: name, registered: name !== "zoe" });
  }
  await folder.writeItem("1.json", LOT);
  await using house = await HouseProcess.start(folder);
  await house.hasLots("1");
  const scene = { folder, house, keys };
  await unregisteredKey(scene);
  await wrongPin(scene);
  await weakKey(scene);
  await badItemFile(scene);
  await suspendedBidder(scene);
  await house.stop();
});

async function unregisteredKey({ folder, house }: Scene): Promise<void> {
  await using zoe = ClientProcess.start(folder, "zoe");
  const { code, err } = await zoe.program.ended();
  assertEquals(code, 1);
  assertStringIncludes(err, "not_registered");
  assertEquals(zoe.events(), []);
  await house.counted("join_refused", 1);
}

/** The client stops at CHALLENGE: what it had sent by then is its public key and a nonce. */
async function wrongPin({ folder, house, keys }: Scene): Promise<void> {
  const [hostname = "", port] = house.ready.join.split(":");
  await using relay = new TcpRelay({ hostname, port: Number(port) });
  const ben = keys.get("ben");
  const ana = keys.get("ana");
  assert(ana !== undefined && ben !== undefined);
  const pin = thumbprint(ben.signing);
  await folder.writeInvitation(`127.0.0.1:${relay.port}`, pin);
  await using client = ClientProcess.start(folder, "ana");
  const { code, err } = await client.program.ended();
  await folder.writeInvitation(house.ready.join, house.ready.house);
  assertEquals(code, 1);
  assertStringIncludes(err, fingerprintText(pin));
  assertStringIncludes(err, fingerprintText(house.ready.house));
  const [join, ...others] = framesIn(relay.fromClient);
  assertEquals(others, []);
  assertEquals(join?.type, "JOIN");
  const message = JSON.parse(fromUtf8(join?.body ?? new Uint8Array(0)) ?? "");
  assertEquals(Object.keys(message).sort(), ["keys", "nonce", "version"]);
  assertEquals(message.keys, toPublicJwks(publicHalf(ana)).keys);
}

async function weakKey({ folder, house }: Scene): Promise<void> {
  const keySet = await weakKeySet();
  await Deno.writeTextFile(`${folder.path}/keys/weak.public.jwks.json`, toJsonText(keySet));
  const files = await filesIn(`${folder.path}/keys/registered`);
  const { code, err } = await register(folder, [
    "--key",
    "keys/weak.public.jwks.json",
    "--name",
    "Fraco",
  ]);
  assertEquals(code, 1, err);
  assertStringIncludes(err, "modulus_too_small");
  const answer = await house.admin("/api/v1/bidders", { name: "Fraco", paddle: null, keySet });
  assertEquals([answer.status, answer.body.code], [422, "bad_key"]);
  assertEquals(await filesIn(`${folder.path}/keys/registered`), files);
}

async function badItemFile({ folder, house }: Scene): Promise<void> {
  const before = (await house.admin("/api/v1/lots")).body.lots;
  await folder.writeItem("2.json", { ...LOT, id: "2", opening: -5, colour: "red" });
  const reports = await eventually(async () => {
    const { body } = await house.admin("/api/v1/reports");
    return body.reports.length > 0 ? body.reports : null;
  }, { what: "a report of 2.json" });
  const told = reports.map((report: Readonly<Record<string, string>>) =>
    `${report["file"]} ${report["field"]} ${report["code"]}`
  );
  assertEquals(told.sort(), ["2.json colour known_field", "2.json opening amount"]);
  assertEquals((await house.admin("/api/v1/lots")).body.lots, before);
  await folder.writeItem("2.json", { ...LOT, id: "2" });
  await house.hasLots("1", "2");
  assertEquals((await house.admin("/api/v1/reports")).body.reports, []);
}

/** Suspended while joined: told, cut off, refused at the door; the others bid on. */
async function suspendedBidder({ folder, house }: Scene): Promise<void> {
  await using ana = ClientProcess.start(folder, "ana");
  await using ben = ClientProcess.start(folder, "ben");
  await Promise.all([ana.live(), ben.live()]);
  await ben.event(await house.command("/lots/1/open"));
  assertEquals((await ben.bid("1", { max: 500 })).state, "accepted");
  const { code, err } = await register(folder, ["--suspend", "ben"]);
  assertEquals(code, 0, err);
  await ana.program.lines.waitFor((line) => line["event"] === "PaddleSuspended", {
    what: "the suspension",
  });
  const cutOff = await ben.program.ended();
  assertEquals(cutOff.code, 1);
  assertStringIncludes(cutOff.err, "suspended");
  await using again = ClientProcess.start(folder, "ben");
  const refused = await again.program.ended();
  assertEquals(refused.code, 1);
  assertStringIncludes(refused.err, "suspended");
  const { body } = await house.admin("/api/v1/bidders");
  const row = body.bidders.find((bidder: { readonly paddle: string }) => bidder.paddle === "ben");
  assertEquals([row.status, row.joined], ["suspended", false]);
  assertEquals((await ana.bid("1", { max: 900 })).state, "accepted");
  await ana.leave();
}

async function register(folder: SaleFolder, args: readonly string[]): Promise<ProgramEnd> {
  await using program = new Program({
    task: "register",
    file: "lib/command/register.ts",
    folder: folder.path,
    args: [...args, "--json"],
    name: "register",
  });
  return await program.ended();
}

/** A key set that is right but for its RSA key of 1,024 bits. */
async function weakKeySet() {
  const { privateKey } = await crypto.subtle.generateKey(
    {
      name: "RSA-OAEP",
      hash: "SHA-256",
      modulusLength: 1024,
      publicExponent: new Uint8Array([1, 0, 1]),
    },
    true,
    ["encrypt", "decrypt"],
  );
  const { n = "", e = "" } = await crypto.subtle.exportKey("jwk", privateKey);
  const strong = (await makeKeys(["x"])).get("x");
  assert(strong !== undefined);
  assertNotEquals(n, strong.encryption.n);
  const encryption = { ...publicHalf(strong).encryption, n, e };
  return { keys: [encryption, publicHalf(strong).signing] };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) names.push(name);
  return names.sort();
}
