import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const keysFile = z.object({
  cookies: z.array(z.string()),
  jwks: z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }),
});

/** The provider's own keys, kept in the data folder: what it signed before a restart is still good after it. */
export function signInKeys(dataDir: string): z.infer<typeof keysFile> {
  const file = join(dataDir, 'sign-in-keys.json');
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };
    const made = { cookies: [randomBytes(32).toString('base64url')], jwks: { keys: [key] } };
    writeFileSync(file, JSON.stringify(made), { mode: 0o600, flush: true });
  }
  return keysFile.parse(JSON.parse(readFileSync(file, 'utf8')));
}
