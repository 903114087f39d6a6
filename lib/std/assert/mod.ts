// Stand-in for the JSR package @std/assert, for machines that cannot reach JSR.
// Same names, signatures and outcomes as @std/assert 1.x documents; the wording of a failure and
// the drawing of a difference are our own. Deleting `links` in deno.json gives the real package.
export { assert, assertFalse, fail, type Falsy, unimplemented, unreachable } from "./assert.ts";
export { AssertionError } from "./assertion_error.ts";
export {
  assertArrayIncludes,
  assertExists,
  assertInstanceOf,
  assertMatch,
  assertNotInstanceOf,
  assertNotMatch,
  assertStringIncludes,
} from "./contents.ts";
export { equal } from "./equal.ts";
export {
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertNotStrictEquals,
  assertStrictEquals,
} from "./equals.ts";
export { assertObjectMatch } from "./object_match.ts";
export { assertGreater, assertGreaterOrEqual, assertLess, assertLessOrEqual } from "./order.ts";
export { assertIsError, assertRejects, assertThrows } from "./throws.ts";
