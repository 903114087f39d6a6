// The tools of the browser tests, tried on throw-away pages: each of them sees what it is there to
// see, so that a page that passes has really been looked at.

import { assert, assertEquals, assertGreater, assertLess, assertRejects } from "@std/assert";
import { eventually } from "../support/bounded.ts";
import { assertAccessible, axeViolations } from "./support/axe.ts";
import { browserTests, inRoom } from "./support/browser_test_case.ts";
import { CutRelay } from "./support/cut_relay.ts";
import { PaintWatch } from "./support/paint_watch.ts";
import { FIRST_PAINT_BYTES_MAX } from "./support/page_stage.ts";
import { ThrowAwayPage } from "./support/throw_away_page.ts";

const browserTest = browserTests();

const PLAIN = "<main><h1>Lot 7</h1><p id=shown>0</p></main>";
const SHOWN = `Number(document.querySelector("#shown")?.textContent ?? 0)`;
const FOLLOW = `new EventSource("/events").onmessage = ({ data }) => {
  document.querySelector("#shown").textContent = data;
};`;

const COMPLAINTS: readonly (readonly [string, string, RegExp])[] = [
  ["an error of a script", `throw new Error("planted");`, /error: .*planted/],
  ["a promise that nobody caught", `Promise.reject(new Error("planted"));`, /error: .*planted/],
  ["an error on the console", `console.error("planted");`, /console error: planted/],
  [
    "a style that the policy forbids",
    `document.body.setAttribute("style", "color: red");`,
    /console error: .*polic/i,
  ],
  ["code made of text", `try { new Function("1")(); } catch {}`, /ContentSecurityPolicyIssue/],
  ["a file that is not there", `fetch("/none");`, /404: /],
  ["a request that fails", `fetch("/loop").catch(() => {});`, /failed: .*loop/],
  ["a host that is not ours", `fetch("http://127.0.0.1:9/").catch(() => {});`, /polic/i],
];

for (const [what, script, wanted] of COMPLAINTS) {
  browserTest(`PageStage keeps ${what} as a complaint`, async ({ open, use }) => {
    const served = use(new ThrowAwayPage({ body: PLAIN, script }));
    const stage = await open();
    await stage.page.goto(served.url);
    const found: string[] = [];
    await eventually(() => {
      found.push(...stage.takeComplaints());
      return found.some((complaint) => wanted.test(complaint)) || null;
    }, { what: `${wanted} as a complaint`, ms: 5_000 });
    // More may be said of the same: it has been seen.
    await stage.page.goto("about:blank");
    stage.takeComplaints();
  });
}

browserTest(
  "inRoom() fails for what went wrong in a page, and for nothing else",
  async ({ browser }) => {
    for (
      const [script, isWrong] of [[`console.error("planted");`, true], [FOLLOW, false]] as const
    ) {
      const run = () =>
        inRoom(browser, async ({ open, use }) => {
          const served = use(new ThrowAwayPage({ body: PLAIN, script }));
          await (await open()).page.goto(served.url);
        });
      await (isWrong ? assertRejects(run, Error, "planted") : run());
    }
  },
);

browserTest(
  "PageStage.open() gives the page the look that was asked for",
  async ({ open, use }) => {
    const served = use(new ThrowAwayPage({ body: PLAIN }));
    const seen = `[navigator.language, innerWidth, ...["(prefers-color-scheme: dark)",
    "(prefers-reduced-motion: reduce)", "(forced-colors: active)"].map((q) => matchMedia(q).matches)]`;
    const plain = await open();
    await plain.page.goto(served.url);
    assertEquals(await plain.page.evaluate(seen), ["en-US", 1280, false, false, false]);
    const other = await open({
      language: "pt",
      scheme: "dark",
      device: "phone",
      reducedMotion: true,
      forcedColors: true,
    });
    await other.page.goto(served.url);
    assertEquals(await other.page.evaluate(seen), ["pt-BR", 390, true, true, true]);
  },
);

