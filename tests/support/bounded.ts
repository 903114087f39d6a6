// Waits with an end, for what has no transcript: a promise, or a question asked again and again.

/** `work`, or a failure that says `what` did not happen in time. */
export async function inTime<T>(
  work: Promise<T>,
  { what, ms = 20_000 }: { readonly what: string; readonly ms?: number },
): Promise<T> {
  const late = Promise.withResolvers<never>();
  const failure = new Error(`${what}: not within ${ms} ms`); // Made here: it names the caller.
  const timer = setTimeout(() => late.reject(failure), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** The first answer of `ask` that is not null. Asks again, with a breath between, until `ms` are over. */
export async function eventually<T>(
  ask: () => Promise<T | null> | T | null,
  { what, ms = 20_000 }: { readonly what: string; readonly ms?: number },
): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > end) throw new Error(`${what}: not within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
