// What the assertions of @std/assert promise. The same tests must pass with the package itself:
// they look at what passes and what fails and at the error given back, not at the wording.
import {
  assert,
  assertAlmostEquals,
  assertArrayIncludes,
  assertEquals,
  assertExists,
  assertFalse,
  assertGreater,
  assertGreaterOrEqual,
  assertInstanceOf,
  AssertionError,
  assertIsError,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertNotEquals,
  assertNotInstanceOf,
  assertNotMatch,
  assertNotStrictEquals,
  assertObjectMatch,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
  fail,
  unimplemented,
  unreachable,
} from "@std/assert";

interface Claims {
  readonly holds: readonly (() => void)[];
  readonly fails: readonly (() => void)[];
}

const lot = { id: "7", bids: [{ by: "ana", cents: 500 }], tags: new Set(["a", "b"]) };

const CLAIMS: Readonly<Record<string, Claims>> = {
  "assert()": {
    holds: [() => assert(true), () => assert("0"), () => assert({})],
    fails: [() => assert(false), () => assert(0), () => assert(""), () => assert(null)],
  },
  "assertFalse()": {
    holds: [() => assertFalse(false), () => assertFalse(0), () => assertFalse(undefined)],
    fails: [() => assertFalse(true), () => assertFalse([])],
  },
  "assertEquals()": {
    holds: [() => assertEquals({ a: [1] }, { a: [1] }), () => assertEquals(NaN, NaN)],
    fails: [() => assertEquals({ a: [1] }, { a: [2] }), () => assertEquals("a", "b")],
  },
  "assertNotEquals()": {
    holds: [() => assertNotEquals({ a: 1 }, { a: 2 })],
    fails: [() => assertNotEquals({ a: 1 }, { a: 1 })],
  },
  "assertStrictEquals()": {
    holds: [() => assertStrictEquals(lot, lot), () => assertStrictEquals(NaN, NaN)],
    fails: [() => assertStrictEquals({ a: 1 }, { a: 1 }), () => assertStrictEquals(0, -0)],
  },
  "assertNotStrictEquals()": {
    holds: [() => assertNotStrictEquals({}, {}), () => assertNotStrictEquals(0, -0)],
    fails: [() => assertNotStrictEquals(lot, lot)],
  },
  "assertAlmostEquals()": {
    holds: [
      () => assertAlmostEquals(0.1 + 0.2, 0.3),
      () => assertAlmostEquals(10, 11, 1),
      () => assertAlmostEquals(Infinity, Infinity),
    ],
    fails: [
      () => assertAlmostEquals(1, 1.001),
      () => assertAlmostEquals(10, 11.1, 1),
      () => assertAlmostEquals(NaN, 1),
    ],
  },
  "assertExists()": {
    holds: [() => assertExists(0), () => assertExists(""), () => assertExists(false)],
    fails: [() => assertExists(null), () => assertExists(undefined)],
  },
  "assertGreater()": {
    holds: [() => assertGreater(2, 1)],
    fails: [() => assertGreater(1, 1), () => assertGreater(NaN, 1)],
  },
  "assertGreaterOrEqual()": {
    holds: [() => assertGreaterOrEqual(1, 1)],
    fails: [() => assertGreaterOrEqual(1, 2)],
  },
  "assertLess()": {
    holds: [() => assertLess(1n, 2n)],
    fails: [() => assertLess(1, 1)],
  },
  "assertLessOrEqual()": {
    holds: [() => assertLessOrEqual("a", "a")],
    fails: [() => assertLessOrEqual("b", "a")],
  },
  "assertInstanceOf()": {
    holds: [() => assertInstanceOf(new TypeError(), Error), () => assertInstanceOf([], Array)],
    fails: [() => assertInstanceOf({}, Error), () => assertInstanceOf(null, Object)],
  },
  "assertNotInstanceOf()": {
    holds: [() => assertNotInstanceOf(7, Error)],
    fails: [() => assertNotInstanceOf(new TypeError(), Error)],
  },
  "assertMatch()": {
    holds: [() => assertMatch("lot 7", /\d$/)],
    fails: [() => assertMatch("lot", /\d$/)],
  },
  "assertNotMatch()": {
    holds: [() => assertNotMatch("lot", /\d$/)],
    fails: [() => assertNotMatch("lot 7", /\d$/)],
  },
  "assertStringIncludes()": {
    holds: [() => assertStringIncludes("lot 7 sold", "7"), () => assertStringIncludes("", "")],
    fails: [() => assertStringIncludes("lot 7 sold", "8")],
  },
  "assertArrayIncludes()": {
    holds: [
      () => assertArrayIncludes([1, { a: 2 }, 3], [{ a: 2 }, 1]),
      () => assertArrayIncludes(new Uint8Array([1, 2]), new Uint8Array([2])),
    ],
    fails: [() => assertArrayIncludes([1, 2], [1, 3])],
  },
  "assertObjectMatch()": {
    holds: [
      () => assertObjectMatch(lot, { id: "7" }),
      () => assertObjectMatch(lot, { bids: [{ by: "ana" }] }),
      () => assertObjectMatch(lot, { tags: new Set(["a"]) }),
      () =>
        assertObjectMatch({ a: new Map([["b", { c: 1, d: 2 }]]) }, {
          a: new Map([["b", { c: 1 }]]),
        }),
      () => assertObjectMatch({ at: new Date(5), more: 1 }, { at: new Date(5) }),
    ],
    fails: [
      () => assertObjectMatch(lot, { id: "8" }),
      () => assertObjectMatch(lot, { bids: [{ by: "ben" }] }),
      () => assertObjectMatch(lot, { winner: undefined }),
      () => assertObjectMatch(lot, { tags: new Set(["c"]) }),
      () => assertObjectMatch({ at: new Date(5) }, { at: new Date(6) }),
    ],
  },
  "fail()": { holds: [], fails: [() => fail(), () => fail("why")] },
  "unreachable()": { holds: [], fails: [() => unreachable()] },
  "unimplemented()": { holds: [], fails: [() => unimplemented()] },
};

