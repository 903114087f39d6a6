// The console's page of bidders in a browser: a key is dropped wherever the hand lets go of it, and
// what is said of a limit is what was done.

import { generatePrivateKeySet, publicHalf } from "../../lib/secure/private_key_set.ts";
import { newStage } from "../admin/stage.ts";
import { browserTests } from "./support/browser_test_case.ts";
import { ServedConsole } from "./support/served_console.ts";

const browserTest = browserTests();

browserTest(
  "A key file that is dropped beside the form is taken, and does not replace the page",
  async ({ open, use }) => {
    const served = use(new ServedConsole(newStage()));
    const stage = await open({});
    await served.signIn(stage.context);
    await stage.goWithinBudget(`${served.origin}/bidders`);
    await stage.page.evaluate(`{
      const files = new DataTransfer();
      files.items.add(new File(['{"keys":[{"kty":"OKP","d":"AA"}]}'], "ana.private.jwks.json"));
      const drop = { bubbles: true, cancelable: true, dataTransfer: files };
      const isLeft = document.querySelector("h1").dispatchEvent(new DragEvent("drop", drop));
      if (isLeft) document.title = "the browser would have shown the file";
    }`);
    await stage.page.getByText("This was a PRIVATE key").waitFor();
    await stage.page.waitForFunction(`!document.title.startsWith("the browser")`);
  },
);

browserTest("A limit that is taken away is not said to be set", async ({ open, use }) => {
  const sale = newStage();
  const keySet = publicHalf(await generatePrivateKeySet({ bits: 2048 }));
  await sale.house.registerBidder({ name: "Ana", paddle: "12", keySet });
  const served = use(new ServedConsole(sale));
  const stage = await open({ language: "pt" });
  await served.signIn(stage.context);
  await stage.goWithinBudget(`${served.origin}/bidders`);
  const { page } = stage;
  await page.locator("#more-12 summary").click();
  const limit = page.locator("#more-12 input");
  await limit.fill("1.500,00");
  await limit.press("Enter");
  await page.getByText("O limite da placa 12 (Ana) está definido.").waitFor();
  // The form has been emptied.
  await limit.press("Enter");
  await page.getByText("A placa 12 (Ana) não tem mais limite.").waitFor();
});
