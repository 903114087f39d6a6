// The admin app with the papers of a sale that ended in every way, served for a browser.

import { NAMED_BIDDER, settledStage } from "../../admin/settled_stage.ts";
import { TOKEN } from "../../admin/stage.ts";
import { ANA } from "../../settlement/_sold_sale.ts";

/** The papers that the app serves, by name. */
export const PAPERS: Readonly<Record<string, string>> = {
  invoice: `/api/v1/invoices/${ANA}`,
  invoices: "/api/v1/invoices",
  report: "/api/v1/report",
};

/** The header that opens them. */
export const PAPER_HEADERS = { authorization: `Bearer ${TOKEN}` };

/** A served admin app; its address is `origin`. */
export class ServedPapers implements AsyncDisposable {
  readonly origin: string;
  readonly #end: () => Promise<void>;

  constructor({ isClosed = true }: { readonly isClosed?: boolean } = {}) {
    const { app, close, house } = settledStage({ isClosed });
    house.bidders = () => [{ ...NAMED_BIDDER, name: "Ana Lima" }];
    const where = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
    const server = Deno.serve(where, (request) => app.fetch(request));
    this.origin = `http://127.0.0.1:${server.addr.port}`;
    this.#end = async () => {
      close();
      await server.shutdown();
    };
  }

  /** The address of one of {@link PAPERS}. */
  url(paper: string): string {
    return `${this.origin}${PAPERS[paper]}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }
}
