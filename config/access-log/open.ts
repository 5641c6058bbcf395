import { createHmac, randomBytes } from 'node:crypto';
import type { Action } from '../../domain/permissions';
import type { GrowingStore } from '../folder-store';
import type { KeyRing } from '../key-ring';
import { onOneLine } from '../mail-result';
import { enterChain, indexLength } from './index-of-chains';
import { chainName, checkpointEvery, checkpointEveryMs, checkpointsName, type Checkpoint } from './kept';
import { beforeAll, nextLine, type Head } from './lines';
import { signWith } from './signing';

/** What is about nobody's permission: who came in and went, by which proof, and that the log itself was looked through. */
export type Passing = 'sign-in' | 'sign-out' | 'enter-code' | 'verify-access-log';

/** Who did what: never what it says, no name, and of a person the id of the directory alone. */
export type AccessEntry = {
  person: string;
  role: string;
  action: Action | Passing;
  /** Which of it: a duty, a page. */
  what?: string;
  /** The reference of the case. */
  case?: string;
  /** How it ended: `done`, `shown`, `refused`, `failed`, or a word of the action's own. */
  outcome: string;
};

/** The log of who read and who wrote: it only grows, and what is changed in it shows. */
export type AccessLog = {
  /** On the disk when it resolves. Throws where it cannot be written: then nothing may be shown or said to be done. */
  record: (entry: AccessEntry) => Promise<void>;
  /** Signs what there is to sign; for a process that ends. */
  close: () => Promise<void>;
};

/** `onUnsigned` hears of a checkpoint that could not be made; the next one signs what this one should have. */
type Around = { now: () => number; onUnsigned: (error: unknown) => void };

type Waiting = { entry: AccessEntry; done: () => void; failed: (error: unknown) => void };

/**
 * Opens the log for one process. Its chain begins with the first entry, so that a process that records nothing leaves
 * nothing behind.
 * @param part which part of the service this process is.
 */
export function openAccessLog(
  store: GrowingStore,
  keys: KeyRing,
  part: string,
  { now = Date.now, onUnsigned = () => undefined }: Partial<Around> = {},
): AccessLog {
  const log = new ProcessLog(store, keys, part, { now, onUnsigned });
  return {
    record: (entry) => log.record(entry),
    close: () => log.close(),
  };
}

class ProcessLog {
  #chain: string | null = null;
  #head: Head = beforeAll;
  #signed = 0;
  /** How long the index was when it was looked at last. */
  #index = 0;
  #waiting: Waiting[] = [];
  /** One thing at a time touches the files. */
  #work: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly store: GrowingStore,
    private readonly keys: KeyRing,
    private readonly part: string,
    private readonly around: Around,
  ) {}

  record(entry: AccessEntry): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ entry, done, failed });
      this.#work = this.#work.then(() => this.#write());
    });
  }

  async close(): Promise<void> {
    this.#work = this.#work.then(() => this.#sign(true).catch(this.around.onUnsigned));
    await this.#work;
  }

  /** Writes all that waits at once; what came while another write was under way shares this one. */
  async #write(): Promise<void> {
    const taken = this.#waiting.splice(0);
    if (taken.length === 0) return;
    try {
      this.#chain ??= await this.#begin();
      let head = this.#head;
      const lines = taken.map(({ entry }) => {
        const next = nextLine(head, this.#at(), this.#said(entry));
        head = next.head;
        return next.text;
      });
      await this.store.append(chainName(this.#chain), Buffer.from(lines.join('')));
      this.#head = head;
    } catch (error) {
      // Nobody knows how much of it is in the file: what comes next begins a chain of its own.
      this.#leave();
      for (const { failed } of taken) failed(error);
      return;
    }
    for (const { done } of taken) done();
    await this.#signInTime();
  }

  /** Each field is an id or a word of ours. Who is known by an address alone is given a mark, the same each time. */
  #said(entry: AccessEntry): object {
    const pairs = Object.entries(entry).map(([name, value]) => [
      name,
      value.includes('@') ? this.#markOf(value) : onOneLine(value).slice(0, 200),
    ]);
    return Object.fromEntries(pairs) as object;
  }

  #markOf(address: string): string {
    const key = this.keys.keys.get(this.keys.active) ?? '';
    const mark = createHmac('sha256', key).update(`address ${address.toLowerCase()}`).digest('hex');
    return `outside-${mark.slice(0, 12)}`;
  }

  #at(): string {
    return new Date(this.around.now()).toISOString();
  }

  async #begin(): Promise<string> {
    const at = this.#at();
    const chain = `${at.replaceAll(/[-:]|\.\d+Z/g, '')}-${this.part}-${randomBytes(4).toString('hex')}`;
    const first = nextLine(beforeAll, at, {
      opening: signWith(this.keys, { kind: 'opening', chain, part: this.part }),
    });
    await this.store.create(chainName(chain), Buffer.from(first.text));
    await this.store.create(checkpointsName(chain), Buffer.alloc(0));
    const begun = { chain, opening: first.head.hash, at };
    this.#index = await enterChain(this.store, this.keys, begun, this.#index);
    this.#head = first.head;
    return chain;
  }

  #leave(): void {
    this.#chain = null;
    this.#head = beforeAll;
    this.#signed = 0;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #signInTime(): Promise<void> {
    if (this.#head.entries - this.#signed >= checkpointEvery)
      await this.#sign(false).catch(this.around.onUnsigned);
    if (this.#timer !== null || this.#head.entries === this.#signed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#work = this.#work.then(() => this.#sign(false).catch(this.around.onUnsigned));
    }, checkpointEveryMs);
    this.#timer.unref();
  }

  /** What is not signed now is signed by the next checkpoint, and missed by `sg audit verify` until then. */
  async #sign(ends: boolean): Promise<void> {
    if (this.#chain === null || (!ends && this.#signed === this.#head.entries)) return;
    const said: Checkpoint = {
      kind: 'checkpoint',
      chain: this.#chain,
      ...this.#head,
      at: this.#at(),
      index: await indexLength(this.store),
      ends,
    };
    const line = `${JSON.stringify(signWith(this.keys, said))}\n`;
    await this.store.append(checkpointsName(this.#chain), Buffer.from(line));
    this.#signed = said.entries;
    if (ends) this.#leave();
  }
}
