import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Lets Docker Compose itself read docker-compose.yml, with made-up values. Exits 75, saying so, where it is not installed.
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const compose = (args, env = process.env) =>
  spawnSync('docker', ['compose', ...args], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
    .status;

if (spawnSync('docker', ['compose', 'version'], { stdio: 'ignore' }).status !== 0) {
  process.stderr.write(
    'Docker Compose is not installed here, so `docker compose config` was not run; test/compose.test.ts judges the file by itself.\n',
  );
  process.exit(75);
}
const needed = [
  'PUBLIC_URL CODEC_URL UI_PROXY_URL ENCRYPTION_KEYS MASTER_KEYS AUDIT_KEYS SIGNING_SECRET POSTGRES_PASSWORD',
  'SMTP_URL MAIL_FROM OIDC_ISSUER OIDC_CLIENT_ID OIDC_CLIENT_SECRET DIRECTORY_FOLDER',
].flatMap((names) => names.split(' '));
const madeUp = Object.fromEntries(needed.map((name) => [name, './made-up']));
process.exit(compose(['config', '--quiet'], { ...process.env, ...madeUp }) === 0 ? 0 : 1);
