// Things that happen at a steady rate.

/** Does `act` `rate` times a second, one after the other: a late one takes none of the next one's time. */
export async function steadily(
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
  act: () => Promise<void>,
): Promise<void> {
  const startMs = performance.now();
  for (let i = 0; i < rate * seconds; i++) {
    const waitMs = startMs + i * 1_000 / rate - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    await act();
  }
}
