// One person at one terminal, without the terminal: what is drawn after a story, against the
// expected text in screens/ (rewritten with `-- --update`, then read as a difference).

import { assertEquals } from "@std/assert";
import { type Language, LANGUAGES } from "../../lib/base/language.ts";
import { pictureOf } from "../../lib/bidder/followed_sale.ts";
import type { Moment } from "../../lib/bidder/moment.ts";
import { renderScreen } from "../../lib/bidder/screen.ts";
import { answerLine } from "../../lib/bidder/terminal_answer.ts";
import { newModel, noticed, type TerminalModel } from "../../lib/bidder/terminal_model.ts";
import type { FakeLink } from "../support/fake_link.ts";
import { anasLink } from "./_sale.ts";

/** One person at one terminal, without the terminal. */
export class Watcher {
  readonly link: FakeLink;
  readonly language: Language;
  model: TerminalModel;
  prompt = "";

  constructor(language: Language, link = anasLink()) {
    this.link = link;
    this.language = language;
    this.model = newModel(pictureOf(link), link.nowMs());
    link.subscribe((notice) => {
      const context = { picture: pictureOf(link), moment: this.moment };
      this.model = noticed(this.model, notice, context);
    });
  }

  get moment(): Moment {
    return { language: this.language, timeZone: "UTC", nowMs: this.link.nowMs() };
  }

  /** Types a whole line, begun now or at `sinceMs`, and sends its bid. */
  async type(text: string, sinceMs = this.link.nowMs()): Promise<void> {
    const line = { text, sinceMs };
    const { model, effects } = answerLine(this.model, line, this.moment);
    this.model = model;
    for (const effect of effects) {
      if (effect.type !== "bid") continue;
      this.link.notify({ type: "bid", ticket: await this.link.bid(effect.wish) });
    }
  }

  lines(width: number, height: number, colour = false): readonly string[] {
    const input = { ...this.moment, prompt: this.prompt };
    return renderScreen(this.model, input, { width, height, colour }).lines;
  }
}

const sizes = [{ width: 80, height: 24 }, { width: 40, height: 20 }] as const;
const update = Deno.args.includes("--update");

/** Draws the screen after `tell` in both languages and sizes, each as its file has it. */
export async function checkScreens(
  story: string,
  tell: (watcher: Watcher) => void | Promise<void>,
): Promise<void> {
  for (const language of LANGUAGES) {
    const watcher = new Watcher(language);
    await tell(watcher);
    for (const { width, height } of sizes) {
      const lines = watcher.lines(width, height);
      assertEquals(lines.length, height);
      const file = new URL(`screens/${story}_${language}_${width}x${height}.txt`, import.meta.url);
      const drawn = lines.map((line) => `${line.trimEnd()}\n`).join("");
      if (update) Deno.writeTextFileSync(file, drawn);
      assertEquals(drawn, Deno.readTextFileSync(file));
    }
  }
}
