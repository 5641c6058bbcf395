import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../api/project-root';
import { OwnError } from '../config/own-error';
import { directoryFrom } from '../config/directory-file';
import { lastGoodDirectory } from '../config/services';
import { readEnvironment, type Environment } from '../config/environment';
import { keysToJudgeWith, openDataFolder, ownFolder } from './data-folder';
import { asEmbedded } from './embedded-variables';
import { FolderLock } from './folder-lock';
import { Part } from './part';
import { addresses, readyPages, wantedPorts } from './embedded-addresses';
import { takenPorts } from './ports';
import { untilReady } from './readiness';
import { ProcessBook } from './process-book';
import { sayAtEmbeddedStart } from './said-at-start';
import { prepareNamespace, temporalArguments } from './temporal-server';

/** In the order in which they end: letters under way first, the mailbox that takes them after that, Temporal last. */
const endOrder = [['worker', 'watchdog'], ['application', 'stand-ins'], ['temporal']];
/** The worker gives a letter under way up to twenty seconds. */
const patienceMs = 25_000;
const scripts = {
  'stand-ins': 'local/stand-ins.js',
  worker: 'worker/main.js',
  watchdog: 'watchdog/main.js',
  application: 'api/main.js',
};

/** All parts of the service on this machine, each a process of its own. */
export class EmbeddedService {
  #variables: NodeJS.ProcessEnv;
  readonly #parts = new Map<string, Part>();
  readonly #dataDir: string;
  #lock: FolderLock | null = null;
  #book: ProcessBook | null = null;
  #ending = false;

  constructor(
    environment: NodeJS.ProcessEnv,
    private readonly tell: (sentence: string) => void,
    /** A part does not stay up: whoever started the service has to end it. */
    private readonly onGiveUp: (sentence: string) => void,
  ) {
    process.umask(0o077);
    const variables = asEmbedded(environment);
    this.#dataDir = variables.DATA_DIR;
    this.#variables = variables;
  }

  /**
   * Starts every part, waits until all answer, and prints where they are.
   * @throws Error, with one sentence for a person, when that cannot be.
   */
  async start(): Promise<void> {
    await this.#judgeSettings();
    this.#variables = { ...openDataFolder(this.#dataDir, this.tell), ...this.#variables };
    const environment = readEnvironment(this.#variables);
    // Every part would end over it, one after the other.
    const directory = directoryFrom(
      environment.directoryFile,
      ({ message }) => {
        this.tell(`${message}\nIts last good state stays in force.`);
      },
      lastGoodDirectory(environment),
    );
    this.tell('Starting Temporal, the worker, the watchdog, the application, the mailbox and sign-in.');
    await this.#startTemporal(environment);
    await sayAtEmbeddedStart(environment, directory(), this.tell);
    this.#startOurs(['stand-ins', 'worker', 'application']);
    await untilReady(readyPages(environment), () => this.#ending);
    // Last, or it would report a worker that is merely not yet up.
    this.#startOurs(['watchdog']);
    if (!this.#ending) this.tell(addresses(environment));
  }

  /** Ends every part in order; resolves when none is left. */
  async stop(): Promise<void> {
    this.#ending = true;
    for (const names of endOrder) {
      await Promise.all(names.map(async (name) => this.#parts.get(name)?.stop(patienceMs)));
    }
    this.#book?.close();
    this.#lock?.release();
  }

  force(): void {
    for (const part of this.#parts.values()) part.force();
  }

  /** Takes the folder and makes sure of the settings and the ports, before anything of a first start is made. */
  async #judgeSettings(): Promise<void> {
    const settings = readEnvironment({ ...keysToJudgeWith(this.#dataDir), ...this.#variables });
    const judgePorts = async (): Promise<void> => {
      const taken = await takenPorts(settings.host, wantedPorts(settings));
      if (taken.length > 0) throw new OwnError(taken.join('\n'));
    };
    // In a folder that is there an earlier start may have left what holds the ports, and is ended first.
    if (!existsSync(this.#dataDir)) await judgePorts();
    ownFolder(this.#dataDir);
    await this.#takeFolder();
    await judgePorts();
  }

  async #takeFolder(): Promise<void> {
    const lock = new FolderLock(this.#dataDir);
    const other = lock.take();
    if (other !== null) {
      throw new OwnError(
        `The service already runs on ${this.#dataDir} (process ${other}): end it first, or choose another DATA_DIR.`,
      );
    }
    this.#lock = lock;
    const book = new ProcessBook(this.#dataDir);
    await book.endLeftovers(this.tell);
    book.write('start', process.pid, 'start');
    this.#book = book;
  }

  async #startTemporal(environment: Environment): Promise<void> {
    const cli = this.#variables['TEMPORAL_CLI'] ?? 'temporal';
    this.#startPart('temporal', cli, temporalArguments(environment), join(this.#dataDir, 'temporal.db'));
    try {
      await prepareNamespace(environment.temporal.address, environment.temporal.namespace);
    } catch {
      throw new OwnError(
        `Temporal does not start: look into ${join(this.#dataDir, 'logs', 'temporal.log')}.`,
      );
    }
  }

  #startOurs(names: readonly (keyof typeof scripts)[]): void {
    const guard = join(projectRoot, 'local', 'end-with-parent.mjs');
    for (const name of this.#ending ? [] : names) {
      const path = join(__dirname, '..', scripts[name]);
      this.#startPart(name, process.execPath, ['--import', pathToFileURL(guard).href, path], path);
    }
  }

  #startPart(name: string, command: string, args: string[], mark: string): void {
    const how = {
      name,
      command,
      args,
      env: this.#variables,
      logs: join(this.#dataDir, 'logs'),
      followsParent: name !== 'temporal',
    };
    const started = (part: string, pid: number): void => {
      this.#book?.write(part, pid, mark);
    };
    this.#parts.set(name, new Part(how, { tell: this.tell, onStart: started, onGiveUp: this.onGiveUp }));
  }
}
