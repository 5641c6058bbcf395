import path from 'node:path';
import { openContentKeys, ContentKeyError, type ContentKeys } from '../../config/content-keys';
import { readEnvironment, type Environment } from '../../config/environment';
import { folderStore } from '../../config/folder-store';
import { fingerprintOf } from '../../config/key-fingerprint';
import { newKeyFor, rotateKeys, variableOf, type Ring } from '../../local/data-folder';
import { asEmbedded, embeddedVariables, isOfTheirOwn } from '../../local/embedded-variables';
import { FolderLock } from '../../local/folder-lock';
import { columns } from '../columns';
import { BadInput, type Terminal } from '../terminal';

const environmentNow = (): Environment => readEnvironment(embeddedVariables(process.env));

const contentKeysOf = ({ documents, masterKeys }: Environment): ContentKeys =>
  openContentKeys(folderStore(documents), masterKeys.reveal());

const needed: Record<Exclude<Ring, 'master'>, string> = {
  encryption: 'while a history or the record of a closed case was written with it',
  audit: 'as long as the access log is kept',
};

/** A line for each key: its ring, whether it is used for what is new, and what it is needed for. */
export const listKeys = async (terminal: Terminal): Promise<void> => {
  const environment = environmentNow();
  const wrapped = await contentKeysOf(environment).wrappedBy();
  const rings = {
    encryption: environment.encryptionKeys,
    master: environment.masterKeys,
    audit: environment.auditKeys,
  };
  const rows = Object.entries(rings).flatMap(([ring, secret]) => {
    const { active, keys } = secret.reveal();
    return [...keys].map(([id, key]) => [
      ring,
      id === active ? 'active' : 'older',
      fingerprintOf(key),
      id,
      ring === 'master'
        ? `wraps the keys of ${wrapped.get(id)?.length ?? 0} cases`
        : id === active
          ? ''
          : needed[ring as Exclude<Ring, 'master'>],
    ]);
  });
  const held = environment.masterKeys.reveal().keys;
  const missing = [...wrapped].filter(([id]) => !held.has(id));
  for (const [id, cases] of missing)
    rows.push(['master', 'MISSING', '', id, `wraps the keys of ${cases.length} cases`]);
  terminal.out(`${columns([['RING', 'STATE', 'FINGERPRINT', 'ID', 'NEEDED'], ...rows])}\n`);
};

/** Makes a new key. Of the embedded start in its file; otherwise it is printed, for whoever keeps the environment. */
export const rotate = (ring: Ring, terminal: Terminal): void => {
  if (!isOfTheirOwn(process.env)) {
    // Says where no service was started.
    embeddedVariables(process.env);
    const { DATA_DIR: folder } = asEmbedded(process.env);
    rotateKeys(folder, ring);
    terminal.out(
      `A new ${ring} key stands in front in keys.json of ${folder}; the older ones are still read. End the service and start it anew to use it, and keep a copy of keys.json apart from the data.\n`,
    );
  } else {
    const variable = variableOf(ring);
    terminal.out(`${newKeyFor(ring)}

1. Keep a copy of this key where you keep the others. It is shown this once and kept nowhere.
2. Put it at the END of ${variable} of every part (worker, application, watchdog), after a comma, and start each anew: now all can read it.
3. Then move it to the FRONT of ${variable} of every part, and start each anew: now it is used for what is new.
4. Leave the older keys where they are: what was written with them is still read with them.
`);
  }
  if (ring === 'master')
    terminal.out('Afterwards npm run -s sg -- keys rewrap wraps the keys of all cases by it.\n');
};

/** A service that was started before the newest key was made could open no case whose key is wrapped by that. */
function refuseBeforeRestart(): void {
  if (isOfTheirOwn(process.env)) return;
  const { DATA_DIR: folder } = asEmbedded(process.env);
  if (new FolderLock(folder).isOlderThan(path.join(folder, 'keys.json')))
    throw new BadInput(
      'The service that is running does not know the newest key yet: end it, start it anew, and then wrap the keys of the cases anew',
    );
}

/**
 * Wraps every content key anew.
 * @throws BadInput where one cannot be, once all others are; and where the running service could not read them afterwards.
 */
export const rewrapAll = async (terminal: Terminal): Promise<void> => {
  const environment = environmentNow();
  refuseBeforeRestart();
  const { active } = environment.masterKeys.reveal();
  const contentKeys = contentKeysOf(environment);
  const failed: string[] = [];
  let count = 0;
  for (const [id, references] of await contentKeys.wrappedBy())
    for (const reference of id === active ? [] : references)
      try {
        if ((await contentKeys.rewrap(reference)) === 'rewrapped') count += 1;
      } catch (error) {
        if (!(error instanceof ContentKeyError)) throw error;
        failed.push(error.message);
      }
  terminal.out(`The keys of ${count} cases were wrapped anew, by ${active}.\n`);
  for (const sentence of failed) terminal.out(`FAULT  ${sentence}\n`);
  if (failed.length > 0)
    throw new BadInput('Not every key could be wrapped anew: put the missing master key back');
  terminal.out(
    'No case needs an older master key now. Keep them as long as you keep backups from before today; then take them out of MASTER_KEYS.\n',
  );
};
