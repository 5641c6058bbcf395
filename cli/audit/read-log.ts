import { readEnvironment } from '../../config/environment';
import { folderStore, type Store } from '../../config/folder-store';
import type { KeyRing } from '../../config/key-ring';
import { embeddedVariables } from '../../local/embedded-variables';

/** Where the log lies, and the keys that it is signed by. */
export type AccessLogForReading = { store: Store; keys: KeyRing };

/** Of the environment given, or else of the embedded start. */
export const accessLogForReading = (): AccessLogForReading => {
  const { documents, auditKeys } = readEnvironment(embeddedVariables(process.env));
  return { store: folderStore(documents), keys: auditKeys.reveal() };
};
