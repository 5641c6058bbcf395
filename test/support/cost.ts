import os from 'node:os';

/** What a command cost, its children among it. */
export type Cost = {
  /** By the clock. */
  seconds: number;
  /** Of processors, all threads together. */
  cpuSeconds: number;
  /** What other work took of the machine meanwhile, from 0 to 1. */
  othersShare: number;
};

/** For `sh -c`: runs the command that follows, and writes to the third stream what the shell knows of its time. */
export const timed = '"$@"; status=$?; times >&3; exit $status';

/** Begins to measure. The returned function takes what `timed` has written. */
export const beginCost = (): ((times: string) => Cost) => {
  const startedAt = performance.now();
  const before = busySeconds();
  return (times) => {
    const seconds = (performance.now() - startedAt) / 1000;
    const cpuSeconds = childrensSeconds(times);
    const others = Math.max(0, busySeconds() - before - cpuSeconds);
    return { seconds, cpuSeconds, othersShare: Math.min(others / (seconds * os.cpus().length), 1) };
  };
};

/** So long all processors of the machine have worked. */
const busySeconds = (): number =>
  os.cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0) / 1000;

/** The second line is the shell's children, and theirs: in their own code and in the system's. */
const childrensSeconds = (times: string): number =>
  [...(times.trim().split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
