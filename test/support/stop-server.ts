import { removeTemporaryFolder } from './temporary-folder';

export default async function stopServer(): Promise<void> {
  await globalThis.temporalTestServer?.teardown();
  removeTemporaryFolder();
}
