// A second global scope over a page's own document: what is measured there shares no name with the
// page's scripts, and the page's Content-Security-Policy is neither loosened nor broken by it.

import type { CDPSession } from "playwright-core";

const WORLD = "leilao-tests";

/** A world that lasts until the page goes elsewhere. */
export class IsolatedWorld {
  readonly #session: CDPSession;
  readonly #contextId: number;

  private constructor(session: CDPSession, contextId: number) {
    this.#session = session;
    this.#contextId = contextId;
  }

  /** Makes one for the document that the page shows now. */
  static async in(session: CDPSession): Promise<IsolatedWorld> {
    const { frameTree } = await session.send("Page.getFrameTree");
    const frame = { frameId: frameTree.frame.id, worldName: WORLD };
    const { executionContextId } = await session.send("Page.createIsolatedWorld", frame);
    return new IsolatedWorld(session, executionContextId);
  }

  /** The value of `expression`, waited for; it has to be JSON. */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.#session.send("Runtime.evaluate", {
      expression,
      contextId: this.#contextId,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails === undefined) return result.value;
    const { exception, text } = exceptionDetails;
    throw new Error(exception?.description ?? text);
  }
}

/**
 * Runs `script` in every document before the page's own scripts. It reports by calling
 * `tell(text)`, and `told` gets the text.
 */
export async function watchDocuments(
  session: CDPSession,
  { script, told }: { readonly script: string; readonly told: (text: string) => void },
): Promise<void> {
  const binding = `tell${crypto.randomUUID().replaceAll("-", "")}`;
  session.on("Runtime.bindingCalled", ({ name, payload }) => {
    if (name === binding) told(payload);
  });
  await session.send("Runtime.enable");
  await session.send("Runtime.addBinding", { name: binding, executionContextName: WORLD });
  await session.send("Page.enable");
  await session.send("Page.addScriptToEvaluateOnNewDocument", {
    source: `((tell) => {${script}})(globalThis["${binding}"]);`,
    worldName: WORLD,
  });
}
