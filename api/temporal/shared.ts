/**
 * Shares what is asked for again within so many milliseconds: what is under way, and what was answered; a failure is not
 * kept. For answers that lag by as much anyway.
 */
export function sharedFor(keptMs: number, now: () => number = Date.now) {
  const kept = new Map<string, { value: Promise<unknown>; untilMs: number }>();
  return <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    for (const [old, { untilMs }] of kept) if (untilMs <= now()) kept.delete(old);
    const there = kept.get(key);
    if (there) return there.value as Promise<T>;
    const value = ask();
    kept.set(key, { value, untilMs: now() + keptMs });
    value.catch(() => kept.delete(key));
    return value;
  };
}
