import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const clientFile = z.object({ client_id: z.string(), client_secret: z.string() });

/** The one service that the embedded sign-in knows. Its secret is made once, and kept where its owner can take it from. */
export function serviceClient(dataDir: string, clientId: string): z.infer<typeof clientFile> {
  const file = join(dataDir, 'service-client.json');
  if (!existsSync(file)) {
    const made = { client_id: clientId, client_secret: randomBytes(32).toString('base64url') };
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  }
  return { ...clientFile.parse(JSON.parse(readFileSync(file, 'utf8'))), client_id: clientId };
}
