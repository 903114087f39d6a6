// How soon a page answers: from a key or a press of the mouse, as the browser has stamped it, to
// the frame that was drawn after it. What makes a page feel slow is in that time: its own scripts,
// and whatever it was busy with when the key came.

import type { CDPSession } from "playwright-core";
import { Transcript } from "../../support/transcript.ts";
import { watchDocuments } from "./isolated_world.ts";

/** One key or press, answered. */
export interface InputAnswer {
  readonly type: "keydown" | "click";
  readonly ms: number;
}

/** The answers of one page. */
export class AnswerWatch {
  readonly answers = new Transcript<InputAnswer>("the answers of the page");

  private constructor() {}

  /** Watches from the next document on. */
  static async on(session: CDPSession): Promise<AnswerWatch> {
    const watch = new AnswerWatch();
    const told = (text: string) => watch.answers.add(JSON.parse(text) as InputAnswer);
    await watchDocuments(session, { script, told });
    return watch;
  }
}

/** A frame is painted once its callbacks are over: a message sent in one comes behind the paint. */
const script = `
  for (const type of ["keydown", "click"]) {
    addEventListener(type, ({ timeStamp }) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        tell(JSON.stringify({ type, ms: performance.now() - timeStamp }));
      };
      port2.postMessage(null);
    }), { capture: true });
  }`;
