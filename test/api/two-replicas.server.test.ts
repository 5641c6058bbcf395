import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { EmbeddedUnderTest } from '../support/embedded-under-test';
import { hiddenInputs } from './support/pages-under-test';

jest.setTimeout(240_000);

const root = path.join(__dirname, '..', '..');
const address = 'head@schools.exampleshire.example';

/** One browser, whose requests a balancer gives to whichever replica it likes. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async open(
    url: string,
    form?: Record<string, string>,
  ): Promise<{ url: string; status: number; text: string }> {
    const response = await fetch(url, {
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const next = response.headers.get('location');
    if (next !== null) return this.open(new URL(next, url).href);
    return { url, status: response.status, text: await response.text() };
  }
}

describe('two replicas of the application on one Temporal', () => {
  let service: EmbeddedUnderTest;
  let replica: ChildProcess;
  let here: string;
  let there: string;

  beforeAll(async () => {
    service = await EmbeddedUnderTest.prepare();
    await service.start();
    const { ports, dataDir } = service;
    const keys = z
      .record(z.string(), z.string())
      .parse(JSON.parse(readFileSync(path.join(dataDir, 'keys.json'), 'utf8')));
    const free = ports.SMTP_PORT + 100;
    here = `http://127.0.0.1:${ports.PORT}`;
    there = `http://127.0.0.1:${free}`;
    replica = spawn(process.execPath, ['dist/api/main.js'], {
      cwd: root,
      env: {
        ...service.environment(),
        ...keys,
        EMBEDDED: 'true',
        TRAINING: 'true',
        PORT: String(free),
        CODEC_PORT: String(free + 1),
        UI_PROXY_PORT: String(free + 2),
        PUBLIC_URL: here,
        UI_PROXY_URL: `http://127.0.0.1:${ports.UI_PROXY_PORT}`,
        CODEC_URL: `http://127.0.0.1:${ports.CODEC_PORT}`,
      },
      stdio: 'ignore',
    });
    await service.until('the other replica', () =>
      fetch(`${there}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  });

  afterAll(async () => {
    if (replica.exitCode === null) {
      replica.kill('SIGTERM');
      await once(replica, 'exit');
    }
    await service.close();
  });

  it('hold one session between them, and each takes the forms of the other', async () => {
    const browser = new Browser();
    const choosing = await browser.open(`${here}/sign-in`);
    await browser.open(choosing.url, { person: 'business-unit-a' });
    expect((await browser.open(`${there}/cases`)).text).toContain('All cases');
    const form = await browser.open(`${here}/calendar`);
    const taken = await browser.open(`${there}/calendar`, { ...hiddenInputs(form.text), step: 'make' });
    expect(taken.status).toBeLessThan(400);
    const stranger = await new Browser().open(`${there}/calendar`, hiddenInputs(form.text));
    expect(stranger.status).toBe(403);
  });

  it('count the tries of a code together, and a code that one asked for is taken by the other', async () => {
    const [asking, guessing] = [new Browser(), new Browser()];
    const first = await asking.open(`${here}/report`);
    const page = await asking.open(`${here}/report/code`, { ...hiddenInputs(first.text), address });
    const letter = async (): Promise<string> => {
      const mailbox = `http://127.0.0.1:${service.ports.MAILBOX_PORT}/api/letters`;
      let id: string | undefined;
      await service.until('the code', async () => {
        const query = new URLSearchParams({ to: address, about: 'code' });
        const found = (await (await fetch(`${mailbox}?${query.toString()}`)).json()) as {
          letters: { id: string }[];
        };
        id = found.letters.at(-1)?.id;
        return id !== undefined;
      });
      return ((await (await fetch(`${mailbox}/${id ?? ''}`)).json()) as { text: string }).text;
    };
    const code = /\b\d{6}\b/.exec(await letter())?.[0] ?? '';
    const wrong = code === '000000' ? '000001' : '000000';
    const other = await guessing.open(`${there}/report`);
    const hidden = { ...hiddenInputs(other.text), address };
    const guesses = await Promise.all(
      [0, 1, 2].map(() => guessing.open(`${there}/report/code/enter`, { ...hidden, code: wrong })),
    );
    for (const { text } of guesses) expect(text).toContain('not a code that we sent');
    const entered = await asking.open(`${there}/report/code/enter`, {
      ...hiddenInputs(page.text),
      address,
      code,
    });
    expect(entered.status).toBe(200);
    expect((await asking.open(`${here}/report?new=yes`)).text).not.toContain('name="code"');
  });
});
