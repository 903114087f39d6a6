// The states of the pages that are worth a picture: each is brought about for real, and then looked
// at in every window, language and color.

import type { BrowserContext } from "playwright-core";
import { BIDDER_STATES } from "./bidder_states.ts";
import { CONSOLE_STATES } from "./console_states.ts";
import type { PageStage } from "./page_stage.ts";
import { PAPER_HEADERS, ServedPapers } from "./served_papers.ts";

/** Where a state is to be seen. */
export interface ShownPlace {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Lets the browser in before it goes there. */
  readonly signIn?: (context: BrowserContext) => Promise<void>;
  /** What is left to do on the page that was opened: to ask something, to wait for a price. */
  readonly settle?: (stage: PageStage) => Promise<void>;
}

/** A state of some page. */
export interface ShownState {
  /** How its files begin. */
  readonly name: string;
  /** The looks that README shows, as in "desktop-en-light"; most states need none. */
  readonly inReadme: readonly string[];
  /** Where its pictures end below, in pixels, if not with the window: README's have to be small. */
  readonly cutAt?: number;
  /** Brings the state about; what has to be ended afterwards goes into `owned`. */
  arrange(owned: AsyncDisposableStack): Promise<ShownPlace>;
}

/** Every page that lives: the console, the projector, the bidder's page. */
export const PAGE_STATES: readonly ShownState[] = [...CONSOLE_STATES, ...BIDDER_STATES];

/** All of them. */
export const SHOWN_STATES: readonly ShownState[] = [
  ...PAGE_STATES,
  paper("invoice"),
  paper("report"),
];

function paper(name: string): ShownState {
  return {
    name: `paper-${name}`,
    inReadme: [],
    arrange: (owned) => {
      const served = owned.use(new ServedPapers());
      return Promise.resolve({ url: served.url(name), headers: PAPER_HEADERS });
    },
  };
}
