import { createConnection, createServer, type AddressInfo } from 'node:net';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { openMailer, type MailMessage } from '../../config/mail';
import { Secret } from '../../config/secret';
import { openMailbox, type Mailbox } from '../../local/mailbox';

const row = z.object({ id: z.string(), to: z.string(), subject: z.string(), messageId: z.string() });
const rows = z.object({ letters: z.array(row) });
const whole = row.extend({
  text: z.string(),
  html: z.string(),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
});

describe('The mailbox of the embedded start', () => {
  let dataDir: string;
  let mailbox: Mailbox;
  const open = async (): Promise<void> => {
    mailbox = await openMailbox({ smtpPort: 0, webPort: 0, dataDir, host: '127.0.0.1' });
  };
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'mailbox-'));
    await open();
  });
  afterEach(async () => {
    await mailbox.close();
    await rm(dataDir, { recursive: true });
  });

  const send = (over: Partial<MailMessage> = {}) =>
    openMailer({
      smtpUrl: new Secret(`smtp://127.0.0.1:${mailbox.smtpPort}`),
      requireTls: false,
      from: 'Safeguarding reviews <reviews@exampleshire.example>',
    }).deliver({
      to: 'lead@school.example',
      subject: '[SI-2026-7K3Q] Decision needed',
      text: 'Words\n\nRead and decide:\nhttp://127.0.0.1:3000/q/token\n',
      html: '<p>Words</p><p><a href="http://127.0.0.1:3000/q/token">Read and decide</a></p>',
      date: new Date('2027-03-01T09:05:00Z'),
      messageId: '<one@exampleshire.example>',
      ...over,
    });
  const get = (where: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${mailbox.webPort}${where}`, { headers });
  const listed = async (query = '') => rows.parse(await (await get(`/api/letters${query}`)).json()).letters;

  it('keeps each letter as a file for its owner’s eyes, before it says that it has it', async () => {
    expect((await send()).result).toBe('accepted');
    const folder = path.join(dataDir, 'mailbox');
    const [name = '', ...more] = await readdir(folder);
    expect([name, more]).toEqual([expect.stringMatching(/\.eml$/), []]);
    expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('has its letters after a restart as before, in order, and passes over what is no letter', async () => {
    for (const subject of ['first', 'second', 'third']) await send({ subject });
    const before = await listed();
    await mailbox.close();
    await writeFile(path.join(dataDir, 'mailbox', '1-broken.eml.part'), 'half');
    await open();
    expect(before.map(({ subject }) => subject)).toEqual(['first', 'second', 'third']);
    expect(await listed()).toEqual(before);
  });

  it('finds letters by recipient and by reference, and those that came after another', async () => {
    await send();
    await send({ to: 'ofsted@ofsted.example', subject: '[SI-2026-9HXT] Copy' });
    await send({ to: 'dfe@dfe.example', subject: '[SI-2026-9HXT] Copy' });
    const [first, second, third] = await listed();
    expect(await listed('?to=OFSTED')).toEqual([second]);
    expect(await listed('?about=9hxt')).toEqual([second, third]);
    expect(await listed(`?after=${first?.id ?? ''}`)).toEqual([second, third]);
    expect(await listed(`?after=${Date.now() + 60_000}`)).toEqual([]);
    const page = await (await get('/?to=ofsted')).text();
    expect(page).toContain('1 letter, newest first');
    expect(page).not.toContain('dfe@dfe.example');
  });

  it('shows the newest first, fifty a page', async () => {
    await Promise.all(Array.from({ length: 50 }, () => send({ subject: 'An early one' })));
    await send({ subject: 'The last one' });
    const first = await (await get('/')).text();
    const second = await (await get('/?page=2')).text();
    const titles = (page: string) => [...page.matchAll(/letters\/[^>]+>([^<]+)</g)].map(([, title]) => title);
    expect(titles(first)).toEqual(['The last one', ...Array<string>(49).fill('An early one')]);
    expect(titles(second)).toEqual(['An early one']);
    expect(second).toContain('Page 2 of 2');
  });

  it('shows a letter dated by its own time, as text, as HTML and as its source', async () => {
    await send();
    const [letter] = await listed();
    const page = await (await get(`/letters/${letter?.id ?? ''}`)).text();
    expect(page).toContain('1 March 2027 at 09:05');
    expect(page).toContain('<a class="button" href="http://127.0.0.1:3000/q/token">Read and decide</a>');
    expect(page).toContain('&lt;p&gt;Words&lt;/p&gt;');
    const source = await get(`/letters/${letter?.id ?? ''}/source`);
    expect(source.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await source.text()).toContain('Message-ID: <one@exampleshire.example>');
    expect(whole.parse(await (await get(`/api/letters/${letter?.id ?? ''}`)).json())).toMatchObject({
      to: 'lead@school.example',
      links: [{ label: 'Read and decide', url: 'http://127.0.0.1:3000/q/token' }],
    });
  });

  it('runs nothing of a letter, fetches nothing for it, and makes no link elsewhere clickable', async () => {
    await send({
      subject: '<script>alert(1)</script>',
      text: 'Elsewhere:\nhttps://evil.example/\n',
      html: `<script>alert(1)</script><a href="https://evil.example/">a</a><a href='javascript:alert(1)'>b</a><a href=//evil.example>c</a>`,
    });
    const [letter] = await listed();
    const response = await get(`/letters/${letter?.id ?? ''}`);
    const page = await response.text();
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src/);
    expect(page).toContain('sandbox="allow-top-navigation-by-user-activation"');
    expect(page).not.toMatch(/<script/);
    expect(page).not.toMatch(/href=(?:"|&quot;|&#39;|')?(?:https:|javascript:|\/\/)/);
  });

  it('lists what is attached to a letter, and gives it out as a file and never as a page', async () => {
    const content = Buffer.from('%PDF-1.7 <script>alert(1)</script>');
    const filename = 'SI-2026-7K3Q-copy-of-notification.pdf';
    await send({ attachments: [{ filename, content, contentType: 'application/pdf' }] });
    const [letter] = await listed();
    const where = `/letters/${letter?.id ?? ''}`;
    expect(await (await get(where)).text()).toContain(
      `<a href="${where}/attachments/0">${filename}</a> (1 kB)`,
    );
    const file = await get(`${where}/attachments/0`);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename=${filename}`,
      'x-content-type-options': 'nosniff',
    });
    expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true);
    expect(await (await get(`/api${where}`)).json()).toMatchObject({
      attachments: [{ name: filename, bytes: content.length }],
    });
    for (const index of ['1', '-1', 'x', '__proto__'])
      expect((await get(`${where}/attachments/${index}`)).status).toBe(404);
  });

  it('takes neither the name nor the kind of a file on trust', async () => {
    const attachments = [
      { filename: '../../a"b<i>.html', content: Buffer.from('<script>1</script>'), contentType: 'text/html' },
    ] as unknown as NonNullable<MailMessage['attachments']>;
    await send({ attachments });
    const [letter] = await listed();
    const where = `/letters/${letter?.id ?? ''}`;
    expect(await (await get(where)).text()).toContain('>abi.html</a>');
    const file = await get(`${where}/attachments/0`);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename=abi.html');
  });

  it('answers only under the names of this machine', async () => {
    const status = await new Promise<string>((resolve, reject) => {
      const socket = createConnection(mailbox.webPort, '127.0.0.1', () => {
        socket.write('GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
      });
      socket.once('data', (bytes) => {
        resolve(bytes.toString().split('\r\n')[0] ?? '');
      });
      socket.once('error', reject);
    });
    expect(status).toBe('HTTP/1.1 403 Forbidden');
  });

  it('says that a letter is not here, whatever is asked for', async () => {
    for (const id of ['nothing', '..%2F..%2Fkeys.json', '1765000000000-000001-00000000']) {
      expect((await get(`/letters/${id}`)).status).toBe(404);
      expect((await get(`/api/letters/${id}`)).status).toBe(404);
    }
  });

  it('goes on after a client that breaks off in the middle', async () => {
    const complaint = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    await new Promise<void>((resolve) => {
      const socket = createConnection(mailbox.smtpPort, '127.0.0.1', () => {
        socket.write('EHLO x\r\nMAIL FROM:<a@b.example>\r\n');
        socket.resetAndDestroy();
        socket.once('close', () => {
          resolve();
        });
      });
    });
    expect((await send()).result).toBe('accepted');
    complaint.mockRestore();
  });

  it('says so at once where a port is taken, and leaves none open', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const settings = { smtpPort: 0, webPort: port, dataDir, host: '127.0.0.1' };
    await expect(openMailbox(settings)).rejects.toMatchObject({ code: 'EADDRINUSE', port });
    await expect(openMailbox({ ...settings, webPort: 0, smtpPort: port })).rejects.toMatchObject({ port });
    taken.close();
  });
});
