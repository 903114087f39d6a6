// The head of every page of the console: the sale, the way to the other pages, the language.

import type { Child } from "hono/jsx";
import { ConfirmDialog, Outcome } from "../web/confirm_dialog.tsx";
import { LanguageSwitch } from "../web/page_document.tsx";
import type { Region } from "../web/region.ts";
import type { ConsoleContext, ConsolePage } from "./console_page.ts";
import { CONSOLE_PAGES, CONSOLE_TEXTS, type ConsolePageName } from "./console_texts.ts";

/** The path of a page of the console. */
export function pathOf(page: ConsolePageName): string {
  return page === "floor" ? "/" : `/${page}`;
}

/** What of the head changes: it belongs to the live parts of every page that has one. */
export function frameRegions({ house }: ConsoleContext): readonly Region[] {
  return [{ id: "knock-count", html: knockCount(house.knocks().length) }];
}

/** How many ask to be let in, beside the way to where they are let in. */
function KnockCount({ context }: { readonly context: ConsoleContext }) {
  const count = context.house.knocks().length;
  return <span id="knock-count" class="console-frame-count">{knockCount(count)}</span>;
}

function knockCount(count: number): string {
  return count === 0 ? "" : ` (${count})`;
}

/** A page of the console with its head. */
export function ConsoleFrame(
  { page, context, children }: {
    readonly page: ConsolePage;
    readonly context: ConsoleContext;
    readonly children: Child;
  },
) {
  const { language, house } = context;
  const texts = CONSOLE_TEXTS[language];
  return (
    <>
      <header class="console-frame">
        <p class="console-frame-sale">
          <strong>{house.snapshot().view.name}</strong>
        </p>
        <nav aria-label={texts.pagesLabel}>
          <ul>
            {CONSOLE_PAGES.map((name) => (
              <li>
                <a href={pathOf(name)} aria-current={name === page.name ? "page" : undefined}>
                  {texts.pages[name]}
                  {name === "bidders" ? <KnockCount context={context} /> : null}
                </a>
              </li>
            ))}
            <li>
              <a href="/projector" target="_blank" rel="noopener">{texts.projector}</a>
            </li>
          </ul>
        </nav>
        <div class="console-frame-person">
          <LanguageSwitch language={language} back={page.path} />
          <form method="post" action="/sign-out">
            <button class="quiet" type="submit">{texts.signOut}</button>
          </form>
        </div>
      </header>
      <main id="main" class={`${page.name}-page`}>
        {children}
      </main>
      <Outcome />
      <ConfirmDialog language={language} />
    </>
  );
}