for (const [name, { holds, fails }] of Object.entries(CLAIMS)) {
  Deno.test(`${name} is silent where it holds and throws where it does not`, () => {
    for (const claim of holds) claim();
    for (const claim of fails) {
      const error = thrownBy(claim);
      if (!(error instanceof AssertionError)) throw new Error(`Did not fail: ${claim}`);
    }
  });
}

Deno.test("AssertionError is named so and carries message and cause", () => {
  const cause = new Error("below");
  const error = new AssertionError("above", { cause });
  assertEquals([error.name, error.message, error.cause], ["AssertionError", "above", cause]);
  assertInstanceOf(error, Error);
});

Deno.test("assert() and its kin put the caller's message into the error", () => {
  const claims = [
    () => assert(false, "the hammer fell twice"),
    () => assertEquals(1, 2, "the hammer fell twice"),
    () => assertMatch("a", /b/, "the hammer fell twice"),
    () => fail("the hammer fell twice"),
  ];
  for (const claim of claims) assertStringIncludes(String(thrownBy(claim)), "hammer fell twice");
});

Deno.test("assertThrows() gives back what was thrown, of any class", () => {
  const thrown = new RangeError("out of the hall");
  const lift = () => {
    throw thrown;
  };
  assertStrictEquals(assertThrows(lift), thrown);
  assertStrictEquals(assertThrows(lift, "reason"), thrown);
  assertStrictEquals(assertThrows(lift, RangeError).message, "out of the hall");
  assertStrictEquals(assertThrows(lift, Error, "of the"), thrown);
  assertStrictEquals(
    assertThrows(() => {
      throw 7;
    }),
    7,
  );
});

Deno.test("assertThrows() fails on silence, another class, other words and a bare value", () => {
  const lift = () => {
    throw new RangeError("out of the hall");
  };
  const bare = () => {
    throw 7;
  };
  const mistakes = [
    () => assertThrows(() => 7),
    () => assertThrows(() => 7, Error),
    () => assertThrows(lift, TypeError),
    () => assertThrows(lift, RangeError, "in the hall"),
    () => assertThrows(bare, Error),
  ];
  for (const mistake of mistakes) assertInstanceOf(thrownBy(mistake), AssertionError);
});

Deno.test("assertRejects() resolves with the reason, of any class", async () => {
  const reason = new RangeError("out of the hall");
  const refuse = () => Promise.reject(reason);
  assertStrictEquals(await assertRejects(refuse), reason);
  assertStrictEquals((await assertRejects(refuse, RangeError, "of the")).message, reason.message);
  assertStrictEquals(await assertRejects(() => Promise.reject(7)), 7);
});

Deno.test("assertRejects() fails on success, another class, other words and a throw", async () => {
  const refuse = () => Promise.reject(new RangeError("out of the hall"));
  const mistakes = [
    () => assertRejects(() => Promise.resolve(7)),
    () => assertRejects(refuse, TypeError),
    () => assertRejects(refuse, RangeError, "in the hall"),
    () => assertRejects(() => Promise.reject(7), Error),
    () =>
      assertRejects(() => {
        throw new RangeError("at once");
      }),
  ];
  for (const mistake of mistakes) {
    const outcome = await mistake().then(() => "passed", (error: unknown) => error);
    assertInstanceOf(outcome, AssertionError);
  }
});

Deno.test("assertIsError() looks at the class and at the words, given as text or pattern", () => {
  const error: unknown = new RangeError("out of the hall");
  assertIsError(error);
  assertIsError(error, RangeError, "of the");
  assertIsError(error, Error, /hall$/);
  const mistakes = [
    () => assertIsError(7),
    () => assertIsError(error, TypeError),
    () => assertIsError(error, RangeError, "in the"),
    () => assertIsError(error, RangeError, /^hall/),
  ];
  for (const mistake of mistakes) assertInstanceOf(thrownBy(mistake), AssertionError);
});

/** Kept apart from `assertThrows`, which is under test here. */
function thrownBy(fn: () => unknown): unknown {
  try {
    fn();
  } catch (error) {
    return error;
  }
  return undefined;
}
