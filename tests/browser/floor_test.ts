// The sale floor in a browser: led by keys alone, asked before what is not lightly taken back, and
// the order of the lots by hand.

import { Buffer } from "node:buffer";
import { assertEquals, assertMatch } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { LANGUAGES } from "../../lib/base/language.ts";
import { catalogue } from "../admin/_formats.ts";
import { newStage, type Stage } from "../admin/stage.ts";
import { assertAccessible } from "./support/axe.ts";
import { type BrowserRoom, browserTests } from "./support/browser_test_case.ts";
import { DEVICES, type PageLook, type PageStage, whenUsable } from "./support/page_stage.ts";
import { ServedConsole } from "./support/served_console.ts";

const browserTest = browserTests();

/** Lot 1 open with a bid of Ana's, and five lots ahead. */
async function newSale(): Promise<Stage> {
  const stage = newStage();
  for (const id of ["1", "2", "3", "4", "5", "6"]) catalogue(stage, id, {});
  await stage.house.admitFloorPaddle({ paddle: "12", name: "Ana" });
  await stage.house.admitFloorPaddle({ paddle: "7", name: "Dona Lia" });
  stage.house.play({ type: "OpenLot", at: stage.house.nowMs, lot: "1" });
  stage.house.bid("1", "12", 10_000);
  return stage;
}

async function floorOf(
  { open, use }: BrowserRoom,
  { house, look = {} }: { readonly house: Stage; readonly look?: PageLook },
): Promise<PageStage> {
  const served = use(new ServedConsole(house));
  const stage = await open(look);
  await served.signIn(stage.context);
  await stage.goWithinBudget(`${served.origin}/`);
  // The stream has brought the list whole.
  await stage.page.locator("#queue-2 [data-move=up]").waitFor();
  return stage;
}

async function order({ page }: PageStage): Promise<string> {
  return await page.locator("#queue > li").evaluateAll((rows) =>
    rows.map(({ id }) => id).join(" ")
  );
}

function standing({ house }: Stage) {
  const { leader, price } = house.snapshot().view.lots.get("1")?.standing ?? {};
  return [leader, price];
}

browserTest("A bid from the room is a paddle and Enter, and the next one follows", async (room) => {
  const sale = await newSale();
  const stage = await floorOf(room, { house: sale });
  const { page } = stage;
  await page.keyboard.press("b");
  await page.keyboard.type("7");
  await page.keyboard.press("Enter");
  await page.getByText("The bid is entered.").waitFor();
  assertEquals(standing(sale), ["7", toCents(10_500)]);
  await page.keyboard.type("12");
  await page.keyboard.press("Tab");
  await page.keyboard.type("200.00");
  // Somebody else's bid changes the page around what is typed.
  sale.house.bid("1", "3", 15_000);
  await page.locator("#ring .ring-card-leader", { hasText: "Paddle 3" }).waitFor();
  assertEquals(await page.locator("#floor-bids-paddle-1").inputValue(), "12");
  await page.keyboard.press("Enter");
  await page.locator("#ring .ring-card-leader", { hasText: "Ana" }).waitFor();
  assertEquals(standing(sale), ["12", toCents(20_000)]);
  await page.locator("#floor-bids-paddle-1:focus").waitFor();
});

browserTest("Keys go on after a bid from the room, and Escape leaves its field", async (room) => {
  const sale = await newSale();
  const stage = await floorOf(room, { house: sale });
  const { page } = stage;
  const field = page.locator("#floor-bids-paddle-1");
  const enter = async (paddle: string) => {
    await page.keyboard.press("b");
    await page.keyboard.type(paddle);
    await page.keyboard.press("Enter");
  };
  await enter("7");
  await page.getByText("The bid is entered.").waitFor();
  // The field has the focus and is empty: "b" is no letter of a paddle.
  await enter("99");
  // Refused by the house, or by the page while the ask has only just gone up.
  await page.getByText(/No such paddle|has just gone up/).waitFor();
  for (const complaint of stage.takeComplaints()) assertMatch(complaint, /\b404\b/);
  assertEquals(await field.inputValue(), "99");
  // What was refused is typed over.
  await page.keyboard.type("98");
  assertEquals(await field.inputValue(), "98");
  await page.keyboard.press("w");
  assertEquals(await field.inputValue(), "98w");
  await page.keyboard.press("Escape");
  await page.keyboard.press("w");
  await page.locator("#ring .badge", { hasText: "Fair warning" }).waitFor();
  assertEquals(sale.house.snapshot().view.lots.get("1")?.warnings, 1);
});

