// A promise that somebody else settles, and that nobody has to wait for.

/** A promise to be settled from outside; nobody has to wait for it when it is rejected. */
export function deferred(): PromiseWithResolvers<void> {
  const made = Promise.withResolvers<void>();
  made.promise.catch(() => {});
  return made;
}
