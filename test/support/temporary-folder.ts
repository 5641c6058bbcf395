import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Gives a run of the tests one folder for all that it makes in passing, by the variable that every process which it
 * starts goes by. The projects of one run share it.
 */
export default function makeTemporaryFolder(): void {
  if (process.env.TEST_TEMPORARY_FOLDER !== undefined) return;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'safeguarding-reviews-test-'));
  process.env.TEST_TEMPORARY_FOLDER = folder;
  process.env.TMPDIR = folder;
}

export function removeTemporaryFolder(): void {
  const folder = process.env.TEST_TEMPORARY_FOLDER;
  // A browser or a server that was only just ended may still have written into it.
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
