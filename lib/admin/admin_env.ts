// What the guards leave for the handlers of one request.

import type { Language } from "../base/language.ts";
import type { ActionTarget } from "./action.ts";
import type { PageSession } from "../web/page_sessions.ts";
import type { RefusalCounts } from "./refusal_counts.ts";

/** Hono's type of the variables that a request carries along. */
export interface AdminEnv {
  Variables: {
    /** Random, ours alone: it joins an answer to the house's log. */
    requestId: string;
    language: Language;
    refusals: RefusalCounts;
    /** The browser that asks; absent where a program asks with the token. */
    session?: PageSession;
    /** Who asks: the name of the session, "api" for whoever has the token. */
    actor: string;
    /** What the request is about, as soon as its handler knows more than the path says. */
    target?: ActionTarget;
    /** Whether the command is only asked about (preview.ts). */
    preview: boolean;
  };
}
