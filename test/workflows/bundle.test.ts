import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(__dirname, '..', '..', 'workflows');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));

describe('the workflows', () => {
  it('use no local activity: one that ends while a query is answered is not replayed in the same order', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(
      sources.filter(({ text }) => text.includes('proxyLocalActivities')).map(({ name }) => name),
    ).toEqual([]);
  });
});