browserTest("A field of paddles takes letters where a paddle begins with one", async (room) => {
  const sale = await newSale();
  await sale.house.admitFloorPaddle({ paddle: "w1", name: null });
  const { page } = await floorOf(room, { house: sale });
  await page.keyboard.press("b");
  await page.keyboard.type("w1");
  await page.keyboard.press("Enter");
  await page.locator("#ring .ring-card-leader", { hasText: "w1" }).waitFor();
});

browserTest(
  "A bid from the room is not sent at an ask that rose under the clerk's hand",
  async (room) => {
    const sale = await newSale();
    const { page } = await floorOf(room, { house: sale });
    await page.keyboard.press("b");
    await page.keyboard.type("7");
    // Enter comes down in the very moment in which the page takes in another's bid.
    await page.evaluate(() => {
      const { document } = globalThis as unknown as {
        readonly document: EventTarget & {
          querySelector(
            selector: string,
          ): { requestSubmit(): void; readonly dataset: { body: string } };
        };
      };
      const form = document.querySelector("#form-floor-bids-1-fields");
      const { body } = form.dataset;
      document.addEventListener("leilao:patched", () => {
        if (form.dataset.body !== body) form.requestSubmit();
      });
    });
    sale.house.bid("1", "3", 15_000);
    await page.getByText("The next bid has just gone up").waitFor();
    assertEquals(standing(sale), ["3", toCents(10_500)]);
    assertEquals(await page.locator("#floor-bids-paddle-1").inputValue(), "7");
  },
);

browserTest(
  "A paddle that is entered twice is asked for before it bids against itself",
  async (room) => {
    const sale = await newSale();
    const { page } = await floorOf(room, { house: sale });
    const enter = async (paddle: string) => {
      await page.locator("#floor-bids-paddle-1").fill(paddle);
      await page.keyboard.press("Enter");
    };
    await page.keyboard.press("b");
    await enter("12");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Paddle 12 · Ana leads already").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assertEquals(standing(sale), ["12", toCents(10_000)]);
    await enter("7");
    await page.locator("#ring .ring-card-leader", { hasText: "Dona Lia" }).waitFor();
    await page.getByText("The bid is entered.").waitFor(); // The form has been emptied.
    // An amount of its own is no next bid that has only just gone up.
    await page.locator("#floor-bids-amount-1").fill("110.00");
    await enter("7");
    await dialog.getByRole("button", { name: "Enter the bid" }).click();
    await page.locator("#ring .price", { hasText: "R$110.00" }).waitFor();
    assertEquals(standing(sale), ["7", toCents(11_000)]);
    await page.locator("#floor-bids-amount-1:placeholder-shown").fill("120.00");
    await enter("12");
    await page.locator("#ring .ring-card-leader", { hasText: "Ana" }).waitFor();
  },
);

browserTest("The hammer does not fall for a bid that the page has not shown yet", async (room) => {
  const sale = await newSale();
  const stage = await floorOf(room, { house: sale });
  const hammer = stage.page.locator("#do-hammer-1");
  const before = await hammer.getAttribute("data-body");
  sale.house.bid("1", "7", 20_000);
  await stage.page.locator("#ring .ring-card-leader", { hasText: "Dona Lia" }).waitFor();
  // As it stood in the moment before.
  await hammer.evaluate((button: { setAttribute(name: string, value: string): void }, body) => {
    button.setAttribute("data-body", body ?? "");
  }, before);
  await stage.page.keyboard.press("h");
  await stage.page.getByText("A bid has just come, so nothing was done").waitFor();
  assertEquals(sale.house.snapshot().view.lots.get("1")?.status, "open");
  stage.forgive(409);
});

