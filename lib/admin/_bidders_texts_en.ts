// The texts of the console's page of bidders in English.

import type { BiddersTexts } from "./bidders_texts.ts";

/** English, as {@link BiddersTexts} asks for it. */
export const englishBidders: BiddersTexts = {
  title: "Bidders",
  who: (paddle, name) => name === null ? `paddle ${paddle}` : `paddle ${paddle} (${name})`,
  counts: {
    registered: (count) => `${count} registered`,
    joined: (count) => `${count} connected`,
    barred: (count) => `${count} suspended or banned`,
    floor: (count) => count === 1 ? "1 floor paddle" : `${count} floor paddles`,
  },
  say: (joined, knocks) =>
    knocks === 0 ? `${joined} connected` : `${joined} connected, ${knocks} asking to be let in`,
  filter: "Find a paddle or a name",
  noneLeft: "Nobody fits these letters.",
  nobody: "Nobody is registered yet. Register the first bidder below, or send out invitations: " +
    "who comes with unknown keys asks here to be let in.",
  list: "Registered bidders",
  status: { registered: "Registered", suspended: "Suspended", banned: "Banned" },
  connected: "Connected",
  away: "Not connected",
  never: "has not been here yet",
  lastSeen: (time) => `last seen ${time}`,
  paths: {
    multicast: "hears the house's broadcast",
    unicast: "gets copies of their own: their network filters the broadcast",
    tcp: "follows over a TCP connection: their network passes no UDP",
  },
  noPath: "the way is being found",
  loss: (percent) => `${percent} lost on the way and repaired`,
  noLoss: "nothing lost",
  more: "Key and spending limit",
  fingerprint: "Fingerprint",
  suspend: {
    button: "Suspend",
    name: (paddle) => `Suspend paddle ${paddle}`,
    question: (who) => `Suspend ${who}?`,
    effects: (who) => [
      `${sentence(who)} is out at once, bids no more and reads nothing more of the sale.`,
      "Bids that were accepted stand as they are.",
      "You can let them in again at any time.",
    ],
    done: (who) => `${sentence(who)} is suspended.`,
  },
  ban: {
    button: "Ban",
    name: (paddle) => `Ban paddle ${paddle}`,
    question: (who) => `Ban ${who}?`,
    effects: (who) => [
      `${sentence(who)} is out at once and reads nothing more of the sale.`,
      "All their bids on lots that are not over are void, also if you let them in again.",
    ],
    done: (who) => `${sentence(who)} is banned.`,
  },
  reinstate: {
    button: "Let in again",
    name: (paddle) => `Let in again: paddle ${paddle}`,
    question: (who) => `Let ${who} in again?`,
    effects: (who) => [
      `${sentence(who)} may come back and bid from now on.`,
      "Bids that became void stay void.",
    ],
    done: (who) => `${sentence(who)} may take part again.`,
  },
  limit: {
    label: "Spending limit",
    help: "The most this bidder may spend in the whole sale. Leave it empty for no limit. Nobody " +
      "else sees it, and for secrecy this page does not show it either.",
    button: "Set the limit",
    done: (who) => `The limit of ${who} is set.`,
    removed: (who) => `${sentence(who)} has no limit any more.`,
  },
  knocks: {
    title: (count) =>
      count === 1 ? "Somebody asks to be let in" : `${count} people ask to be let in`,
    help: "Have them read out the fingerprint that their program shows, by telephone or here in " +
      "the room, and compare every group. Approve only when all of it is the same.",
    asked: (time, tries) =>
      tries === 1 ? `asked at ${time}` : `last asked at ${time}, ${tries} times in all`,
    approve: "Approve",
    approved: "{name} is registered with paddle {paddle} and comes in by themselves.",
    dismiss: "Dismiss",
    dismissed: "Dismissed. Who asks again appears here again.",
    contested:
      "Two programs ask with this fingerprint: one of them uses the other's key. Have the " +
      "bidder make new keys, or take the public key file from their own hand.",
  },
  name: "Name",
  paddle: "Paddle",
  paddleHelp: "Empty: the next free number.",
  register: {
    title: "Register a bidder",
    file: "Public key file",
    fileHelp:
      "Drop the file NAME.public.jwks.json on this page, choose it, or paste its text below.",
    text: "Or its text",
    isPrivate: "This was a PRIVATE key, and it was not kept: nothing was sent. It belongs to the " +
      "bidder alone. If they sent it to you, have them make a new one with “deno task keygen” and " +
      "send you the file that ends in .public.jwks.json.",
    unreadable: "This is no public key file. It ends in .public.jwks.json and was made by " +
      "“deno task keygen”.",
    compare: "Compare this with the bidder before you register them:",
    button: "Register",
    done: "{name} is registered with paddle {paddle}.",
  },
  floor: {
    title: "Floor paddles",
    help: "For people in the room or absent who have no keys: you enter their bids.",
    none: "No floor paddles yet.",
    noName: "no name",
    add: "Add a floor paddle",
    paddle: "Number",
    name: "Name, if you know it",
    button: "Add",
    done: "Floor paddle {paddle} takes part.",
  },
};

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
