import os from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Until the returned function is called: who ends the process by a signal has it clear up first, and it ends with the
 * signal's own exit code. Ctrl-C under npm comes twice, so only the first counts.
 */
export const whenBrokenOff = (clearUp: () => Promise<void>): (() => void) => {
  let isEnding = false;
  const listeners = signals.map((signal) => {
    const listener = (): void => {
      if (isEnding) return;
      isEnding = true;
      void clearUp().finally(() => process.exit(128 + os.constants.signals[signal]));
    };
    process.on(signal, listener);
    return { signal, listener };
  });
  return () => {
    for (const { signal, listener } of listeners) process.removeListener(signal, listener);
  };
};
