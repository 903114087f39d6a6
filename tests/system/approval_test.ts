// Someone comes whose key nobody has registered: the client waits, the auctioneer compares the
// fingerprint and lets the person in, and the client joins by itself.

import { assert, assertEquals } from "@std/assert";
import { fingerprintText, thumbprint } from "../../lib/secure/key_set.ts";
import { publicHalf } from "../../lib/secure/private_key_set.ts";
import { eventually } from "../support/bounded.ts";
import { HouseProcess } from "../support/house_process.ts";
import { type JsonLine, Program } from "../support/program.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";

/** A client with a person before it, whose terminal is a pipe. */
function startClient(folder: SaleFolder, name: string): Program {
  const own = ["--key", `keys/${name}.private.jwks.json`, "--data", `data/${name}`];
  return new Program({
    task: "client",
    file: "main_client.ts",
    folder: folder.path,
    args: ["--invite", "invite.json", ...own],
    name,
  });
}

async function says(client: Program, text: string): Promise<void> {
  const has = (line: JsonLine) => Object.values(line).some((value) => String(value).includes(text));
  await client.lines.waitFor(has, { what: `"${text}"` });
}

function rowOf(
  { operation, target, outcome }: {
    readonly operation: string;
    readonly target: { readonly paddle: string };
    readonly outcome: string;
  },
): readonly string[] {
  return [operation, target.paddle, outcome];
}

Deno.test("A stranger's client waits at the door, is let in over the API, and joins by itself", async () => {
  const keys = await makeKeys(["eva"]);
  const keySet = keys.get("eva");
  assert(keySet !== undefined);
  await using folder = await SaleFolder.make();
  await folder.addBidder("eva", { keySet, paddle: "eva", registered: false });
  await folder.writeItem("1.json", { id: "1", title: "Lote 1", opening: 100 });
  await using house = await HouseProcess.start(folder);
  await house.hasLots("1");
  await using eva = startClient(folder, "eva");
  const fingerprint = thumbprint(publicHalf(keySet).encryption);
  await says(eva, "The house does not know your key yet");
  await says(eva, fingerprintText(fingerprint).slice(-9));

  const [knock] = await eventually(async () => {
    const { knocks } = (await house.admin("/api/v1/knocks")).body;
    return knocks.length > 0 ? knocks : null;
  }, { what: "the knock" });
  assertEquals([knock.fingerprint, knock.tries], [fingerprint, 1]);
  assert(!JSON.stringify(knock).includes(keySet.signing.d));

  const path = `/api/v1/knocks/${fingerprint}/approve`;
  const { status, body } = await house.admin(path, { name: "Eva", paddle: "21" });
  assertEquals([status, body.paddle, body.fingerprint], [201, "21", fingerprint]);
  await says(eva, "live");
  assertEquals((await house.admin("/api/v1/knocks")).body, { knocks: [] });

  // What putting her out again would do is told by the running house, and does not happen.
  await eventually(async () => {
    const { paddles } = (await house.admin("/api/v1/sale")).body;
    return paddles.length > 0 ? true : null;
  }, { what: "her admission" });
  const ban = await house.admin("/api/v1/bidders/21/ban?preview=true", {});
  assertEquals(ban.body.events.map(({ type }: { readonly type: string }) => type), [
    "PaddleBanned",
  ]);
  const { bidders } = (await house.admin("/api/v1/bidders")).body;
  assertEquals([bidders[0].status, bidders[0].joined], ["registered", true]);
  const { actions } = (await house.admin("/api/v1/actions")).body;
  const wanted = [["approveKnock", "21", "done"]];
  assertEquals(actions.map(rowOf), wanted);
  await house.stop();
  const kept = await Deno.readTextFile(`${folder.path}/data/actions.ndjson`);
  assertEquals(kept.trimEnd().split("\n").map((line) => rowOf(JSON.parse(line))), wanted);
});
