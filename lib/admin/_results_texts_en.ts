// The texts of the console's page of results in English.

import type { ResultsTexts } from "./results_texts.ts";

/** English, as {@link ResultsTexts} asks for it. */
export const englishResults: ResultsTexts = {
  title: "Results",
  preliminary: "The sale goes on: everything here is preliminary.",
  isFinal: "The sale is closed. Only an award to an under-bidder can still change something.",
  totals: {
    title: "The sale in numbers",
    sold: "Sold",
    ofLots: (sold, all) => `${sold} of ${all}`,
    unsold: "Not sold or withdrawn",
    unfinished: "Not ended",
    hammer: "Hammer prices",
    premium: "Premium",
    tax: "Tax",
    owed: "To be paid in all",
  },
  buyers: {
    title: "What each paddle owes",
    none: "Nobody has won a lot yet.",
    paddle: "Paddle",
    name: "Name",
    lots: "Lots",
    hammer: "Hammer price",
    total: "To pay",
    invoice: "Invoice",
    invoiceOf: (paddle) => `Invoice of paddle ${paddle}`,
  },
  lots: {
    title: "Lot by lot",
    none: "There are no lots.",
    lot: "Lot",
    what: "Title",
    result: "Result",
    buyer: "Buyer",
    price: "Hammer price",
    status: {
      catalogued: "not opened",
      open: "open",
      fair_warning: "open, fair warning",
      paused: "paused",
      sold: "sold",
      passed: "not sold",
      withdrawn: "withdrawn",
    },
    paddle: (paddle) => `paddle ${paddle}`,
    units: (paddle, count) => `paddle ${paddle} (${count} units)`,
    award: "awarded to the under-bidder",
  },
  papers: {
    title: "Papers",
    help: "They open as pages of their own, ready to print.",
    invoices: "All invoices",
    report: "Report of the sale",
    csv: "Results as a table (CSV)",
    json: "Results for programs (JSON)",
  },
  checkpoint: {
    title: "Checkpoint to publish",
    help: "The house's signed word for its record. Publish or print it: whoever has it can prove " +
      "later that nothing before it was changed.",
    none: "The house has not signed a checkpoint yet.",
    label: "Text of the checkpoint",
  },
  backup: {
    title: "Copy of the record",
    help: "Copies the record as it is now, while the sale goes on. It holds every maximum and " +
      "limit: keep it like cash. “deno task backup” makes a copy of the whole house.",
    button: "Make a copy",
    done: "The copy lies in the house's data folder: {file}",
  },
  close: {
    title: "Close the sale",
    closed: "The sale is closed.",
    keptOpen: (lots) =>
      lots.length === 1
        ? `Lot ${lots[0]} is still open. End it first.`
        : `Lots ${lots.join(", ")} are still open. End them first.`,
    help: (ahead) =>
      ahead === 0
        ? "No lot would stay without having been opened."
        : ahead === 1
        ? "1 lot has not been opened and would stay unsold."
        : `${ahead} lots have not been opened and would stay unsold.`,
    button: "Close the sale",
    question: "Close the sale for good?",
    done: "The sale is closed.",
  },
  after: {
    title: "The morning after",
    steps: [
      "Make a backup with “deno task backup”, and put it on another disk.",
      "Send the invoices. Each is a page of its own: print it, or save it as PDF.",
      "Publish the last checkpoint, so that everyone can check the record.",
      "Somebody does not pay? Award the lot to the under-bidder on the page of the sale: a new " +
      "invoice is there at once.",
      "Give the report and the table to who keeps the books.",
      "Stop the house with Ctrl+C. The next sale begins with a data folder of its own.",
    ],
  },
};
