// The checks of the house's side of a join: bounds, keys, proofs, who may take part.

import type { CheckedFile } from "./check.ts";

const joinAttacks = "tests/worker/join_attack_test.ts";
const joinBounds = "tests/worker/join_bounds_test.ts";
const hostileJoins = "tests/system/hostile_join_test.ts";
const membershipTest = "tests/worker/membership_test.ts";
const clerkBids = "tests/worker/clerk_bids_test.ts";
const ban = "tests/worker/ban_test.ts";

/** The checks of a join at the house. */
export const joinChecks: readonly CheckedFile[] = [
  {
    file: "lib/worker/join_thread.ts",
    caughtBy: [joinBounds],
    checks: [
      {
        without: "runJoin() lets any number in from one address",
        search: `fromOneAddress: CONNECTIONS_PER_ADDRESS_MAX,`,
        replace: `fromOneAddress: CONNECTIONS_PER_ADDRESS_MAX * 64,`,
      },
      {
        without: "runJoin() lets any number in",
        search: `inAll: CONNECTIONS_MAX,`,
        replace: `inAll: CONNECTIONS_MAX * 64,`,
      },
      {
        without: "runJoin() makes room among the confirmed",
        search: `confirmed: () => {\n        this.#crowd.proven(connection);`,
        replace: `confirmed: () => {`,
      },
      {
        without: "runJoin() waits for ever for a handshake",
        search: `ms: HANDSHAKE_MS,`,
        replace: `ms: HANDSHAKE_MS * 64,`,
        caughtBy: [hostileJoins],
      },
    ],
  },
  {
    file: "lib/worker/crowd.ts",
    caughtBy: [joinBounds, "tests/worker/relay_crowd_test.ts"],
    checks: [
      {
        without: "Crowd.roomFor() makes room for a crowd among others' strangers",
        search: `crowded ? neighbours : this.#unproven`,
        replace: `crowded && from === "" ? neighbours : this.#unproven`,
      },
      {
        without: "Crowd.roomFor() makes room among the proven",
        search: `find((comer) => this.#unproven.has(comer))`,
        replace: `find((comer) => this.#open.has(comer))`,
      },
    ],
  },
  {
    file: "lib/worker/house_join.ts",
    caughtBy: [joinAttacks, "tests/vectors_test.ts"],
    checks: [
      {
        without: "serveJoin() goes on with keys that are no key set",
        search: `if (!check.ok) throw new Ended("join_key");\n    return { keySet: check.keySet,`,
        replace: `const [encryption, signing] = message.keys as [never, never];
    return { keySet: check.ok ? check.keySet : { encryption, signing },`,
        caughtBy: [hostileJoins],
      },
      {
        without: "serveJoin() takes a PROOF that is signed for another join",
        search: `if (proof?.transcript !== transcript) throw new Ended("proof");`,
        replace: `if (proof === null || transcript === "") throw new Ended("proof");`,
      },
      {
        without: "serveJoin() takes a PROOF that its key has not signed",
        search: `await openJws(jws, { typ: "leilao-proof", key });`,
        replace: `await openJws(jws, { typ: "leilao-proof", key }) ??
      Uint8Array.fromBase64(jws.split(".")[1] ?? "", { alphabet: "base64url" });`,
      },
      {
        without: "serveJoin() takes a CONFIRM that does not open",
        search: `if (have === undefined) throw new Ended("confirm");\n    return have;`,
        replace: `return have ?? null;`,
      },
      {
        without: "serveJoin() goes on though the desk has not let the member in",
        search: `if (!ok) throw new Ended("not_confirmed");`,
        replace: `if (ok === undefined) throw new Ended("not_confirmed");`,
      },
      {
        without: "serveJoin() takes one frame for another",
        search: `if (frame.type !== type) throw new Ended("out_of_order");`,
        replace:
          `if (frame.type !== type && frame.body.length === 0) throw new Ended("out_of_order");`,
        caughtBy: [hostileJoins],
      },
      {
        without: "serveJoin() resumes behind the record of another sale",
        search: `sale === have.sale && `,
        replace: `sale !== "" && `,
        caughtBy: [joinBounds],
      },
      {
        without: "serveJoin() resumes behind another past",
        search: ` && before?.toHex() === new Uint8Array(have.hash).toHex()`,
        replace: ` && before !== null`,
        caughtBy: [joinBounds],
      },
    ],
  },
  {
    file: "lib/worker/desk_joins.ts",
    caughtBy: [joinAttacks, membershipTest],
    checks: [
      {
        without: "runDesk() says that a member is in that it has not let in",
        search: `ok: confirmed !== null`,
        replace: `ok: confirmed !== undefined`,
      },
    ],
  },
  {
    file: "lib/worker/membership.ts",
    caughtBy: [joinAttacks, membershipTest],
    checks: [
      {
        without: "Membership.admit() takes every version",
        search: `if (version !== PROTOCOL_VERSION) return`,
        replace: `if (version !== version && PROTOCOL_VERSION) return`,
      },
      {
        without: "Membership.admit() knows a bidder by the RSA key alone",
        search: `if (bidder?.keySet.signing.x !== signingX) return`,
        replace: `if (bidder === undefined || signingX === "") return`,
      },
      {
        without: "Membership.admit() takes who is suspended or banned",
        search:
          `if (bidder.status !== "registered") return { type: "refused", reason: bidder.status };`,
        replace: ``,
      },
      {
        without: "Membership.admit() gives a paddle that was played to other keys",
        search: `if (this.isAdmitted(bidder.paddle)) return this.owns(bidder.paddle, owner);`,
        replace: `if (this.isAdmitted(bidder.paddle)) return true;`,
        caughtBy: [joinBounds],
      },
      {
        without: "Membership.admit() gives keys that play under one paddle another",
        search: `other?.thumbprint === owner.thumbprint || other?.signingX === owner.signingX`,
        replace: `other?.thumbprint === owner.thumbprint && other?.signingX === ""`,
        caughtBy: ["tests/worker/ban_test.ts"],
      },
      {
        without: "Membership.admit() lets any number in",
        search: `others >= this.#joinedMax`,
        replace: `others >= this.#joinedMax * 64`,
        caughtBy: [joinBounds],
      },
      {
        without: "Membership.admit() counts a member that comes again twice",
        search: `(this.#memberOf.has(bidder.paddle) ? 1 : 0)`,
        replace: `(this.#memberOf.has(bidder.paddle) ? 0 : 0)`,
        caughtBy: [joinBounds],
      },
      {
        without: "Membership.admit() keeps each WELCOME for ever",
        search: `now - at > welcomeMs`,
        replace: `now - at > welcomeMs * 1_000`,
        caughtBy: [joinBounds],
      },
      {
        without: "Membership.admitFor() leaves a paddle of the room to whoever is registered later",
        search: `if (!this.isAdmitted(command.paddle)) this.admitted(command.paddle, null);`,
        replace: ``,
        caughtBy: [clerkBids],
      },
      {
        without: "Membership.admitFor() gives a paddle to keys that may not have it",
        search: `this.isAdmitted(paddle) || !this.#mayPlay(bidder)`,
        replace: `false`,
        caughtBy: [clerkBids, "tests/worker/ban_test.ts"],
      },
      {
        without: "Membership.admitFor() leaves a paddle that the clerk bid for to other keys",
        search: `this.admitted(paddle, ownerOf(bidder));`,
        replace: ``,
        caughtBy: [clerkBids],
      },
      {
        without: "Membership.admitFor() lets the clerk bid for who is banned",
        search: `standingSteps("admitted", bidder.status)`,
        replace: `standingSteps("admitted", "registered")`,
        caughtBy: [clerkBids],
      },
      {
        without: "Membership.standings() lets the bids of who is banned stand",
        search: `known === "banned" ? [] : ["BanPaddle"]`,
        replace: `known === "banned" ? [] : ["SuspendPaddle"]`,
        caughtBy: [ban],
      },
      {
        without: "Membership.confirm() confirms one WELCOME twice",
        search: `if (welcomed === undefined) return null;\n    this.#welcomed.delete(member);`,
        replace: `if (welcomed === undefined) return null;`,
        caughtBy: [joinBounds],
      },
      {
        without: "Membership.confirm() lets in who may not take part any more",
        search: `if (!this.#isStill(bidder)) return null;`,
        replace: ``,
      },
      {
        without: "Membership.confirm() leaves the older session of a bidder alive",
        search: `if (ended !== null) this.leave(ended);`,
        replace: ``,
        caughtBy: [joinBounds],
      },
      {
        without: "Membership.register() lets go on who is suspended or banned",
        search: `now?.status === "registered" && now.paddle === paddle`,
        replace: `now?.paddle === paddle`,
      },
      {
        without: "Membership.register() lets go on who has another paddle now",
        search: ` && now.paddle === paddle &&`,
        replace: ` && paddle !== "" &&`,
      },
      {
        without: "Membership.register() lets go on whose signing key is another now",
        search: ` &&\n      now.keySet.signing.x === keySet.signing.x`,
        replace: ` &&\n      keySet.signing.x !== ""`,
      },
      {
        without: "Membership.owns() asks for the signing key alone",
        search: `owner?.thumbprint === thumbprint && owner.signingX === signingX`,
        replace: `thumbprint !== "" && owner?.signingX === signingX`,
        caughtBy: [joinBounds],
      },
      {
        without: "Membership.owns() asks for the RSA key alone",
        search: ` && owner.signingX === signingX`,
        replace: ` && signingX !== ""`,
        caughtBy: [joinBounds],
      },
    ],
  },
];
