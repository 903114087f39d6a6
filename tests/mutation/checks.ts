// Every check of the receiving paths: what the house and a bidder do before they believe, keep or
// send anything because of bytes that came from outside.

import { auditChecks } from "./_audit_checks.ts";
import { bidderChecks } from "./_bidder_checks.ts";
import { checkpointChecks } from "./_checkpoint_checks.ts";
import { consoleChecks } from "./_console_checks.ts";
import { deskChecks } from "./_desk_checks.ts";
import { heldNoteChecks } from "./_held_note_checks.ts";
import { houseFeedChecks } from "./_house_feed_checks.ts";
import { joinChecks } from "./_join_checks.ts";
import { joinWireChecks } from "./_join_wire_checks.ts";
import { linkChecks } from "./_link_checks.ts";
import { lotWireChecks } from "./_lot_wire_checks.ts";
import { pacingChecks } from "./_pacing_checks.ts";
import { pageChecks } from "./_page_checks.ts";
import { pictureChecks } from "./_picture_checks.ts";
import { relayChecks } from "./_relay_checks.ts";
import { surroundingsChecks } from "./_surroundings_checks.ts";
import { secureChecks } from "./_secure_checks.ts";
import { wireChecks } from "./_wire_checks.ts";
import type { CheckedFile } from "./check.ts";

/** The checks by the file that they stand in. */
export const checkedFiles: readonly CheckedFile[] = [
  ...wireChecks,
  ...lotWireChecks,
  ...joinWireChecks,
  ...secureChecks,
  ...houseFeedChecks,
  ...pacingChecks,
  ...relayChecks,
  ...pictureChecks,
  ...pageChecks,
  ...surroundingsChecks,
  ...joinChecks,
  ...deskChecks,
  ...bidderChecks,
  ...linkChecks,
  ...auditChecks,
  ...checkpointChecks,
  ...heldNoteChecks,
  ...consoleChecks,
];
