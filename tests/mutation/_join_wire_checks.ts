// The checks of the frames of a join and of what they say.

import type { CheckedFile } from "./check.ts";

const vectors = "tests/vectors_test.ts";

/** The checks of the decoders of a join. */
export const joinWireChecks: readonly CheckedFile[] = [
  {
    file: "lib/wire/join_frame.ts",
    caughtBy: ["tests/net/frame_stream_test.ts", vectors],
    checks: [
      {
        without: "joinFrameLength() takes a frame of nothing",
        search: `length >= 1 && `,
        replace: ``,
      },
      {
        without: "joinFrameLength() takes a frame of any length",
        search: `length <= JOIN_FRAME_BYTES_MAX ?`,
        replace: `length <= JOIN_FRAME_BYTES_MAX * 2 ** 18 ?`,
      },
      {
        without: "decodeJoinFrame() takes an unknown type for a JOIN",
        search: `typesByCode.get(content[0] ?? 0);`,
        replace: `typesByCode.get(content[0] ?? 0) ?? "JOIN";`,
      },
    ],
  },
  {
    file: "lib/wire/join_message.ts",
    caughtBy: ["tests/wire/join_message_test.ts", vectors],
    checks: [
      {
        without: "JoinSchema takes members more",
        search: `JoinSchema = v.strictObject(`,
        replace: `JoinSchema = v.object(`,
      },
      {
        without: "JoinSchema takes any number of keys",
        search: `v.pipe(v.array(v.unknown()), v.length(2))`,
        replace: `v.array(v.unknown())`,
      },
      {
        without: "JoinSchema takes any text for a nonce",
        search: `nonce: bytes32,\n});\n\n/** The payload of CHALLENGE`,
        replace: `nonce: v.string(),\n});\n\n/** The payload of CHALLENGE`,
      },
      {
        without: "ChallengeSchema takes members more",
        search: `ChallengeSchema = v.strictObject(`,
        replace: `ChallengeSchema = v.object(`,
      },
      {
        without: "ChallengeSchema takes any version",
        search: `v.literal(PROTOCOL_VERSION)`,
        replace: `v.pipe(uint, v.minValue(PROTOCOL_VERSION - 1))`,
      },
      {
        without: "ChallengeSchema takes any text for the house's key",
        search: `x: bytes32,`,
        replace: `x: v.string(),`,
      },
      {
        without: "ProofSchema takes members more",
        search: `ProofSchema = v.strictObject(`,
        replace: `ProofSchema = v.object(`,
      },
      {
        without: "WelcomeSchema takes members more",
        search: `WelcomeSchema = v.strictObject(`,
        replace: `WelcomeSchema = v.object(`,
      },
      {
        without: "WelcomeSchema takes any text for the secret",
        search: `secret: bytes32,`,
        replace: `secret: v.string(),`,
      },
      {
        without: "WelcomeSchema takes any text for an address",
        search: `v.pipe(v.string(), v.ipv4())`,
        replace: `v.string()`,
      },
      {
        without: "WelcomeSchema takes port 0",
        search: `v.pipe(uint, v.minValue(1), v.maxValue(65_535))`,
        replace: `v.pipe(uint, v.maxValue(65_535))`,
      },
      {
        without: "WelcomeSchema takes a port past the last",
        search: `v.pipe(uint, v.minValue(1), v.maxValue(65_535))`,
        replace: `v.pipe(uint, v.minValue(1))`,
      },
      {
        without: "WelcomeSchema takes epoch 0",
        search: `number: v.pipe(uint, v.minValue(1)),`,
        replace: `number: uint,`,
      },
      {
        without: "WelcomeSchema takes any text for a salt",
        search: `salt: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{6}$/)),`,
        replace: `salt: v.string(),`,
      },
      {
        without: "WelcomeSchema takes next event 0",
        search: `next: v.pipe(uint, v.minValue(1)),`,
        replace: `next: uint,`,
      },
      {
        without: "RefusedSchema takes members more",
        search: `RefusedSchema = v.strictObject(`,
        replace: `RefusedSchema = v.object(`,
      },
      {
        without: "decodeJson() reads any length",
        search: `bytes.length <= JOIN_FRAME_BYTES_MAX ?`,
        replace: `bytes.length <= JOIN_FRAME_BYTES_MAX * 64 ?`,
      },
      {
        without: "decodeCatchup() reads any number of batches",
        search: `fields.list(256, `,
        replace: `fields.list(99_256, `,
      },
      {
        without: "decodeCatchup() reads batches of any length",
        search: `f.bytesUpTo(SIGNED_BODY_BYTES_MAX + 65)`,
        replace: `f.bytesUpTo(SIGNED_BODY_BYTES_MAX * 65)`,
      },
      {
        without: "decodeReady() reads next event 0",
        search: `next: f.uint(undefined, 1),`,
        replace: `next: f.uint(),`,
      },
    ],
  },
];
