import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Store } from './folder-store';
import { isSame } from './secrets';

/**
 * Secret addresses of calendars, one for each person at most. What is kept is a hash: who reads the store cannot read a
 * calendar.
 */
export type CalendarFeeds = {
  /** Makes a token for a person's address; the one before is good for nothing from now on. */
  make: (person: string, atMs: number) => Promise<string>;
  stop: (person: string) => Promise<void>;
  /** When the address of now was made, in milliseconds; null where there is none. */
  madeAtMs: (person: string) => Promise<number | null>;
  /** Whose token this is; null where it is nobody's. */
  holder: (token: string) => Promise<string | null>;
};

const kept = z.object({ person: z.string(), hash: z.base64(), madeAtMs: z.number() });
const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
const nameOf = (id: string): string => `calendars/${id}`;
const idOf = (person: string): string => hashOf(person).toString('hex').slice(0, 32);
const shape = /^([0-9a-f]{32})([A-Za-z0-9_-]{43})$/u;

export const openCalendarFeeds = (store: Store): CalendarFeeds => {
  const read = async (id: string): Promise<z.infer<typeof kept> | null> => {
    const bytes = await store.read(nameOf(id));
    return bytes === null ? null : kept.parse(JSON.parse(bytes.toString('utf8')));
  };
  return {
    async make(person, madeAtMs) {
      const secret = randomBytes(32).toString('base64url');
      const hash = hashOf(secret).toString('base64');
      await store.replace(nameOf(idOf(person)), Buffer.from(JSON.stringify({ person, hash, madeAtMs })));
      return `${idOf(person)}${secret}`;
    },
    async stop(person) {
      await store.delete(nameOf(idOf(person)));
    },
    madeAtMs: async (person) => (await read(idOf(person)))?.madeAtMs ?? null,
    async holder(token) {
      const [, id = '', secret = ''] = shape.exec(token) ?? [];
      const found = id === '' ? null : await read(id);
      const isHolder = found !== null && isSame(Buffer.from(found.hash, 'base64'), hashOf(secret));
      return isHolder ? found.person : null;
    },
  };
};
