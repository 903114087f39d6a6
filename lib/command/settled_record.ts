// A sale read from its record for its papers: an invoice must not rest on a record that was changed or
// cut, nor on a bid that nobody signed, so the record passes the whole audit first. What the audit
// does not keep, names and notes, is read after it.

import type { Finding } from "../audit/finding.ts";
import type { KeptNotes } from "../audit/kept_notes.ts";
import { auditLedger, type LedgerSource } from "../audit/ledger_audit.ts";
import type { Command } from "../auction/command.ts";
import { toHex } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { namesIn } from "../secure/paddle_owner.ts";
import { evolveNotes, NO_NOTES } from "../settlement/sale_notes.ts";
import type { SettledSale } from "../settlement/settled_sale.ts";
import { decodeCommand } from "../wire/command_codec.ts";
import { decodeEvent } from "../wire/event_codec.ts";

/**
 * The sale in `source`, with the names that its paddles were admitted under. Fault:
 * `ledger_corrupt` where an audit finds anything.
 */
export function readSettledSale(
  source: LedgerSource,
  { checkpoints }: { readonly checkpoints: readonly KeptNotes[] },
): SettledSale {
  const { finding, house, head, view } = auditLedger(source, { house: null, checkpoints });
  if (finding !== null || house === null) throw corrupt(finding);
  let notes = NO_NOTES;
  const admissions: Extract<Command, { type: "AdmitPaddle" }>[] = [];
  for (const row of source.rows()) {
    const decoded = decodeEvent(row.event);
    if (decoded !== null) notes = evolveNotes(notes, decoded.event);
    const command = row.command === null ? null : decodeCommand(row.command)?.command ?? null;
    if (command?.type === "AdmitPaddle") admissions.push(command);
  }
  return {
    view,
    notes,
    place: { house, seq: head.seq, hash: toHex(head.hash) },
    names: namesIn(admissions),
  };
}

function corrupt(finding: Finding | null): Fault {
  const { code, seq, detail } = finding ?? { code: "house", seq: null, detail: "it names none" };
  const place = seq === null ? "" : `event ${seq}: `;
  return new Fault("ledger_corrupt", `Reading the record failed: ${place}${detail} (${code})`);
}
