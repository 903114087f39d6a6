// Every page in every state: nothing in the way of a screen reader, weak eyes or a small window,
// cheap to load, from its own server alone, and in one language.

import { assertEquals } from "@std/assert";
import { LANGUAGES } from "../../lib/base/language.ts";
import { foreignWords } from "../support/foreign_words.ts";
import { assertAccessible } from "./support/axe.ts";
import { browserTests } from "./support/browser_test_case.ts";
import { borderlessOf, movingIn, overflowOf, textsOf } from "./support/page_look.ts";
import { DEVICES, type PageStage } from "./support/page_stage.ts";
import { PAGE_STATES } from "./support/shown_states.ts";

const browserTest = browserTests();

const desktop = DEVICES.desktop.viewport;
const phone = DEVICES.phone.viewport;
const narrow = { width: 320, height: 640 };

/** Each language in both schemes, each scheme in both windows. */
const LOOKS = {
  en: [{ scheme: "light", viewport: desktop }, { scheme: "dark", viewport: phone }],
  pt: [{ scheme: "light", viewport: phone }, { scheme: "dark", viewport: desktop }],
} as const;

/** What stands in the states and is nobody's text: names, files, and what was said. */
const GIVEN = [
  ...["Leilão de outono", "Café na varanda / Coffee on the porch", "keys/admin.token"],
  ...["Ana Lima", "Bento Rocha", "Caio Nunes", "Dora Reis", "Dona Lia", "deno task console"],
  ...["English", "Português", "lots.csv", "Title"],
];

for (const state of PAGE_STATES) {
  browserTest(`The state ${state.name} is a page that everyone can use`, async ({ open, use }) => {
    const owned = use(new AsyncDisposableStack());
    const { url, signIn, settle } = await state.arrange(owned);
    for (const language of LANGUAGES) {
      const stage = await open({ language });
      const elsewhere = requestsElsewhere(stage, url);
      await signIn?.(stage.context);
      await stage.goWithinBudget(url);
      await settle?.(stage);
      for (const { scheme, viewport } of LOOKS[language]) {
        await stage.page.emulateMedia({ colorScheme: scheme });
        await stage.page.setViewportSize(viewport);
        await assertAccessible(stage);
        assertEquals([viewport.width, await overflowOf(stage.page)], [viewport.width, 0]);
      }
      await stage.page.setViewportSize(narrow);
      assertEquals([narrow.width, await overflowOf(stage.page)], [narrow.width, 0]);
      assertEquals(foreignWords(await textsOf(stage.page), { language, given: GIVEN }), []);
      await stage.page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
      assertEquals(await borderlessOf(stage.page), []);
      assertEquals(await movingIn(stage.page), []);
      assertEquals(elsewhere, []);
    }
  });
}

/** Every request from now on that does not go to the page's own server. */
function requestsElsewhere({ page }: PageStage, url: string): readonly string[] {
  const { origin } = new URL(url);
  const found: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== origin) found.push(request.url());
  });
  return found;
}
