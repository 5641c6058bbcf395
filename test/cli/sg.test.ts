import { run } from '../../cli/sg';
import { editions } from '../../domain/editions';

/** What a command line prints and returns. */
async function sg(...typed: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const code = await run(typed, {
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
  });
  return { code, ...printed };
}

const clocks = (...more: string[]) =>
  sg('clocks', '--edition', 'working-together-2018', '--from', '2026-12-11T10:00', ...more);

describe('sg due', () => {
  it.each([
    ['15', '2027-01-06'],
    ['-15', '2026-11-20'],
    ['0', '2026-12-11'],
    ['+1', '2026-12-14'],
  ])('prints the day %s working days away', async (count, due) => {
    expect(await sg('due', '--from', '2026-12-11', '--working-days', count)).toEqual({
      code: 0,
      out: `${due}\n`,
      err: '',
    });
  });

  it('prints the day itself for zero, though it is no working day', async () => {
    expect((await sg('due', '--from', '2026-12-25', '--working-days', '0')).out).toBe('2026-12-25\n');
  });

  it('prints the day so many months away', async () => {
    expect((await sg('due', '--from', '2026-12-11', '--months', '6')).out).toBe('2027-06-11\n');
  });

  it('adds the last working day before it where that day is none', async () => {
    expect((await sg('due', '--from', '2026-08-31', '--months', '6')).out).toBe('2027-02-28\n2027-02-26\n');
  });
});

describe('sg clocks', () => {
  it('prints each clock as an object of this shape', async () => {
    const { out } = await clocks('--json');
    const outcome = (JSON.parse(out) as { duty: string }[]).find(
      ({ duty }) => duty === 'rapid-review-outcome-to-panel',
    );
    expect(outcome).toEqual({
      duty: 'rapid-review-outcome-to-panel',
      title: expect.stringMatching(/^Report the outcome/) as string,
      edition: 'working-together-2018',
      from: 'panel-acknowledgement',
      within: '15 working days',
      dueOn: '2027-01-06',
      alarmOn: '2027-01-06',
      source: 'D 8.9',
      readings: [
        {
          from: 'panel-acknowledgement',
          within: '15 working days',
          dueOn: '2027-01-06',
          source: 'D 8.9',
          confidence: 'read',
          convention: expect.stringMatching(/^day 1 is the first working day after/) as string,
        },
        {
          from: 'panel-notification',
          within: '15 working days',
          dueOn: '2027-01-06',
          source: 'Panel guidance 2025',
          confidence: expect.any(String) as string,
          convention: expect.stringMatching(/^day 1 is the first working day after/) as string,
          note: expect.stringMatching(/^(The panel counts|Section 1\.5)/) as string,
        },
      ],
    });
  });

  it('prints a clock that runs backwards, and a reading that falls on no working day', async () => {
    const printed = JSON.parse((await clocks('--json')).out) as { duty: string }[];
    expect(printed).toContainEqual(
      expect.objectContaining({
        duty: 'report-to-panel-and-department',
        within: '7 working days before',
        dueOn: '2026-12-02',
      }),
    );
    expect(printed.find(({ duty }) => duty === 'rapid-review-meeting')).toMatchObject({
      alarmOn: '2026-12-24',
      readings: expect.arrayContaining([
        {
          from: 'panel-notification',
          within: '15 days',
          dueOn: '2026-12-26',
          lastWorkingDayOn: '2026-12-24',
          source: 'D 1.5',
          confidence: expect.any(String) as string,
          convention: 'day 1 is the day after the event, every day counted',
          note: expect.stringMatching(/^(The panel counts|Section 1\.5)/) as string,
        },
      ]) as unknown,
    });
  });

  it.each(Object.values(editions).map((edition) => [edition.id, edition] as const))(
    'prints every duty of %s that has a clock, and no other',
    async (id, { duties }) => {
      const { out } = await sg('clocks', '--edition', id, '--from', '2026-12-11', '--json');
      const withClock = Object.entries(duties).filter(([, { clock }]) => clock !== undefined);
      expect((JSON.parse(out) as { duty: string }[]).map(({ duty }) => duty)).toEqual(
        withClock.map(([duty]) => duty),
      );
    },
  );

  it('prints a table with each reading on a line of its own', async () => {
    const lines = (await clocks()).out.split('\n');
    const row = lines.findIndex((line) => line.startsWith('rapid-review-outcome-to-panel'));
    expect(lines[row]).toMatch(
      /2027-01-06 +15 working days +panel-acknowledgement +D 8\.9 +read +2027-01-06 +day 1 is the first working day/,
    );
    expect(lines[row + 1]).toMatch(/also read +2027-01-06 +15 working days +panel-notification/);
  });
});

