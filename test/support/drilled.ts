import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { z } from 'zod';
import { readEnvironment } from '../../config/environment';
import { openServices } from '../../config/services';
import { openDataFolder } from '../../local/data-folder';
import { beginCost, timed, type Cost } from './cost';
import { temporalCli } from './temporal-cli';

export const canary = 'Canarybird';

const line = z.looseObject({ at: z.iso.datetime(), on: z.iso.date(), kind: z.string() });
export type ToldLine = z.infer<typeof line>;

const opened = <T extends z.ZodType>(content: T) => z.object({ parcel: z.object({ opened: content }) });
const record = z.object({
  opening: opened(z.object({ rows: z.array(z.object({ label: z.string(), value: z.string() })) })),
  story: z.array(
    z.looseObject({
      kind: z.string(),
      duty: z.string().optional(),
      answer: z
        .object({
          choice: z.string().optional(),
          tests: z.record(z.string(), z.boolean()).optional(),
          ...opened(z.record(z.string(), z.string())).partial().shape,
        })
        .optional(),
    }),
  ),
});

export type Outline = {
  stages: string[];
  /** Each notice, and who was told by a letter that was accepted. */
  told: Record<string, string[]>;
  /** Duty, choice and who made it, in the order in which it was first made. */
  answers: string[];
  refused: string[];
};

export const grouped = (
  lines: readonly ToldLine[],
  keyOf: (told: ToldLine) => string,
): Map<string, ToldLine[]> => {
  const groups = new Map<string, ToldLine[]>();
  for (const each of lines) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
};

const sortedOnce = (values: readonly unknown[]): string[] => [...new Set(values.map(String))].toSorted();

export type DrilledRecord = z.infer<typeof record>;

/** One rehearsal that was played to its end by the built command, and all that it left behind. */
export class Drilled {
  private constructor(
    readonly told: ToldLine[],
    readonly folder: string,
    readonly cost: Cost,
  ) {}

  /** @throws where the command fails, or does not say that it found the child's name nowhere. */
  static async play(scenario: string): Promise<Drilled> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'drill-'));
    const costOf = beginCost();
    const typed = ['--scenario', scenario, '--json', '--child-name', `Qwertine ${canary}`, '--data', folder];
    const child = spawn('sh', ['-c', timed, 'sh', process.execPath, 'dist/cli/sg.js', 'drill', ...typed], {
      env: { ...process.env, TEMPORAL_CLI: temporalCli() },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    const written = child.stdio.slice(1).map((stream) => buffer(stream as Readable));
    const [status, stdout = '', stderr = '', times = ''] = await Promise.all([ended, ...written]);
    const cost = costOf(times.toString());
    expect({ status, stderr: stderr.toString() }).toEqual({
      status: 0,
      stderr: expect.stringMatching(
        /^Rehearsed to its closed record: \d+ steps, \d+ letters, \d+ answers\. The child’s name was looked for in all \d+ files of the data folder and found in none\.\n$/,
      ) as string,
    });
    const lines = stdout.toString().trim().split('\n');
    return new Drilled(
      lines.map((text) => line.parse(JSON.parse(text))),
      folder,
      cost,
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  of(kind: string): ToldLine[] {
    return this.told.filter((each) => each.kind === kind);
  }

  /** The essence of what happened: see `Outline`. */
  outline(): Outline {
    const given = this.of('answer').filter(({ choice }) => choice !== null);
    const notices = this.of('letter').filter(
      ({ letter, state }) => letter === 'notice' && state === 'accepted',
    );
    const told = grouped(notices, ({ notice }) => String(notice));
    return {
      stages: this.of('stage').map(({ stage }) => String(stage)),
      told: Object.fromEntries(
        [...told].map(([notice, letters]) => [notice, sortedOnce(letters.map(({ to }) => to))]),
      ),
      answers: [
        ...new Set(given.map(({ duty, choice, by }) => `${String(duty)}: ${String(choice)}, ${String(by)}`)),
      ],
      refused: this.of('refused').map(
        ({ duty, by, because }) => `${String(duty)}: ${String(because)}, ${String(by)}`,
      ),
    };
  }

  /** Every letter in the mailbox, taken apart. */
  letters(): Promise<Email[]> {
    const mailbox = path.join(this.folder, 'mailbox');
    const names = readdirSync(mailbox).filter((name) => name.endsWith('.eml'));
    return Promise.all(
      names.map((name) =>
        PostalMime.parse(readFileSync(path.join(mailbox, name)), { attachmentEncoding: 'arraybuffer' }),
      ),
    );
  }

  /** Paths within the folder of all that it left. */
  files(): string[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.folder, path.join(entry.parentPath, entry.name)));
  }

  /** The closed record, with its parcels opened. */
  async record(): Promise<DrilledRecord> {
    const services = openServices(
      readEnvironment({
        ...openDataFolder(this.folder, () => undefined),
        EMBEDDED: 'true',
        TRAINING: 'true',
        DATA_DIR: this.folder,
        SMTP_URL: 'smtp://127.0.0.1:1',
      }),
      'test',
    );
    const [reference = ''] = readdirSync(path.join(this.folder, 'documents', 'records'));
    const files = await services.records.read(reference, 0);
    return record.parse(JSON.parse(files?.['record.json']?.toString() ?? ''));
  }
}
