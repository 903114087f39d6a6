// The stage of the browser tests itself: its house dies, comes back at the same ports, stands still
// and goes on, and a client notices each of it.

import { assertEquals, assertRejects } from "@std/assert";
import { ClientProcess } from "../support/client_process.ts";
import type { JsonLine } from "../support/program.ts";
import { browserTests } from "./support/browser_test_case.ts";
import { CAST, pageUrlIn, SaleStage } from "./support/sale_stage.ts";

const browserTest = browserTests();

const LOT = { id: "1", title: "Lote 1", opening: 100, increments: { fixed: 1 } };
const healMs = 60_000;

Deno.test("SaleStage kills, starts, pauses and resumes its house, and a client finds it each time", async () => {
  await using stage = await SaleStage.start({ "1.json": LOT });
  const { adminUrl } = stage;
  await using ana = ClientProcess.start(stage.folder, CAST[0]);
  await ana.live();
  await stage.house.hasLots(LOT.id);
  await ana.event(await stage.house.command("/lots/1/open"));
  let mark = ana.program.lines.mark();
  await stage.killHouse();
  await ana.program.lines.waitFor(isCutOff, { what: "cut off by a kill", after: mark, ms: healMs });
  await stage.startHouse();
  await ana.live(mark);
  assertEquals(stage.adminUrl, adminUrl);
  mark = ana.program.lines.mark();
  stage.pauseHouse();
  await ana.program.lines.waitFor(isCutOff, {
    what: "cut off by a pause",
    after: mark,
    ms: healMs,
  });
  mark = ana.program.lines.mark();
  stage.resumeHouse();
  await ana.program.lines.waitFor(isLive, { what: "live", after: mark, ms: healMs });
  assertEquals(await bidWhenLive(ana, 300), "accepted");
});

/** A link that has just come back may fall behind once more before it stays. */
async function bidWhenLive(client: ClientProcess, max: number): Promise<unknown> {
  for (let tries = 0; tries < 5; tries++) {
    const mark = client.program.lines.mark();
    const { state, reason } = await client.bid(LOT.id, { max });
    if (reason !== "stale_view") return state;
    await client.program.lines.waitFor(isLive, { what: "live again", after: mark, ms: healMs });
  }
  return "never live";
}

browserTest(
  "A page of the house is back at the same address after the house was killed",
  async ({ open, use }) => {
    const sale = use(await SaleStage.start({ "1.json": LOT }));
    const url = `${sale.adminUrl}/api/v1/report`;
    const stage = await open({ language: "pt", headers: await sale.adminHeaders() });
    await stage.page.goto(url);
    stage.mayDisconnect();
    await sale.killHouse();
    await assertRejects(() => stage.page.goto(url), Error, "ERR_CONNECTION_REFUSED");
    await sale.startHouse();
    await stage.page.goto(url);
    assertEquals(
      await stage.page.getByRole("heading", { level: 1 }).textContent(),
      "Relatório do leilão",
    );
  },
);

Deno.test("pageUrlIn() finds a page's address in a line of JSON and in a line of words", () => {
  const url = "http://127.0.0.1:8181/?token=a-b_c";
  const lines: readonly (readonly [JsonLine, string | null])[] = [
    [{ page: url }, url],
    [{ "not JSON": `Your page: ${url}` }, url],
    [{ ready: { admin: "http://localhost:80/x" } }, "http://localhost:80/x"],
    [{ page: "http://10.0.0.1:80/" }, null],
    [{ connection: "live" }, null],
  ];
  for (const [line, wanted] of lines) assertEquals(pageUrlIn(line), wanted);
});

function isCutOff(line: JsonLine): boolean {
  return line["connection"] === "lagging" || line["connection"] === "rejoining";
}

function isLive(line: JsonLine): boolean {
  return line["connection"] === "live";
}
