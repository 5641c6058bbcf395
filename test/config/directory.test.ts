import { mkdtempSync, readFileSync, rmSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { directoryAtFault } from '../../watchdog/directory-at-fault';
import { inWords } from '../../watchdog/finding';
import { ConfigurationError } from '../../config/configuration-error';
import { agencyOfAddress, isKnownAddress, unfilledRoles, whoHolds } from '../../config/directory';
import { directoryFrom, parseDirectory } from '../../config/directory-file';
import type { Directory } from '../../config/directory-schema';

const sampleText = readFileSync(path.join(__dirname, '../../config/sample-directory.json'), 'utf8');
const sample = (): Directory => parseDirectory(sampleText);

const order = (earlier: string, later: string) => ({
  'working-together-2018': earlier,
  'working-together-2023': later,
});

const faultsOf = (directory: unknown): readonly string[] => {
  try {
    parseDirectory(typeof directory === 'string' ? directory : JSON.stringify(directory));
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
};

describe('the sample directory', () => {
  it('fills every role and the lead of every agency', () => {
    expect(unfilledRoles(sample(), '2026-12-18')).toEqual([]);
    expect(sample().agencies).toHaveLength(8);
  });

  it('has addresses of reserved domains only', () => {
    const addresses = [...sample().people, ...Object.values(sample().bodies)].map((entry) => entry.address);
    expect(addresses.filter((address) => !/@([a-z-]+\.)*example$/.test(address))).toEqual([]);
  });
});

describe('directory', () => {
  const directory: Directory = {
    ...sample(),
    roles: {
      'police-partner': [
        { person: 'business-unit-a', until: '2026-03-31' },
        {
          person: 'police-partner',
          from: '2026-04-01',
          deputies: [{ person: 'business-unit-b', from: '2026-08-01', until: '2026-08-14' }],
        },
      ],
    },
  };

  it.each([
    ['2026-03-31', 'business-unit-a', undefined],
    ['2026-04-01', 'police-partner', undefined],
    ['2026-08-01', 'business-unit-b', 'police-partner'],
    ['2026-08-14', 'business-unit-b', 'police-partner'],
    ['2026-08-15', 'police-partner', undefined],
  ])('knows who holds a role on %s: %s', (onDate, person, deputyFor) => {
    const held = whoHolds(directory, 'police-partner', onDate);
    expect(held).toMatchObject({ recipient: 'police-partner', person });
    expect('deputyFor' in held ? held.deputyFor : undefined).toBe(deputyFor);
  });

  it('says that nobody fills a role, and names it among the unfilled', () => {
    expect(whoHolds(directory, 'scrutineer', '2026-04-01')).toEqual({ unfilled: true });
    expect(whoHolds(directory, 'agency-lead', '2026-04-01', 'elsewhere')).toEqual({ unfilled: true });
    expect(whoHolds(directory, 'referrer', '2026-04-01')).toEqual({ unfilled: true });
    const unfilled = unfilledRoles(
      { ...directory, agencies: [{ id: 'trust', title: 'Trust', domains: [], lead: [] }] },
      '2026-04-01',
    );
    expect(unfilled).toContainEqual({ recipient: 'scrutineer' });
    expect(unfilled).toContainEqual({ recipient: 'agency-lead', agency: 'trust' });
    expect(unfilled).not.toContainEqual({ recipient: 'police-partner' });
    expect(unfilled).not.toContainEqual({ recipient: 'reviewer' });
  });

  it('takes a body for itself and an agency by its lead', () => {
    expect(whoHolds(directory, 'ofsted', '2026-04-01')).toEqual({
      recipient: 'ofsted',
      person: 'ofsted',
      address: 'reports@ofsted.example',
    });
    expect(whoHolds(directory, 'agency-lead', '2026-04-01', 'housing')).toMatchObject({
      person: 'lead-housing',
      agency: 'housing',
    });
  });

  it('knows an address by its exact domain or its person, whatever the case of its letters', () => {
    expect(agencyOfAddress(directory, 'Officer@Police.Exampleshire.example')?.id).toBe('police');
    expect(isKnownAddress(directory, 'somebody@exampleshire.example')).toBe(true);
    expect(isKnownAddress(directory, 'Reviewer@reviewer.example')).toBe(true);
    expect(isKnownAddress(directory, 'else@reviewer.example')).toBe(false);
    expect(isKnownAddress(directory, 'x@evil.police.exampleshire.example')).toBe(false);
    expect(isKnownAddress(directory, 'police.exampleshire.example@evil.example')).toBe(false);
  });
});

describe('the check of a directory', () => {
  it('reports all faults at once, each with its place', () => {
    const faulty = structuredClone(sample());
    faulty.people[0] = { id: 'ofsted', name: 'A\nB', address: 'x@y.example\r\nBcc: z@z.example' };
    faulty.roles.director = [{ person: 'nobody', from: '2026-02-30' }];
    faulty.roles.scrutineer = [{ person: 'scrutineer', from: '2026-02-02', until: '2026-02-01' }];
    expect(faultsOf({ ...faulty, agnecies: [] })).toEqual([
      'people.0.name: must be one line',
      'people.0.address: must be an e-mail address',
      'roles.director.0.from: must be a date, YYYY-MM-DD',
      'roles.scrutineer.0.until: ends before it begins',
      'file: does not know "agnecies": is it misspelt?',
      'roles.business-unit.0.person: nobody among the people has the id "business-unit-a"',
      'roles.director.0.person: nobody among the people has the id "nobody"',
    ]);
  });

  it.each([
    ['bodies.ofsted: is missing', { bodies: { ...sample().bodies, ofsted: undefined } }],
    ['people: must be a list in square brackets', { people: 'nobody', roles: {}, agencies: [] }],
    ['training: must be true or false', { training: 'yes' }],
    ['roles: does not know "polize-partner": is it misspelt?', { roles: { 'polize-partner': [] } }],
  ])('says in plain words: %s', (fault, changed) => {
    expect(faultsOf({ ...sample(), ...changed })).toEqual([fault]);
  });

  it.each([
    ['retentionYears: must be a whole number', { retentionYears: 3.5 }],
    ['retentionYears: must be at least 1', { retentionYears: 0 }],
    ['name: must be at most 200 characters', { name: 'x'.repeat(201) }],
    ['name: must be text between quotation marks', { name: 7 }],
    [
      'adoption.working-together-2023: must be a date, YYYY-MM-DD',
      { adoption: { 'working-together-2023': '1 Jan 2027' } },
    ],
  ])('says in plain words of the partnership: %s', (fault, changed) => {
    const partnership = { ...sample().partnership, ...changed };
    expect(faultsOf({ ...sample(), partnership })).toEqual([`partnership.${fault}`]);
  });

  it('refuses ids used twice, a person with the id of a body, and a domain of two agencies', () => {
    const faulty = structuredClone(sample());
    faulty.people.push({ id: 'dfe', name: 'Person A', address: 'a@a.example' });
    faulty.people.push({ id: 'director', name: 'Person B', address: 'b@b.example' });
    faulty.agencies.push({
      id: 'housing',
      title: 'Again',
      domains: ['housing.exampleshire.example'],
      lead: [],
    });
    expect(faultsOf(faulty)).toEqual([
      'people: the id director is used twice',
      'agencies: the id housing is used twice',
      'agencies: housing.exampleshire.example belongs to two; put a shared domain into partnership.domains',
      'people: dfe is the id of a body',
    ]);
  });

  it('names the questions that a sign-in is wanted for, and refuses what is no question', () => {
    const wanting = (signInFor: string[]) => ({
      ...sample(),
      partnership: { ...sample().partnership, signInFor },
    });
    expect(parseDirectory(JSON.stringify(sample())).partnership.signInFor).toEqual([]);
    const decisions = ['notification-threshold', 'threshold-by-authority', 'publication'];
    expect(parseDirectory(JSON.stringify(wanting(decisions))).partnership.signInFor).toEqual(decisions);
    expect(faultsOf(wanting(['notification-treshold', 'panel-notified']))).toEqual([
      'partnership.signInFor.0: "notification-treshold" is no question that anybody is asked: is it misspelt?',
      'partnership.signInFor.1: "panel-notified" is no question that anybody is asked: is it misspelt?',
    ]);
  });

  const ruled = (rules: object) => ({ ...sample(), partnership: { ...sample().partnership, ...rules } });

  it('refuses a relaxation of what is no duty, or has no time limit', () => {
    const relaxing = (duty: string) => ({
      ...{ duty, from: '2026-11-01', until: '2026-12-31', within: { workingDays: 20 } },
      ...{ reason: 'Rules relaxed', source: 'Letter of the day' },
    });
    const relaxations = ['panel-notification', 'panel-notificaton', 'panel-acknowledgement'].map(relaxing);
    expect(faultsOf(ruled({ relaxations }))).toEqual([
      'partnership.relaxations.1.duty: "panel-notificaton" is nothing that has a time limit: is it misspelt?',
      'partnership.relaxations.2.duty: "panel-acknowledgement" is nothing that has a time limit: is it misspelt?',
    ]);
  });

  it.each<[string, object, boolean]>([
    ['a later day of the newest', { 'working-together-2023': '2024-04-01' }, true],
    ['a day of each, in their order', order('2018-09-29', '2024-04-01'), true],
    ['an earlier one from a day after the newest', { 'working-together-2018': '2025-01-01' }, false],
    ['both from one day', order('2024-04-01', '2024-04-01'), false],
  ])('judges the days of adoption by the order of the editions: %s', (_what, adoption, isRight) => {
    expect(faultsOf(ruled({ adoption }))).toEqual(
      isRight ? [] : ['partnership.adoption: an edition must be adopted after the one before it'],
    );
  });

  it.each([undefined, false])('refuses an attachment to a body whose way is secure: %s', (secure) => {
    const faulty = structuredClone(sample());
    const { title, address } = faulty.bodies.dfe;
    faulty.bodies.dfe = { title, address, route: 'attachment', ...(secure === undefined ? {} : { secure }) };
    expect(faultsOf(faulty)).toEqual([
      'bodies.dfe.route: an attachment goes only where the way is secure: set "secure" to true if it is, or "route" to "link"',
    ]);
    faulty.bodies.dfe.secure = true;
    expect(faultsOf(faulty)).toEqual([]);
  });

  it.each(['', '{', 'null', '[]', '{"people":[null]}'])('refuses %j in words', (text) => {
    expect(faultsOf(text).length).toBeGreaterThan(0);
  });
});

describe('the file of the directory', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'directory-'));
  const file = path.join(folder, 'directory.json');
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is read again when it changes, and keeps its last valid state while it is at fault', () => {
    const faults: ConfigurationError[] = [];
    writeFileSync(file, sampleText);
    const directory = directoryFrom(file, (fault) => faults.push(fault));
    expect(directory().partnership.retentionYears).toBe(35);
    expect(directory()).toBe(directory());

    writeFileSync(file, sampleText.replace('"retentionYears": 35', '"retentionYears": 36'));
    expect(directory().partnership.retentionYears).toBe(36);

    writeFileSync(file, '{');
    expect(directory().partnership.retentionYears).toBe(36);
    expect(directory().partnership.retentionYears).toBe(36);
    expect(faults.map((fault) => fault.faults)).toEqual([['file: is not JSON']]);

    unlinkSync(file);
    expect(directory().partnership.retentionYears).toBe(36);
    expect(faults).toHaveLength(2);
  });

  it('is replaced by its last good state where a part starts while it is at fault, and that is said', () => {
    const lastGood = path.join(folder, 'documents', 'directory', 'last-good');
    writeFileSync(file, sampleText);
    directoryFrom(file, () => undefined, lastGood);
    writeFileSync(file, '{');
    const faults: ConfigurationError[] = [];
    const directory = directoryFrom(file, (fault) => faults.push(fault), lastGood);
    expect(directory().partnership.retentionYears).toBe(35);
    expect(faults.map((fault) => fault.faults)).toEqual([['file: is not JSON']]);
    expect(statSync(lastGood).mode & 0o077).toBe(0);

    writeFileSync(file, sampleText.replace('"retentionYears": 35', '"retentionYears": 37'));
    expect(directory().partnership.retentionYears).toBe(37);
    writeFileSync(file, '{ ');
    expect(directoryFrom(file, () => undefined, lastGood)().partnership.retentionYears).toBe(37);
  });

  it('is itself in force where its last good state cannot be kept, and that is said', () => {
    writeFileSync(file, sampleText);
    writeFileSync(path.join(folder, 'no-folder'), '');
    const said: Error[] = [];
    const directory = directoryFrom(file, (fault) => said.push(fault), path.join(folder, 'no-folder', 'x'));
    expect(directory().partnership.retentionYears).toBe(35);
    expect(said).toHaveLength(1);
  });

  it('at fault is told to the administrators once for each change, and by no name in it', () => {
    const nowMs = Date.UTC(2026, 11, 14, 12);
    writeFileSync(file, sampleText);
    expect(directoryAtFault(file, nowMs)).toEqual([]);
    writeFileSync(file, '{ "people": "Canary"');
    const [found] = directoryAtFault(file, nowMs);
    expect(found).toMatchObject({ what: 'directory-at-fault' });
    expect(directoryAtFault(file, nowMs)).toEqual([found]);
    writeFileSync(file, '{ "people": "Other"');
    expect(directoryAtFault(file, nowMs)[0]?.id).not.toBe(found?.id);
    unlinkSync(file);
    expect(directoryAtFault(file, nowMs)).toHaveLength(1);
    expect(found && inWords(found)).not.toContain('Canary');
  });

  it('with a fault that it had before it was mended is told again, and a missing one each day', () => {
    const nowMs = Date.UTC(2026, 11, 14, 12);
    const toldOn = (text: string, on: number) => {
      writeFileSync(file, text);
      utimesSync(file, on, on);
      return directoryAtFault(file, nowMs)[0]?.id;
    };
    const first = toldOn('{', 1_000);
    expect(toldOn(sampleText, 2_000)).toBeUndefined();
    expect(toldOn('{', 3_000)).not.toBe(first);
    expect(toldOn('{', 1_000)).toBe(first);
    unlinkSync(file);
    const missing = directoryAtFault(file, nowMs);
    expect(directoryAtFault(file, nowMs + 3_600_000)).toEqual(missing);
    expect(directoryAtFault(file, nowMs + 86_400_000)[0]?.id).not.toBe(missing[0]?.id);
  });

  it('is refused when it is at fault from the start', () => {
    expect(() => directoryFrom(path.join(folder, 'missing.json'), () => undefined)).toThrow(
      ConfigurationError,
    );
  });
});
