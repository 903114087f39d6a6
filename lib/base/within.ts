// A wait with an end.

/**
 * Waits for `work` at most `ms`, then runs `expired`, where there is one, and gives "timeout". The
 * timer is cleared in any case; `work` itself goes on.
 */
export async function within<T>(
  work: Promise<T>,
  { ms, expired }: { readonly ms: number; expired?(): void },
): Promise<T | "timeout"> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<"timeout">((resolve) => {
    timer = setTimeout(() => {
      expired?.();
      resolve("timeout");
    }, ms);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
