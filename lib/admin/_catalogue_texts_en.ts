// The texts of the console's page of the catalogue in English.

import type { CatalogueTexts } from "./catalogue_texts.ts";

/** English, as {@link CatalogueTexts} asks for it. */
export const englishCatalogue: CatalogueTexts = {
  title: "Catalogue",
  load: {
    title: "Load lots",
    help: "Drop a catalogue anywhere on this page: JSON or CSV files together with the pictures " +
      "that they name. It is loaded whole or not at all.",
    files: "Choose files",
    language: "Language of a CSV file's texts",
    script: {
      loading: "Loading {count} files",
      done: "Loaded.",
      changes: {
        added: "{count} new",
        replaced: "{count} changed",
        unchanged: "{count} as before",
      },
      refused: "The rules refused {count}; all others are loaded.",
      refusedLot: "Lot {lot}: {title}",
      problems: "Nothing was loaded. Mend this and drop the files again:",
      lot: "lot {lot}",
      row: "row {row}",
      wanted: "expected {wanted}",
      badName:
        "{file}: a file's name may have letters A-Z, digits, dots, hyphens and underscores " +
        "only, at most 64. Rename it, and in the catalogue too where it is named.",
      badKind: "{file}: only .json, .csv and pictures (.jpg, .png, .webp, .svg) can be loaded.",
      twice: "{file}: two files have this name.",
      privateKey:
        "{file}: this is a PRIVATE key, not a catalogue, and it was not sent. It belongs " +
        "to its owner alone.",
      noCatalogue: "There are only pictures. Drop them together with the file that names them.",
      tooMuch: "These files have {size} MB together, at most {most} MB go at once. Load the lots " +
        "in parts, or put the files into the items folder.",
      tooMany: "These are {count} files, at most {most} go at once. Load the lots in parts.",
      unanswered: "No answer came. Look at the list below before you try again.",
    },
  },
  reports: {
    title: (count) =>
      count === 1
        ? "A file of the items folder is not taken"
        : "Files of the items folder are not taken",
    help: "Mend them where they lie; they are read again by themselves.",
  },
  lots: {
    title: "All lots",
    count: (all, ahead) => `${all === 1 ? "1 lot" : `${all} lots`}, ${ahead} still to come`,
    filter: "Find a lot by number or title",
    noneLeft: "No lot fits these letters.",
    none: "No lots yet. Drop a catalogue on this page, or put files into the items folder.",
    lot: (id) => `Lot ${id}`,
    status: {
      catalogued: "to come",
      open: "open",
      fair_warning: "open, fair warning",
      paused: "paused",
      sold: "sold",
      passed: "not sold",
      withdrawn: "withdrawn",
    },
    mayChange: "can still be changed by loading it again",
    isFixed: "has opened: stays as it is",
    opening: (money) => `opens at ${money}`,
    estimate: (low, high) => `estimate ${low} to ${high}`,
    reserve: "has a reserve",
    formats: {
      english: "ascending bids",
      sealed_first: "sealed bids",
      vickrey: "sealed bids, second price",
      dutch: "falling price",
      japanese: "rising price, last one in",
      uniform: "several units, one price",
    },
    units: (count) => `${count} units`,
    byHand: "ends by your hammer",
    runs: (time) => `runs ${time}`,
    endsAt: (time) => `ends ${time}`,
    group: (name) => `shares a clock (${name})`,
    soldFor: (money, paddle) => `${money}, paddle ${paddle}`,
  },
  terms: {
    title: "Terms of the sale",
    fixed: "A lot has opened: the terms stand.",
    help: "Said to every bidder with each price, and fixed when the first lot opens.",
    rate: "Premium, % of the hammer price",
    from: (tier) => `Step ${tier}: above this amount`,
    rateFrom: (tier) => `Step ${tier}: premium, %`,
    tax: "Tax, %",
    taxOn: "Tax is owed on",
    onPremium: "the premium",
    onAll: "hammer price and premium",
    button: "Set the terms",
    question: "Set the terms of the sale?",
    effects: ["Every bidder sees them at once, and invoices are made by them."],
    done: "The terms are set.",
  },
  timed: {
    title: "Open all lots with a clock",
    help: (count) => count === 1 ? "1 lot waits to open." : `${count} lots wait to open.`,
    none: "No lot with a clock waits to open.",
    stagger: "Seconds between the ends of two lots",
    staggerHelp: "So that bidders can follow one end after another. 0: all together.",
    button: "Open them all",
    question: "Open all lots with a clock now?",
    done: "The lots with a clock are open.",
  },
};
