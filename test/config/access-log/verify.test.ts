import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nextLine } from '../../../config/access-log/lines';
import { openAccessLog, type AccessEntry, type AccessLog } from '../../../config/access-log/open';
import { readAccessLog } from '../../../config/access-log/read';
import { verifyAccessLog } from '../../../config/access-log/verify';
import { folderStore, type GrowingStore } from '../../../config/folder-store';

const entry = (changed: Partial<AccessEntry> = {}): AccessEntry => ({
  person: 'business-unit-a',
  role: 'business-unit',
  action: 'read-report',
  what: 'report',
  case: 'SI-2026-7K3Q',
  outcome: 'shown',
  ...changed,
});
const ring = (...ids: string[]) => ({
  active: ids[0] ?? '',
  keys: new Map(ids.map((id) => [id, randomBytes(32)])),
});
const minuteMs = 60_000;
const without = (value: object, ...names: string[]): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));

describe('the access log', () => {
  let folder: string;
  let store: GrowingStore;
  let keys = ring('audit-1');
  let nowMs: number;
  let log: AccessLog;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'access-'));
    store = folderStore(folder);
    keys = ring('audit-1');
    nowMs = Date.UTC(2026, 11, 14, 9, 12);
    log = opened('application');
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  const opened = (part: string): AccessLog => openAccessLog(store, keys, part, { now: () => nowMs });
  const verified = (by = keys) => verifyAccessLog(store, by, nowMs);
  const inFolder = (name: string): string => path.join(folder, 'access-log', name);
  const namesIn = (name: string): string[] => readdirSync(inFolder(name)).toSorted();
  /** The file of the only chain, or of the chain of a part. */
  const chain = (part = ''): string =>
    inFolder(`chains/${namesIn('chains').find((name) => name.includes(part)) ?? ''}`);
  const checkpoints = (part = ''): string => chain(part).replace('chains', 'checkpoints');
  const lines = (file = chain()): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');
  const write = (changed: readonly string[], file = chain()): void => {
    writeFileSync(file, changed.map((line) => `${line}\n`).join(''));
  };
  /** Five entries, of which the first is the opening. */
  const written = async (closing = true): Promise<string[]> => {
    for (const person of ['a', 'b', 'c', 'd']) await log.record(entry({ person }));
    if (closing) await log.close();
    return lines();
  };
  /** The hashes from an entry on made good again, as somebody would who knows how they are made. */
  const rehashed = (all: readonly string[]): string[] => {
    let head = { entries: 0, hash: '' };
    return all.map((line) => {
      const { at, ...said } = JSON.parse(line.slice(65)) as Record<string, unknown>;
      const next = nextLine(head, String(at), without(said, 'n', 'previous'));
      head = next.head;
      return next.text.trimEnd();
    });
  };

  it('holds who, in which role, did what with which case, when and how it ended, in order of time', async () => {
    await log.record(entry());
    nowMs += 5_000;
    await log.record(
      entry({ person: 'police-partner', role: 'police-partner', action: 'answer', outcome: 'sent' }),
    );
    const rest = { what: 'report', case: 'SI-2026-7K3Q' };
    expect(await readAccessLog(store)).toEqual([
      { at: '2026-12-14T09:12:00.000Z', ...entry() },
      {
        at: '2026-12-14T09:12:05.000Z',
        person: 'police-partner',
        role: 'police-partner',
        action: 'answer',
        ...rest,
        outcome: 'sent',
      },
    ]);
    expect(await verified()).toEqual({ chains: 1, entries: 3, faults: [], remarks: [] });
  });

  it('holds no address: the same one is the same mark, and who has not the key cannot try addresses', async () => {
    const marks = async (by: AccessLog): Promise<string[]> => {
      for (const person of ['Head@school.example', 'head@school.example', 'other@school.example'])
        await by.record(entry({ person }));
      return (await readAccessLog(store)).slice(-3).map(({ person }) => person);
    };
    const [one, same, other] = await marks(log);
    expect(one).toMatch(/^outside-[0-9a-f]{12}$/);
    expect([same === one, other === one]).toEqual([true, false]);
    keys = ring('audit-2');
    nowMs += 1_000;
    expect((await marks(opened('worker')))[0]).not.toBe(one);
    expect(readFileSync(chain('application'), 'utf8')).not.toContain('school.example');
  });

  it('holds nothing that would act on the terminal that lists it', async () => {
    await log.record(entry({ what: 'answer \u001b[2J\u009b' }));
    expect((await readAccessLog(store)).map(({ what }) => what)).toEqual(['answer [2J']);
  });

  it('of a process that records nothing leaves nothing', async () => {
    await log.close();
    expect(readdirSync(folder)).toEqual([]);
    expect(await verified()).toEqual({ chains: 0, entries: 0, faults: [], remarks: [] });
  });

  it('keeps what many write at once, each process in a chain of its own, named once', async () => {
    const logs = [log, opened('worker'), opened('application'), opened('command-line')];
    const people = Array.from({ length: 50 }, (_, number) => `person-${String(number)}`);
    await Promise.all(logs.flatMap((one) => people.map((person) => one.record(entry({ person })))));
    await Promise.all(logs.map((one) => one.close()));
    expect(await verified()).toEqual({ chains: 4, entries: 204, faults: [], remarks: [] });
    expect(namesIn('index')).toEqual(['00000001', '00000002', '00000003', '00000004']);
    expect((await readAccessLog(store)).length).toBe(200);
  });

  it('signs after a hundred entries, and after a minute', async () => {
    for (let number = 0; number < 100; number += 1) await log.record(entry());
    expect(lines(checkpoints())).toHaveLength(1);
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      const other = opened('worker');
      await other.record(entry());
      expect(readFileSync(checkpoints('worker'), 'utf8')).toBe('');
      await jest.advanceTimersByTimeAsync(minuteMs);
      await other.record(entry());
      expect(lines(checkpoints('worker'))).toHaveLength(1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('fails where it cannot be written, and goes on in another chain when it can', async () => {
    await log.record(entry());
    jest.spyOn(store, 'append').mockRejectedValueOnce(new Error('ENOSPC'));
    await expect(log.record(entry())).rejects.toThrow('ENOSPC');
    nowMs += 1_000;
    await log.record(entry());
    await log.close();
    const { faults, remarks } = await verified();
    expect(faults).toEqual([]);
    expect(remarks).toEqual([expect.stringContaining('no checkpoint signs its entries 2 to 2')]);
    expect(namesIn('chains')).toHaveLength(2);
  });

  it('is not begun anew where its chain was taken away', async () => {
    await log.record(entry());
    rmSync(chain());
    await expect(log.record(entry())).rejects.toThrow('ENOENT');
  });

  it('of a process that was killed is signed for by the next, which is said and is no fault', async () => {
    await written(false);
    nowMs += 10 * minuteMs;
    expect((await verified()).faults).toEqual([
      expect.stringMatching(/entries 2 to 5 are signed by no checkpoint, the oldest of 2026-12-14T09:12/),
    ]);
    appendFileSync(chain('application'), 'torn');
    const next = opened('worker');
    await next.record(entry());
    await next.close();
    expect(await verified()).toMatchObject({
      faults: [],
      remarks: [expect.stringContaining('no checkpoint signs its entries 2 to 5')],
    });
    truncateSync(chain('application'), 300);
    expect((await verified()).faults.join()).toMatch(/broken off|cut off/);
  });

  it('can be looked through while it is written', async () => {
    const writing = Promise.all(Array.from({ length: 300 }, () => log.record(entry())));
    for (let time = 0; time < 5; time += 1) expect((await verified()).faults).toEqual([]);
    await writing;
  });

  it('goes on to be read with a new key in front, and says which key is missing otherwise', async () => {
    await written();
    const before = keys;
    const added = ring('audit-2');
    keys = { active: 'audit-2', keys: new Map([...added.keys, ...before.keys]) };
    nowMs += 1_000;
    const next = opened('worker');
    await next.record(entry());
    await next.close();
    expect((await verified()).faults).toEqual([]);
    expect((await verified(added)).faults.join()).toContain('signed by a key that is not among AUDIT_KEYS');
  });

  describe('shows', () => {
    const faultsAfter = async (tamper: (all: string[]) => readonly string[]): Promise<string[]> => {
      write(tamper(await written()));
      return (await verified()).faults;
    };
    const inPlace = (line: string): string => line.replace('"person":"c"', '"person":"x"');

    it('an entry that was edited', async () => {
      expect(await faultsAfter((all) => all.map(inPlace))).toEqual([
        expect.stringMatching(/^Chain .*application.*: entry 4 was changed: its hash is not its own\.$/),
      ]);
    });

    it('an entry that was edited, with its own hash made good', async () => {
      const faults = await faultsAfter((all) => {
        const forged = rehashed(all.map(inPlace));
        return all.map((line, position) => (position === 3 ? (forged[3] ?? '') : line));
      });
      expect(faults).toEqual([expect.stringContaining('entry 5 does not follow entry 4')]);
    });

    it('an entry that was edited, with every hash after it made good', async () => {
      expect(await faultsAfter((all) => rehashed(all.map(inPlace)))).toEqual([
        expect.stringContaining('the entries up to 5 are not those that were signed'),
      ]);
    });

    it('an entry that was deleted', async () => {
      expect(await faultsAfter((all) => all.toSpliced(2, 1))).toEqual([
        expect.stringContaining('entry 3 was deleted'),
      ]);
    });

    it('entries that were deleted, with every hash after them made good', async () => {
      expect(await faultsAfter((all) => rehashed(all.toSpliced(2, 2)))).toEqual([
        expect.stringContaining('it ends with entry 3, though it went to entry 5'),
      ]);
    });

    it('an entry that was inserted', async () => {
      expect(await faultsAfter((all) => all.toSpliced(3, 0, all[2] ?? ''))).toEqual([
        expect.stringContaining('entry 3 stands there more than once: one was inserted'),
      ]);
    });

    it('entries that were put in another order', async () => {
      expect(await faultsAfter(([a, b, c, d, e]) => [a, b, d, c, e].map(String))).toEqual([
        expect.stringContaining('entry 4 stands before entry 3'),
      ]);
    });

    it('entries that were cut off', async () => {
      expect(await faultsAfter((all) => all.slice(0, 3))).toEqual([
        expect.stringContaining('it ends with entry 3, though it went to entry 5'),
      ]);
    });

    it('a line that was broken off', async () => {
      await written();
      truncateSync(chain(), readFileSync(chain()).length - 4);
      expect((await verified()).faults.join()).toContain('broken off, after entry 4');
    });

    it('a chain that is missing', async () => {
      await written();
      const name = path.basename(chain());
      rmSync(chain());
      expect((await verified()).faults).toEqual([
        `Chain ${name} is missing: it was begun at 2026-12-14T09:12:00.000Z.`,
      ]);
    });

    it('a chain that was put there', async () => {
      await written();
      writeFileSync(inFolder('chains/20261214T091200-application-ffffffff'), `${lines().join('\n')}\n`);
      expect((await verified()).faults).toEqual([
        'Chain 20261214T091200-application-ffffffff is named by no entry of the index.',
      ]);
    });

    it('a chain that was put in the place of another', async () => {
      await written();
      nowMs += 1_000;
      const other = opened('worker');
      await other.record(entry());
      await other.close();
      writeFileSync(chain('application'), readFileSync(chain('worker')));
      expect((await verified()).faults.join()).toContain('its first entry is not the signed one');
    });

    it('an index whose end was cut off, with its chain', async () => {
      const other = opened('worker');
      await log.record(entry());
      await other.record(entry());
      await log.record(entry());
      await log.close();
      for (const file of [chain('worker'), checkpoints('worker'), inFolder('index/00000002')]) rmSync(file);
      expect((await verified()).faults).toEqual([
        'The index of chains ends with number 1, though there were 2: its end was cut off.',
      ]);
    });

    it('an index from which one was taken out, or in which one was changed', async () => {
      await written();
      for (const part of ['worker', 'watchdog']) {
        nowMs += 1_000;
        const other = opened(part);
        await other.record(entry());
        await other.close();
      }
      const second = inFolder('index/00000002');
      const kept = readFileSync(second, 'utf8');
      rmSync(second);
      expect((await verified()).faults.join()).toContain('Number 2 of the index of chains is missing');
      writeFileSync(second, kept.replace('worker', 'wanton'));
      expect((await verified()).faults.join()).toContain('Number 2 of the index of chains was changed');
      writeFileSync(second, readFileSync(inFolder('index/00000001')));
      expect((await verified()).faults.join()).toContain('does not follow the one before it');
    });

    it('entries that were cut off together with the checkpoints that signed them, once another process began', async () => {
      for (let time = 0; time < 101; time += 1) await log.record(entry());
      await log.record(entry({ person: 'cut-off' }));
      await log.close();
      expect(lines(checkpoints())).toHaveLength(2);
      nowMs += 10 * minuteMs;
      const next = opened('worker');
      await next.record(entry());
      await next.close();
      write(lines(checkpoints('application')).slice(0, 1), checkpoints('application'));
      const kept = JSON.parse(lines(checkpoints('application'))[0] ?? '') as { body: string };
      const { entries } = JSON.parse(kept.body) as { entries: number };
      write(lines(chain('application')).slice(0, entries), chain('application'));
      expect((await verified()).faults).toEqual([
        expect.stringContaining(`it ends with entry ${String(entries)}, though it went to entry 103`),
      ]);
    });

    it('the same of a chain of which a process had been told while it was still written', async () => {
      await log.record(entry());
      await opened('worker').record(entry());
      for (let time = 0; time < 101; time += 1) await log.record(entry());
      await log.close();
      nowMs += 10 * minuteMs;
      const next = opened('watchdog');
      await next.record(entry());
      await next.close();
      const kept = JSON.parse(lines(checkpoints('application'))[0] ?? '') as { body: string };
      const { entries } = JSON.parse(kept.body) as { entries: number };
      write(lines(checkpoints('application')).slice(0, 1), checkpoints('application'));
      write(lines(chain('application')).slice(0, entries), chain('application'));
      expect((await verified()).faults.join()).toContain('though it went to entry 103');
    });

    it('a log that was taken away while a process went on writing', async () => {
      await written();
      nowMs += 1_000;
      await log.record(entry());
      rmSync(inFolder(''), { recursive: true });
      await expect(log.record(entry())).rejects.toThrow('ENOENT');
      nowMs += 1_000;
      await log.record(entry());
      expect((await verified()).faults).toContain('Number 1 of the index of chains is missing.');
    });

    it('a log that was taken away altogether, where cases are kept beside it', async () => {
      expect((await verified()).faults).toEqual([]);
      await store.create('content-keys/SI-2026-7K3Q', Buffer.from('{}'));
      expect((await verified()).faults).toEqual([expect.stringContaining('it was taken away')]);
    });

    it('a checkpoint that was changed, and one of another chain', async () => {
      await written();
      write(
        lines(checkpoints()).map((line) => line.replace('entries\\":5', 'entries\\":4')),
        checkpoints(),
      );
      expect((await verified()).faults.join()).toMatch(/Checkpoint 1 of chain .* was changed/);
    });

    it('what no checkpoint signs, once it is older than a checkpoint takes', async () => {
      await written();
      writeFileSync(checkpoints(), '');
      expect((await verified()).faults).toEqual([]);
      nowMs += 3 * minuteMs;
      expect((await verified()).faults).toEqual([
        expect.stringMatching(/entries 2 to 5 are signed by no checkpoint/),
      ]);
    });

    it('nothing of what was cut off after the last checkpoint, which cannot be seen', async () => {
      await log.record(entry());
      await log.close();
      nowMs += 1_000;
      const other = opened('worker');
      await other.record(entry());
      await other.record(entry());
      write(lines(chain('worker')).slice(0, -1), chain('worker'));
      expect((await verified()).faults).toEqual([]);
    });
  });
});
