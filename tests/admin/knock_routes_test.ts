// People who ask to be let in, as the auctioneer sees and answers them.

import { assert, assertEquals } from "@std/assert";
import type { Knock } from "../../lib/admin/house_port.ts";
import { person } from "../support/thread_bidder.ts";
import { newStage, problemOf, type Stage } from "./stage.ts";

const path = "/api/v1/knocks";

async function knockOf(name: string): Promise<Knock> {
  const { registered: { thumbprint, keySet } } = await person(name);
  return { fingerprint: thumbprint, keySet, isContested: false, atMs: 1_800_000_000_000, tries: 3 };
}

/** Ana and Ben before the door. */
async function scene(): Promise<
  { readonly stage: Stage; readonly ana: Knock; readonly ben: Knock }
> {
  const stage = newStage();
  const [ana, ben] = [await knockOf("ana"), await knockOf("ben")];
  stage.house.knocking = [ana, ben];
  return { stage, ana, ben };
}

Deno.test("GET /knocks lists who asks, with public keys alone", async () => {
  const { stage, ana, ben } = await scene();
  const body = await (await stage.get(path)).json();
  assertEquals(
    body.knocks.map(({ keySet: _keySet, ...rest }: Knock) => rest),
    [ana, ben].map(({ keySet: _keySet, ...rest }) => rest),
  );
  for (const { keySet } of body.knocks) {
    const members = keySet.keys.flatMap((key: object) => Object.keys(key));
    assertEquals(new Set(members), new Set(["kty", "n", "e", "use", "alg", "crv", "x"]));
  }
});

Deno.test("POST /knocks/{fingerprint}/approve registers just those keys and answers the bidder", async () => {
  const { stage, ana, ben } = await scene();
  const told: string[] = [];
  stage.house.watch((part) => void told.push(part));
  const answer = await stage.post(`${path}/${ana.fingerprint}/approve`, {
    name: "Ana",
    paddle: "12",
  });
  assertEquals(answer.status, 201);
  const row = await answer.json();
  assertEquals([row.paddle, row.name, row.fingerprint], ["12", "Ana", ana.fingerprint]);
  assertEquals(told, ["knocks", "bidders", "actions"]);
  assertEquals(stage.house.knocks(), [ben]);
  const free = await stage.post(`${path}/${ben.fingerprint}/approve`, { name: "Ben" });
  assertEquals((await free.json()).fingerprint, ben.fingerprint);
});

Deno.test("POST /knocks/{fingerprint}/approve refuses who does not knock, and names that are none", async () => {
  const { stage, ana } = await scene();
  const nobody = `${path}/${"A".repeat(43)}`;
  assertEquals(
    await problemOf(await stage.post(`${nobody}/approve`, { name: "Eve" })),
    "no_such_knock",
  );
  assertEquals(
    await problemOf(await stage.request(nobody, { method: "DELETE" })),
    "no_such_knock",
  );
  const before = stage.house.bidders();
  for (
    const body of [{}, { name: "" }, { name: "Ana", paddle: "a b" }, { name: "A", keySet: {} }]
  ) {
    const answer = await stage.post(`${path}/${ana.fingerprint}/approve`, body);
    assertEquals(await problemOf(answer), "bad_body");
  }
  for (
    const odd of ["A".repeat(42), "A".repeat(44), `${"A".repeat(42)}!`, `${"A".repeat(42)}%2f`]
  ) {
    const answer = await stage.post(`${path}/${odd}/approve`, { name: "Ana" });
    assertEquals(await problemOf(answer), "no_such_page", odd);
  }
  assertEquals(stage.house.bidders(), before);
  await stage.post("/api/v1/bidders", {
    name: "Ana",
    keySet: { keys: [ana.keySet.encryption, ana.keySet.signing] },
  });
  stage.house.knocking = [ana];
  const again = await stage.post(`${path}/${ana.fingerprint}/approve`, { name: "Ana" });
  assertEquals(await problemOf(again), "already_registered");
});

Deno.test("POST /knocks/{fingerprint}/approve lets nobody in by a fingerprint that two have", async () => {
  const { stage, ana, ben } = await scene();
  stage.house.knocking = [{ ...ana, isContested: true }, ben];
  const answer = await stage.post(`${path}/${ana.fingerprint}/approve`, { name: "Ana" });
  assertEquals(await problemOf(answer), "knock_contested");
  assertEquals(stage.house.bidders(), []);
});

Deno.test("DELETE /knocks/{fingerprint} forgets one and leaves the others", async () => {
  const { stage, ana, ben } = await scene();
  const answer = await stage.request(`${path}/${ana.fingerprint}`, { method: "DELETE" });
  assertEquals(await answer.json(), { fingerprint: ana.fingerprint });
  assertEquals(stage.house.knocks(), [ben]);
  assert(stage.house.bidders().length === 0);
});

Deno.test("GET /bidders lists the paddles of those without keys beside the registered", async () => {
  const { stage, ana } = await scene();
  await stage.post(`${path}/${ana.fingerprint}/approve`, { name: "Ana", paddle: "12" });
  await stage.post("/api/v1/paddles", { paddle: "40", name: "Dona Lia" });
  await stage.post("/api/v1/paddles", { paddle: "41" });
  await stage.post("/api/v1/bidders/41/suspend");
  const { bidders, floorPaddles } = await (await stage.get("/api/v1/bidders")).json();
  assertEquals(bidders.map(({ paddle }: { readonly paddle: string }) => paddle), ["12"]);
  assertEquals(floorPaddles, [
    { paddle: "40", name: "Dona Lia", status: "admitted" },
    { paddle: "41", name: null, status: "suspended" },
  ]);
});
