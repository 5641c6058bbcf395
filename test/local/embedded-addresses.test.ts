import { randomBytes } from 'node:crypto';
import { readEnvironment } from '../../config/environment';
import { addresses } from '../../local/embedded-addresses';

const key = (): string => randomBytes(32).toString('base64');

describe('the addresses that a start prints', () => {
  const environment = readEnvironment({
    EMBEDDED: 'true',
    PORT: '14000',
    SMTP_URL: 'smtp://127.0.0.1:3025',
    DATA_DIR: '/tmp/a-folder',
    ENCRYPTION_KEYS: `a:${key()}`,
    MASTER_KEYS: `b:${key()}`,
    AUDIT_KEYS: `c:${key()}`,
    SIGNING_SECRET: key(),
    OIDC_CLIENT_SECRET: key(),
  });
  const lines = addresses(environment).split('\n');

  it.each([
    ['Application', 'http://127.0.0.1:14000'],
    ['Mailbox', 'http://127.0.0.1:3001'],
    ['Sign-in', 'http://127.0.0.1:3003'],
    ['Temporal UI', 'http://127.0.0.1:3004'],
    ['Codec server', 'http://127.0.0.1:3002'],
    ['Temporal', '127.0.0.1:7233'],
    ['Data folder', '/tmp/a-folder'],
  ])('name %s', (name, address) => {
    expect(
      lines.some(
        (line) =>
          line
            .trim()
            .split(/\s{2,}/)
            .slice(0, 2)
            .join() === `${name},${address}`,
      ),
    ).toBe(true);
  });

  it('stand in one block, aligned, with what each is for', () => {
    const block = lines.filter((line) => line.startsWith('    '));
    expect(lines.indexOf(block.at(-1) ?? '') - lines.indexOf(block[0] ?? '')).toBe(block.length - 1);
    expect(new Set(block.map((line) => /^ {4}\S.*?\s{2,}/.exec(line)?.[0].length)).size).toBe(1);
    const purposes = block.slice(0, -1).map((line) => line.search(/(?<= {3})\S[^:]*$/));
    expect(new Set(purposes).size).toBe(1);
  });
});
