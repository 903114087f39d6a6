// The whole set, and how one is written to its file.

import { bidVectors } from "./bid_cases.ts";
import { commandVectors } from "./command_cases.ts";
import { checkpointVectors } from "./checkpoint_cases.ts";
import { datagramVectors } from "./datagram_cases.ts";
import { eventVectors } from "./event_cases.ts";
import { feedVectors } from "./feed_cases.ts";
import { heartbeatVectors } from "./heartbeat_cases.ts";
import { houseAnswerVectors } from "./house_answer_cases.ts";
import { inboxVectors } from "./inbox_cases.ts";
import { joinVectors } from "./join_cases.ts";
import { keyVectors } from "./key_cases.ts";
import { lotVectors } from "./lot_cases.ts";
import { memberMessageVectors } from "./member_message_cases.ts";
import { pictureVectors } from "./picture_cases.ts";
import type { Vector } from "./_vector.ts";
import { ana, house, stranger } from "./_test_keys.ts";

/** Every vector, in the order of the document's sections. */
export const allVectors: readonly Vector[] = [
  ...keyVectors,
  ...joinVectors,
  ...houseAnswerVectors,
  ...datagramVectors,
  ...feedVectors,
  ...heartbeatVectors,
  ...checkpointVectors,
  ...eventVectors,
  ...lotVectors,
  ...commandVectors,
  ...bidVectors,
  ...memberMessageVectors,
  ...inboxVectors,
  ...pictureVectors,
];

const keys = `Ed25519 test keys of fixed seeds: house 32 x 0x${house.seed.slice(0, 2)}, ` +
  `bidder 32 x 0x${ana.seed.slice(0, 2)}, stranger 32 x 0x${stranger.seed.slice(0, 2)}`;

/** The text of a vector's file. */
export function fileText({ section, subject, says, input, expected }: Vector): string {
  const file = { section: `PROTOCOL §${section}`, subject, says, keys, input, expected };
  return JSON.stringify(file, null, 2) + "\n";
}
