// Invoices and reports as a browser shows them: nothing wrong for a screen reader or weak eyes,
// whatever the language, the colors and the window, and nothing loaded but the paper itself.

import { assertEquals } from "@std/assert";
import { LANGUAGES } from "../../lib/base/language.ts";
import { assertAccessible } from "./support/axe.ts";
import { browserTests } from "./support/browser_test_case.ts";
import { DEVICES } from "./support/page_stage.ts";
import { PAPER_HEADERS, PAPERS, ServedPapers } from "./support/served_papers.ts";

const browserTest = browserTests();

for (const paper of Object.keys(PAPERS)) {
  for (const language of LANGUAGES) {
    browserTest(
      `GET of the ${paper} in ${language} is a page that everyone can read`,
      async ({ open, use }) => {
        for (const device of ["desktop", "phone"] as const) {
          // What is preliminary says so in a color of its own.
          const served = use(new ServedPapers({ isClosed: device === "desktop" }));
          const stage = await open({ language, device, headers: PAPER_HEADERS });
          const { requests } = await stage.goWithinBudget(served.url(paper));
          assertEquals(requests, 1);
          await assertAccessible(stage);
          const { width } = DEVICES[device].viewport;
          const wide = await stage.page.evaluate("document.documentElement.scrollWidth");
          assertEquals(wide, width, `${stage.name}: the page scrolls to the side`);
        }
      },
    );
  }
}
