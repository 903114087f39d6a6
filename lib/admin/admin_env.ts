// What the guards leave for the handlers of one request.

import type { Language } from "../base/language.ts";
import type { RefusalCounts } from "./refusal_counts.ts";

/** Hono's type of the variables that a request carries along. */
export interface AdminEnv {
  Variables: {
    /** Random, ours alone: it joins an answer to the house's log. */
    requestId: string;
    language: Language;
    refusals: RefusalCounts;
  };
}
