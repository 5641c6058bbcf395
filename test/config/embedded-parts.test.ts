import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { embeddedParts } from '../../config/embedded-parts';

describe('the parts of a start on one machine', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'parts-'));

  it('are not known where each runs by itself', () => {
    expect(embeddedParts(folder)).toBeNull();
  });

  it('are down once their process is gone, and a worker from before counts no more', async () => {
    const gone = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
    await once(gone, 'exit');
    const book = { start: { pid: process.pid, command: 'x' }, worker: { pid: gone.pid, command: 'x' } };
    writeFileSync(path.join(folder, 'processes.json'), JSON.stringify(book));
    const parts = embeddedParts(folder);
    expect(parts?.down()).toEqual(['worker']);
    expect(parts?.isWorker(`${gone.pid}@host`)).toBe(false);
    writeFileSync(
      path.join(folder, 'processes.json'),
      JSON.stringify({ ...book, worker: { pid: process.pid, command: 'x' } }),
    );
    expect(parts?.down()).toEqual([]);
    expect(parts?.isWorker(`${process.pid}@host`)).toBe(true);
    expect(parts?.isWorker(`${gone.pid}@host`)).toBe(false);
  });
});
