import { isIP } from 'node:net';
import { z } from 'zod';

const fault =
  'must be addresses or subnets (or loopback, linklocal, uniquelocal) with commas between, or a number of hops';

const groups = ['loopback', 'linklocal', 'uniquelocal'];
const bits: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

/** Not every address at once: a subnet of no bits would trust whoever asks. */
const isProxy = (name: string): boolean => {
  if (groups.includes(name)) return true;
  const [address = '', prefix, ...more] = name.split('/');
  const longest = bits[isIP(address)];
  if (longest === undefined || more.length > 0) return false;
  return prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= longest);
};

/** Express's own words for the proxies whose `X-Forwarded-For` counts, except that never are all of them trusted. */
export const trustedProxies = z.string().transform((text, context): string | number => {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const names = text.split(',').map((name) => name.trim());
  if (!names.every(isProxy)) context.addIssue(fault);
  return names.join(',');
});
