import { readFileSync } from 'node:fs';
import path from 'node:path';
import { accessPage } from '../../cli/access';
import { run } from '../../cli/sg';
import { access, type Access } from '../../domain/access';

describe('the page of who may do what', () => {
  it('is what the table says now: `npm run -s sg -- access > docs/access.md` makes it anew', () => {
    const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'access.md'), 'utf8');
    expect(page).toBe(accessPage());
  });

  it('is printed by a command', async () => {
    let said = '';
    expect(await run(['access'], { out: (text) => (said += text), err: () => undefined })).toBe(0);
    expect(said).toBe(accessPage());
  });

  it.each([
    ['local-authority-partner', 'health-partner', 'police-partner'],
    ['national-panel', 'ofsted', 'dfe'],
  ] as const)('puts %s, %s and %s in one column, for all may do the same', (one, other, third) => {
    for (const { who } of Object.values(access) as Access[])
      expect([who[other], who[third]]).toEqual([who[one], who[one]]);
  });
});