browserTest("Undo asks in words, does nothing at Escape, and then what it said", async (room) => {
  const sale = await newSale();
  sale.house.bid("1", "7", 20_000);
  const { page } = await floorOf(room, { house: sale, look: { language: "pt" } });
  await page.keyboard.press("u");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("A placa 12 (Ana) volta a ficar na frente").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assertEquals(standing(sale)[0], "7");
  await page.keyboard.press("u");
  await dialog.getByRole("button", { name: "Desfazer" }).click();
  await page.locator("#ring .ring-card-leader", { hasText: "Ana" }).waitFor();
  assertEquals(standing(sale)[0], "12");
});

browserTest(
  "A question is asked again where its answer would do something else by then",
  async (room) => {
    const sale = await newSale();
    sale.house.bid("1", "7", 20_000);
    const { page } = await floorOf(room, { house: sale });
    await page.keyboard.press("u");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Paddle 12 (Ana) leads again").waitFor();
    // While the auctioneer reads, another bid comes: now it would be this one that is undone.
    sale.house.bid("1", "12", 30_000);
    const before = standing(sale);
    await dialog.getByRole("button", { name: "Undo" }).click();
    await dialog.getByText("This has just changed").waitFor();
    assertEquals(standing(sale), before);
    await dialog.getByRole("button", { name: "Undo" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.locator("#ring .ring-card-leader", { hasText: "Dona Lia" }).waitFor();
  },
);

browserTest("A yes counts as it is pressed, and so does the next question's", async (room) => {
  const sale = await newSale();
  sale.house.bid("1", "7", 20_000);
  const { page } = await floorOf(room, { house: sale });
  await page.keyboard.press("u");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Undo the last bid").waitFor();
  // The second question is asked before the first one's "close" can have come.
  await page.evaluate(`{
    const second = document.createElement("button");
    const to = { action: "/api/v1/lots/1/warn", confirm: "Warn?", verb: "Warn them" };
    Object.assign(second.dataset, to);
    document.body.append(second);
    document.querySelector("dialog .confirm-do").click();
    second.click();
  }`);
  await page.locator("#ring .ring-card-leader", { hasText: "Ana" }).waitFor();
  assertEquals(standing(sale)[0], "12");
  await dialog.getByRole("button", { name: "Warn them" }).click();
  await page.locator("#ring", { hasText: "Fair warning: once" }).waitFor();
});

browserTest("A private key that is taken for a catalogue stays in the browser", async (room) => {
  const { page } = await floorOf(room, { house: await newSale() });
  await page.getByRole("link", { name: "Catalogue" }).click();
  await whenUsable(page.locator("#lot-files"));
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.method()} ${request.url()}`));
  const text = JSON.stringify({ keys: [{ kty: "OKP", crv: "Ed25519", x: "AA", d: "BB" }] });
  const key = { name: "ana.private.jwks.json", mimeType: "application/json" };
  await page.locator("#lot-files").setInputFiles({ ...key, buffer: Buffer.from(text) });
  await page.getByText("ana.private.jwks.json: this is a PRIVATE key").waitFor();
  const readme = { name: "README.md", mimeType: "text/markdown", buffer: Buffer.from("# Pots") };
  await page.locator("#lot-files").setInputFiles(readme);
  await page.getByText("README.md: only .json").waitFor();
  assertEquals(await page.locator("#lot-report li").count(), 1);
  assertEquals(sent.filter((request) => request.startsWith("POST")), []);
});

browserTest("Keys rest while something is typed, and while they are turned off", async (room) => {
  const sale = await newSale();
  const { page } = await floorOf(room, { house: sale });
  await page.keyboard.press("m");
  await page.keyboard.type("what a pot, who will");
  assertEquals(await page.locator("#message").inputValue(), "what a pot, who will");
  await page.keyboard.press("Enter");
  await page.getByText("Said to all: what a pot, who will").waitFor();
  await page.locator("#shortcut-keys").uncheck();
  await page.keyboard.press("w");
  await page.locator("#shortcut-keys").check();
  await page.locator("#shortcut-keys").blur();
  assertEquals(sale.house.snapshot().view.lots.get("1")?.warnings, 0);
  await page.keyboard.press("w");
  await page.locator("#ring .badge", { hasText: "Fair warning: once" }).waitFor();
});

browserTest("The list of lots keeps to what is looked for while the sale goes on", async (room) => {
  const sale = await newSale();
  const { page } = await floorOf(room, { house: sale });
  const shown = page.locator("#queue > li:visible");
  await page.getByRole("searchbox").fill("lot 4");
  await page.locator("#queue-3").waitFor({ state: "hidden" });
  assertEquals(await shown.count(), 1);
  sale.house.play({ type: "OpenLot", at: sale.house.nowMs, lot: "2" });
  sale.house.play({ type: "WithdrawLot", at: sale.house.nowMs, lot: "5", reason: null });
  await page.locator("#queue-5").waitFor({ state: "detached" });
  assertEquals(await shown.count(), 1);
  await page.getByRole("searchbox").fill("");
  await page.locator("#queue-3").waitFor();
  assertEquals(await shown.count(), 3);
});

browserTest("A lot is moved by its buttons, and the focus goes with it", async (room) => {
  const stage = await floorOf(room, { house: await newSale() });
  const { page } = stage;
  await page.getByRole("button", { name: "Move lot 4 up" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Lot 4 is now number 2 of 5.").waitFor();
  await page.locator("#queue-4 [data-move=up]:focus").waitFor();
  assertEquals(await order(stage), "queue-2 queue-4 queue-3 queue-5 queue-6");
  await page.keyboard.press("Enter");
  await page.getByText("Lot 4 is now number 1 of 5.").waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("Lot 4 is there already.").waitFor();
  await page.getByRole("button", { name: "Move lot 5 down" }).click();
  await page.getByText("Lot 5 is now number 5 of 5.").waitFor();
  await page.getByRole("button", { name: "Move lot 6 to 1st place" }).click();
  await page.getByText("Lot 6 is now number 1 of 5.").waitFor();
  assertEquals(await order(stage), "queue-6 queue-4 queue-2 queue-3 queue-5");
});

browserTest("A lot is dragged to its place, and Escape lets go of it", async (room) => {
  const stage = await floorOf(room, { house: await newSale() });
  const { page } = stage;
  const drag = async (lot: string, over: string) => {
    await page.locator("#queue").scrollIntoViewIfNeeded();
    const grip = await page.locator(`#queue-${lot} [data-grip]`).boundingBox();
    const target = await page.locator(`#queue-${over}`).boundingBox();
    if (grip === null || target === null) throw new Error("nothing to drag");
    await page.mouse.move(grip.x + 5, grip.y + 5);
    await page.mouse.down();
    await page.mouse.move(target.x + 60, target.y + target.height - 4, { steps: 4 });
    await page.locator(`#queue-${over}[data-state=after]`).waitFor();
  };
  await drag("2", "3");
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assertEquals(await page.locator("#queue [data-state]").count(), 0);
  await drag("2", "4");
  await page.mouse.up();
  await page.getByText("Lot 2 is now number 3 of 5.").waitFor();
  assertEquals(await order(stage), "queue-3 queue-4 queue-2 queue-5 queue-6");
});

for (const language of LANGUAGES) {
  browserTest(`The floor in ${language} is a page that everyone can use`, async (room) => {
    for (const device of ["desktop", "phone"] as const) {
      for (const scheme of ["light", "dark"] as const) {
        const sale = await newSale();
        sale.house.missed = [{ lot: "1", paddle: "7", at: 0, lateMs: 800, reachedAsk: true }];
        const stage = await floorOf(room, { house: sale, look: { language, device, scheme } });
        await assertAccessible(stage);
        const wide = await stage.page.evaluate("document.documentElement.scrollWidth");
        assertEquals(wide, DEVICES[device].viewport.width, `${stage.name} scrolls to the side`);
      }
    }
  });
}
