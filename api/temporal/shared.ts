type Kept = { value: Promise<unknown>; askedAtMs: number; isRenewed: boolean };

/**
 * Shares what is asked for again within so many milliseconds: what is under way, and what was answered; a failure is not
 * kept. For as long again the old answer is given while a new one is fetched, so that of many who ask nobody waits for it.
 * For answers that lag by about as much anyway.
 */
export function sharedFor(keptMs: number, now: () => number = Date.now) {
  const kept = new Map<string, Kept>();
  const ageOf = ({ askedAtMs }: Kept): number => now() - askedAtMs;

  const askAnew = <T>(ask: () => Promise<T>): Kept & { value: Promise<T> } => ({
    askedAtMs: now(),
    value: ask(),
    isRenewed: false,
  });

  return <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    for (const [old, one] of kept) if (ageOf(one) >= 2 * keptMs) kept.delete(old);
    const there = kept.get(key);
    if (there === undefined) {
      const first = askAnew(ask);
      kept.set(key, first);
      first.value.catch(() => kept.delete(key));
      return first.value;
    }
    if (ageOf(there) >= keptMs && !there.isRenewed) {
      there.isRenewed = true;
      const next = askAnew(ask);
      // Where that fails, the old answer is given until its time is up, and then the failure is seen.
      next.value.then(
        () => kept.set(key, next),
        () => (there.isRenewed = false),
      );
    }
    return there.value as Promise<T>;
  };
}
