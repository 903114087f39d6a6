// One page as one person has it before them: language, colors, window and settings are said, and
// whatever goes wrong in it is kept: errors of its scripts, its console, its policy and its network.
//
// A test that opened it by `browserTest` (browser_test_case.ts) fails for each complaint that it did
// not take.

import { AssertionError } from "@std/assert";
import type { Browser, BrowserContext, CDPSession, Locator, Page } from "playwright-core";
import { inTime } from "../../support/bounded.ts";
import { type Language, localeOf } from "../../../lib/base/language.ts";
import { type PageCost, PageTraffic } from "./page_traffic.ts";

/** How a page is looked at. */
export interface PageLook {
  readonly language?: Language;
  readonly scheme?: "light" | "dark";
  readonly device?: Device;
  readonly reducedMotion?: boolean;
  /** The few colors of a system's own choice, as people with weak eyes set them. */
  readonly forcedColors?: boolean;
  /** Sent with every request, as the bearer token of the admin API is. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The windows that every page has to look right in. */
export const DEVICES = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} as const;

/** The name of a window. */
export type Device = keyof typeof DEVICES;

/** The first paint of a page may cost this much, headers and all. */
export const FIRST_PAINT_BYTES_MAX = 100_000;

/** A wait for something on a page is over after this long, with what was waited for. */
const waitMs = 10_000;

/** What the browser says where the network, not the page, has failed. */
const NETWORK_FAILURE =
  /net::ERR_(INTERNET_DISCONNECTED|NETWORK_CHANGED|FAILED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|CONNECTION_\w+|SOCKET_NOT_CONNECTED)/;

/**
 * Waits until `shown` is there and its page hears keys and presses. Who is led from one page to
 * another, as by a sign-in or a link, sees the next one before its scripts have run: what is pressed
 * by then is lost.
 */
export async function whenUsable(shown: Locator): Promise<void> {
  await shown.waitFor();
  await shown.page().waitForLoadState("load");
}

/** An open page. */
export class PageStage implements AsyncDisposable {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The browser's own protocol for this page, for what Playwright has no word for. */
  readonly session: CDPSession;
  /** Its look in words, for failures: "phone pt dark". */
  readonly name: string;
  readonly #traffic: PageTraffic;
  readonly #complaints: string[] = [];
  #mayDisconnect = false;

  private constructor(
    page: Page,
    parts: {
      readonly session: CDPSession;
      readonly name: string;
      readonly traffic: PageTraffic;
    },
  ) {
    this.page = page;
    this.context = page.context();
    this.session = parts.session;
    this.name = parts.name;
    this.#traffic = parts.traffic;
  }

  /** Opens an empty page with nothing kept from any other. */
  static async open(browser: Browser, look: PageLook = {}): Promise<PageStage> {
    const { language = "en", scheme = "light", device = "desktop" } = look;
    const context = await browser.newContext({
      ...DEVICES[device],
      locale: localeOf(language),
      timezoneId: "America/Sao_Paulo",
      colorScheme: scheme,
      reducedMotion: look.reducedMotion === true ? "reduce" : "no-preference",
      forcedColors: look.forcedColors === true ? "active" : "none",
      extraHTTPHeaders: { ...look.headers },
      serviceWorkers: "block",
    });
    context.setDefaultTimeout(waitMs);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const stage = new PageStage(page, {
      session,
      name: [device, language, scheme].join(" "),
      traffic: await PageTraffic.on(session),
    });
    await stage.#listen();
    return stage;
  }

  /** What was loaded so far. */
  cost(): PageCost {
    return this.#traffic.cost();
  }

  /**
   * Goes to `url` and fails where its first paint needed more than {@link FIRST_PAINT_BYTES_MAX} on
   * the wire, apart from what comes later (page_traffic.ts). Gives what it needed: the page's scripts
   * and styles have been loaded then.
   */
  async goWithinBudget(url: string): Promise<PageCost> {
    const before = this.cost();
    await this.page.goto(url, { waitUntil: "load" });
    const after = this.cost();
    const cost: PageCost = {
      requests: after.requests - before.requests,
      transferredBytes: after.transferredBytes - before.transferredBytes,
      laterBytes: after.laterBytes - before.laterBytes,
      decodedBytes: after.decodedBytes - before.decodedBytes,
    };
    const paintBytes = cost.transferredBytes - cost.laterBytes;
    if (cost.requests > 0 && paintBytes <= FIRST_PAINT_BYTES_MAX) return cost;
    throw new AssertionError(`${this.name}: the first paint cost ${JSON.stringify(cost)}`);
  }

  /** Everything that went wrong so far; who takes it has looked at it, and it is forgotten. */
  takeComplaints(): readonly string[] {
    return this.#complaints.splice(0);
  }

  /** Forgets what was said of answers with `status`, for who brought such an answer about. */
  forgive(status: number): void {
    const told = new RegExp(`^${status}: |^console error: .*\\bstatus of ${status}\\b`);
    this.#complaints.push(...this.#complaints.splice(0).filter((one) => !told.test(one)));
  }

  /** Fails where something went wrong that nobody has taken. */
  async assertNoComplaints(): Promise<void> {
    // What the page has said before it answers this has come here too.
    const asked = this.session.send("Runtime.evaluate", { expression: "0" });
    await inTime(asked, { what: "an answer of the page", ms: waitMs });
    const complaints = this.takeComplaints();
    if (complaints.length === 0) return;
    throw new AssertionError(`${this.name}: the page complains:\n  ${complaints.join("\n  ")}`);
  }

  /**
   * From now on a failed connection is no complaint: for a test that stops the page's server, or
   * cuts it off (cut_relay.ts).
   */
  mayDisconnect(): void {
    this.#mayDisconnect = true;
  }

  /**
   * Cuts the page off from all networks, loopback too: what it asks for fails at once. Chromium lets
   * a stream that is open already go on; to cut that one put a CutRelay before the server.
   */
  async goOffline(): Promise<void> {
    this.mayDisconnect();
    await this.#emulate(true);
  }

  /** Ends {@link goOffline}. */
  async goOnline(): Promise<void> {
    await this.#emulate(false);
  }

  async #emulate(offline: boolean): Promise<void> {
    const unlimited = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    await this.session.send("Network.emulateNetworkConditions", { offline, ...unlimited });
  }

  async #listen(): Promise<void> {
    this.page.on("pageerror", (error) => this.#complain(`error: ${error.stack ?? error}`));
    this.page.on("console", (message) => {
      const type = message.type();
      if (type !== "error" && type !== "warning") return;
      this.#complain(`console ${type}: ${message.text()} (${message.location().url})`);
    });
    this.page.on("crash", () => this.#complain("it crashed"));
    this.page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      // The page itself gave it up: whoever leaves a page ends its stream.
      if (why !== "net::ERR_ABORTED") this.#complain(`failed: ${request.url()} ${why}`);
    });
    this.page.on("response", (response) => {
      if (response.status() >= 400) this.#complain(`${response.status()}: ${response.url()}`);
    });
    // The policy's own report: it also names what the console is silent about.
    this.session.on("Audits.issueAdded", ({ issue: { code, details } }) => {
      const broken = details.contentSecurityPolicyIssueDetails;
      if (broken !== undefined) this.#complain(`${code}: ${JSON.stringify(broken)}`);
    });
    await this.session.send("Audits.enable");
  }

  #complain(text: string): void {
    if (this.#mayDisconnect && NETWORK_FAILURE.test(text)) return;
    this.#complaints.push(text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.context.close();
  }
}
