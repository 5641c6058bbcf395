import { directoryPart } from '../../api/directory-page';
import { parseDirectory } from '../../config/directory-file';
import sampleDirectory from '../../config/sample-directory.json';
import { PagesUnderTest } from './support/pages-under-test';

describe('the pages about the service', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });
  const read = async (path: string): Promise<string> => (await pages.browser().get(path).expect(200)).text;

  it.each(['library', 'accessibility', 'cookies', 'privacy'])(
    'are open to anybody, and stand at the foot of every page: %s',
    async (name) => {
      expect(await read('/report')).toContain(`href="/${name}"`);
      expect(await read(`/${name}`)).toContain('<h1');
    },
  );

  it('name every cookie that is set', async () => {
    const page = await read('/cookies');
    const claims = { case: 'SI-2026-7K3Q', duty: 'd', instance: '-', round: 1, person: 'scrutineer' };
    const paths = ['/report', `/q/${pages.links.signLink(claims)}`];
    const set: string[] = [];
    for (const path of paths) set.push(...((await pages.browser().get(path)).get('Set-Cookie') ?? []));
    expect(set.length).toBeGreaterThan(2);
    // As a name in the table: the word "link" alone stands elsewhere on the page too.
    for (const cookie of set)
      expect(page).toMatch(new RegExp(`(>|, )${/^[\w-]+/u.exec(cookie)?.[0] ?? 'none'}[<,]`, 'u'));
  });

  it('say what the partnership has not entered yet, and what it has', async () => {
    expect(await read('/privacy')).toContain('The contact for this has not been entered yet');
    expect(await read('/accessibility')).toContain('has not been entered yet');
    const { partnership } = pages.services.people.directory();
    const statements = { dataProtection: 'dpo@example.org', accessibility: 'access@example.org' };
    jest
      .spyOn(pages.services.people, 'partnership')
      .mockReturnValue({ ...partnership, statements, retentionYears: 36 });
    const privacy = await read('/privacy');
    expect(privacy).toContain('dpo@example.org');
    expect(privacy).toContain('kept for 36 years');
    expect(await read('/accessibility')).toContain('access@example.org');
  });

  it('show the directory to staff, and to nobody else', async () => {
    await pages.browser().get('/directory').expect(303);
    await pages.browser('police-partner', ['police-partner']).get('/directory').expect(403);
    const page = (await pages.browser('business-unit-a', ['business-unit']).get('/directory').expect(200))
      .text;
    expect(page).toContain('scrutineer@<wbr>scrutiny.example');
    expect(page).toContain('Exampleshire schools');
    expect(page).toContain('and Business unit officer B');
  });
});

describe('the directory on a day', () => {
  const on = (todayOn: string, term: object) => {
    const given = {
      ...sampleDirectory,
      roles: { ...sampleDirectory.roles, scrutineer: [{ person: 'scrutineer', ...term }] },
    };
    const part = directoryPart(parseDirectory(JSON.stringify(given)), todayOn, (role) => role);
    return part.roles.find(({ title }) => title === 'scrutineer');
  };
  const deputies = [{ person: 'director', from: '2027-01-04', until: '2027-01-08' }];

  it('says who stands in, and until when', () => {
    expect(on('2027-01-04', { deputies })).toMatchObject({
      name: 'Director of Children and Adult Services',
      deputyFor: expect.stringMatching(/./u) as unknown,
      terms: [{ from: '2027-01-04', until: '2027-01-08' }],
    });
    expect(on('2027-01-03', { deputies })).toMatchObject({
      deputyFor: null,
      terms: [{ until: '2027-01-08' }],
    });
    expect(on('2027-01-09', { deputies })).toMatchObject({ deputyFor: null, terms: [] });
  });

  it('names all who hold a role, and says where its letters go', () => {
    const { roles } = directoryPart(
      parseDirectory(JSON.stringify(sampleDirectory)),
      '2027-01-04',
      (role) => role,
    );
    const unit = roles.find(({ title }) => title === 'business-unit');
    expect(unit).toMatchObject({ name: 'Business unit officer A', others: ['Business unit officer B'] });
    expect(unit?.address).toMatch(/^business-unit-a@/u);
  });

  it('says that nobody holds a role', () => {
    expect(on('2027-02-02', { until: '2027-02-01' })).toMatchObject({ name: null, address: null });
  });
});