describe('sg', () => {
  it('says in its help which options a command cannot do without', async () => {
    const { out } = await sg('clocks', '--help');
    const lines = out.split('\n  -').filter((part) => part.includes('(required)'));
    expect(lines.map((part) => part.split(' ')[0])).toEqual(['-edition', '-from']);
  });

  it('lists the scenarios of the drill as a table, and as JSON where that is asked for', async () => {
    const lines = (await sg('drill', '--list')).out.trimEnd().split('\n');
    const read: unknown = JSON.parse((await sg('drill', '--list', '--json')).out);
    expect(read).toEqual(
      lines.map((line) => ({ scenario: line.split(' ')[0], title: line.slice(20).trimStart() })),
    );
    expect(lines).toHaveLength(7);
  });

  it('looks for no name so short that it would be found by chance', async () => {
    expect(await sg('drill', '--child-name', 'Al')).toMatchObject({
      code: 1,
      err: expect.stringContaining('at least five') as string,
    });
  });

  it('prints its commands where none is given, and help where it is asked for', async () => {
    const bare = await sg();
    expect(bare).toMatchObject({ code: 0, err: '' });
    expect(bare.out).toMatch(/due.*clocks/s);
    expect(await sg('due', '--help')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('--months') as string,
    });
  });

  it.each([
    ['due', 'Required option'],
    ['due --from', 'argument missing'],
    ['due --from 2026-12-11', 'Give --working-days or --months.'],
    ['due --from 2026-12-11 --months 1 --working-days 1', 'not both'],
    ['due --from 2026-02-30 --months 1', 'is not a date'],
    ['due --from 2026-12-11T10:00 --months 1', 'is not a date'],
    ['due --from 2026-12-11 --working-days 1.5', 'is not a whole number'],
    ['due --from 2026-12-11 --working-days lots', 'is not a whole number'],
    ['due --from 2028-12-11 --working-days 15', 'Bank holidays are known from 2019-01-01 to 2028-12-31'],
    ['due --from 2028-12-11 --months 1', 'Bank holidays are known'],
    ['due --from 9999-12-11 --months 9999', 'outside the years'],
    ['due --from 2026-12-11 --months 6 more', 'Too many arguments'],
    ['due --from 2026-12-11 --month 6', "Unknown option '--month' (Did you mean --months?)"],
    ['clocks --edition working-together-2018', 'Required option'],
    ['clocks --edition toString --from 2026-12-11', 'There is no edition "toString"'],
    ['clocks --edition working-together-2018 --from 2026-12-11T25:00', 'is not a date or time'],
    ['clocks --edition working-together-2018 --from 2026-12-11T10:00T', 'is not a date or time'],
    ['clocks --edition working-together-2018 --from 2028-12-11', 'Bank holidays are known'],
    ['drill everything-late', 'A scenario is given with --scenario'],
    ['drill everything-late', 'there are local-review, no-review,'],
    ['drill --list everything-late', 'A scenario is given with --scenario'],
    ['drill --scenario nothing', 'There is no scenario nothing; there are local-review, no-review,'],
    ['records', 'Say what to do with the records'],
    ['records nonsense', 'Too many arguments'],
    ['records verify si-2026', '"si-2026" is not a reference'],
    ['records keep SI-2026-AAAA --by a --reason b', 'Required option'],
    ['records keep SI-2026-AAAA --until 2061-02-30 --by a --reason b', '"2061-02-30" is not a date'],
    ['records destroy SI-2026-AAAA --by a --yes', 'Required option'],
    ['records destroy SI-2026-AAAA --by a --reason b', 'add --yes'],
    ['records destroy ../keys --by a --reason b --yes', 'is not a reference'],
    ['nonsense', "Unknown command 'nonsense'"],
  ])('answers "%s" with one sentence on standard error and exit code 1', async (typed, words) => {
    const { code, out, err } = await sg(...typed.split(' '));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(words);
    expect(err).toMatch(/^[^\n]+[.!?]\n$/);
  });
});
