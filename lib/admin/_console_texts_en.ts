// The console's texts in English.

import { englishFloor } from "./_floor_texts_en.ts";
import type { ConsoleTexts } from "./console_texts.ts";

/** English, as {@link ConsoleTexts} asks for it. */
export const englishConsole: ConsoleTexts = {
  console: "Auctioneer's console",
  pages: {
    floor: "Sale",
    bidders: "Bidders",
    catalogue: "Catalogue",
    results: "Results",
    log: "Log",
  },
  projector: "Projector",
  pagesLabel: "Pages of the console",
  signOut: "Sign out",
  signIn: {
    intro: "This is the house's own desk. Only who has the house's token may sit down at it.",
    token: "Token",
    tokenHelp:
      "It stands in the file keys/admin.token on the house's machine. Or leave this page " +
      "and start “deno task console” there: that signs you in by itself.",
    name: "Your name",
    nameHelp: "It stands beside everything that you do, in the log.",
    button: "Sign in",
    wrong: "This is not the house's token.",
  },
  house: { up: "The house is running", down: "The house is not well: look at its terminal" },
  joined: (count) => count === 1 ? "1 bidder connected" : `${count} bidders connected`,
  wall: {
    welcome: "Welcome",
    lot: (id) => `Lot ${id}`,
    paddle: (paddle) => `Paddle ${paddle}`,
    opening: "Opening bid",
    next: (money) => `Next bid ${money}`,
    sealed: (count) => count === 1 ? "1 sealed bid" : `${count} sealed bids`,
    inside: (count) => count === 1 ? "1 bidder in" : `${count} bidders in`,
    fairWarning: (count) => count > 1 ? "Fair warning: last call" : "Fair warning",
    sold: "Sold",
    passed: "Not sold",
    withdrawn: "Withdrawn",
    paused: "Paused",
    reserveNotMet: "Reserve not met",
    saleClosed: "The sale is closed. Thank you!",
  },
  floor: englishFloor,
};