browserTest(
  "PageStage.goWithinBudget() counts headers and bodies, and fails past the budget",
  async ({ open, use }) => {
    const served = use(new ThrowAwayPage({ body: PLAIN, script: FOLLOW }));
    const stage = await open();
    const cost = await stage.goWithinBudget(served.url);
    assert(cost.requests >= 3, JSON.stringify(cost));
    assertGreater(cost.transferredBytes, cost.decodedBytes);
    // What a stream brings comes once the page stands.
    await served.heard();
    served.publish("x".repeat(2 * FIRST_PAINT_BYTES_MAX));
    await stage.page.locator("#shown", { hasText: "xxx" }).waitFor();
    const { transferredBytes, laterBytes } = stage.cost();
    assertLess(transferredBytes - laterBytes, FIRST_PAINT_BYTES_MAX);
    const fat = use(
      new ThrowAwayPage({
        body: PLAIN,
        style: "/**/".repeat(FIRST_PAINT_BYTES_MAX / 4),
      }),
    );
    await assertRejects(() => stage.goWithinBudget(fat.url), Error, "first paint cost");
  },
);

browserTest(
  "assertAccessible() names what is wrong, and leaves the strict policy whole",
  async ({ open, use }) => {
    const stage = await open();
    const bad = use(new ThrowAwayPage({ body: "<main><h1>Lot</h1><button></button></main>" }));
    await stage.page.goto(bad.url);
    assertEquals((await axeViolations(stage)).map(({ id }) => id), ["button-name"]);
    await assertRejects(() => assertAccessible(stage), Error, "button-name");
    await assertAccessible(stage, { without: ["button-name"] });
    const good = use(new ThrowAwayPage({ body: PLAIN }));
    await stage.page.goto(good.url);
    await assertAccessible(stage);
    assertEquals(await stage.page.evaluate("typeof axe"), "undefined");
  },
);

browserTest("CutRelay cuts an open stream off and lets it heal", async ({ open, use }) => {
  const served = use(new ThrowAwayPage({ body: PLAIN, script: FOLLOW }));
  const relay = use(new CutRelay(served.url));
  const stage = await open();
  const watch = await PaintWatch.on(stage.session, { shown: SHOWN });
  await stage.page.goto(relay.through(served.url));
  await served.heard();
  served.publish("1");
  await watch.painted(1);
  stage.mayDisconnect();
  relay.cut();
  await eventually(() => served.listeners === 0 || null, { what: "the stream's end" });
  await assertRejects(() => fetch(relay.through(served.url)), TypeError);
  served.publish("2");
  relay.heal();
  await served.heard();
  served.publish("3");
  await watch.painted(3);
  const painted = watch.notices.all.flatMap((n) => n.type === "painted" ? [n.shown] : []);
  assertEquals(painted, [1, 3]);
});

browserTest(
  "PageStage.goOffline() fails what the page asks for until it is online again",
  async ({ open, use }) => {
    const served = use(new ThrowAwayPage({ body: PLAIN }));
    const stage = await open();
    await stage.page.goto(served.url);
    const ask = `fetch("/page.css").then(({ ok }) => ok, () => "cut off")`;
    await stage.goOffline();
    assertEquals(await stage.page.evaluate(ask), "cut off");
    await stage.goOnline();
    assertEquals(await stage.page.evaluate(ask), true);
  },
);

browserTest("PaintWatch sees a long task, and the paint of a number", async ({ open, use }) => {
  const hold = `onclick = () => {
    const end = performance.now() + 120;
    while (performance.now() < end);
    document.querySelector("#shown").textContent = "5";
  };`;
  const served = use(new ThrowAwayPage({ body: PLAIN, script: hold }));
  const stage = await open();
  const watch = await PaintWatch.on(stage.session, { shown: SHOWN });
  await stage.page.goto(served.url);
  const before = Date.now();
  await stage.page.click("h1");
  const atMs = await watch.painted(5);
  assertGreater(atMs, before + 100);
  const isLong = ({ type }: { readonly type: string }) => type === "long_task";
  await watch.notices.waitFor(isLong, { what: "the long task" });
  assert(watch.longTasks().every(({ ms }) => ms >= 50));
});
