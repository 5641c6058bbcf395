import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { KeyRing } from '../key-ring';

/** Something that was said under a key: `body` is JSON, and signed as it stands, letter by letter. */
const signed = z.strictObject({ body: z.string(), key: z.string(), signature: z.base64() });
export type Signed = z.infer<typeof signed>;

/** What stands before 32 bytes to make them a private key of Ed25519 (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const privateKey = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });

/** Signs with the active key, by Ed25519. */
export function signWith({ active, keys }: KeyRing, value: object): Signed {
  const seed = keys.get(active);
  if (seed === undefined) throw new Error('There is no key to sign with.');
  const body = JSON.stringify(value);
  const signature = sign(null, Buffer.from(body), privateKey(seed)).toString('base64');
  return { body, key: active, signature };
}

export type Unsigned = 'no-signature' | 'unknown-key' | 'wrong-signature';

/** What was signed; or why it cannot be taken as ours. */
export function readSigned<T>(
  { keys }: KeyRing,
  value: unknown,
  schema: z.ZodType<T>,
): { said: T } | { because: Unsigned } {
  const read = signed.safeParse(value);
  if (!read.success) return { because: 'no-signature' };
  const { body, key, signature } = read.data;
  const seed = keys.get(key);
  if (seed === undefined) return { because: 'unknown-key' };
  const publicKey = createPublicKey(privateKey(seed));
  if (!verify(null, Buffer.from(body), publicKey, Buffer.from(signature, 'base64')))
    return { because: 'wrong-signature' };
  const said = schema.safeParse(parsed(body));
  return said.success ? { said: said.data } : { because: 'no-signature' };
}

/** JSON, or null for what is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
