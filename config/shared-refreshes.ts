import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { seal, unseal } from './encryption/seal';
import type { Store } from './folder-store';
import { keyedHash } from './secrets';

/**
 * Asks once for all processes: where a refresh token is good for one use, the second of two replicas that used it would
 * sign its person out. Of those who bring the same token, one asks, and the others get its answer.
 */
export type SharedRefreshes = {
  /** Null where another process was to ask, and its answer has not come in time. */
  once: (token: string, ask: () => Promise<string>) => Promise<string | null>;
  /** Deletes what nobody can want any more. */
  forgetExpired: (nowMs: number) => Promise<void>;
};

/** As long as an answer is given to who brings the old token; a browser may have several requests under way. */
const keptMs = 60_000;
/** Longer than a provider takes; who was to ask and has not said anything by then is waited for no more. */
const waitedMs = 10_000;

const file = z.object({ atMs: z.number(), sealed: z.base64().optional() });
const all = 'session-refreshes';

/** @param key 32 bytes. The answer, which holds tokens, is sealed with a key that only who brings the old token can make. */
export const openSharedRefreshes = (store: Store, key: Buffer, now = Date.now): SharedRefreshes => {
  const nameOf = (token: string): string =>
    `${all}/${createHash('sha256')
      .update(keyedHash(key, ['name', token]))
      .digest('hex')
      .slice(0, 48)}`;
  const sealOf = (token: string): Buffer => keyedHash(key, ['seal', token]);
  const read = async (name: string): Promise<z.infer<typeof file> | null> => {
    const bytes = await store.read(name);
    return bytes === null ? null : file.parse(JSON.parse(bytes.toString('utf8')));
  };
  const asBytes = (kept: z.infer<typeof file>): Buffer => Buffer.from(JSON.stringify(kept));
  /** Whether it falls to this process to ask. */
  const claim = async (name: string): Promise<boolean> => {
    if (await store.create(name, asBytes({ atMs: now() }))) return true;
    const there = await read(name);
    if (there !== null && there.atMs > now() - keptMs) return false;
    await store.delete(name);
    return store.create(name, asBytes({ atMs: now() }));
  };
  return {
    async once(token, ask) {
      const name = nameOf(token);
      if (await claim(name)) {
        const answer = await ask();
        const sealed = seal(sealOf(token), Buffer.from(answer), name).toString('base64');
        await store.replace(name, asBytes({ atMs: now(), sealed }));
        return answer;
      }
      const until = Date.now() + waitedMs;
      while (Date.now() < until) {
        await delay(100);
        const sealed = (await read(name))?.sealed;
        if (sealed === undefined) continue;
        return unseal(sealOf(token), Buffer.from(sealed, 'base64'), name)?.toString('utf8') ?? null;
      }
      return null;
    },
    async forgetExpired(nowMs) {
      for (const part of await store.list(all)) {
        const kept = await read(`${all}/${part}`).catch(() => null);
        if (kept !== null && kept.atMs <= nowMs - keptMs) await store.delete(`${all}/${part}`);
      }
    },
  };
};
