import { scenarios } from '../../cli/drill/scenarios';
import { addDays } from '../../domain/calendar/civil-date';
import { canary, Drilled, grouped, type ToldLine } from '../support/drilled';
import { expectedOf } from '../support/expected-outlines';
import { placesWithout } from '../support/placed-words';

jest.setTimeout(240_000);

// The local review has tests of its own.
const names = Object.keys(scenarios).filter((name) => name !== 'local-review');

describe('a rehearsed scenario', () => {
  const runs = new Map<string, Drilled | Error>();
  const runOf = (scenario: string): Drilled => {
    const run = runs.get(scenario);
    if (run instanceof Drilled) return run;
    throw run ?? new Error(`${scenario} was not played`);
  };

  beforeAll(async () => {
    // The longest first, so that the others are played beside it.
    const waiting = names.toSorted((one) => (one === 'everything-late' ? -1 : 0));
    const playOn = async (): Promise<void> => {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
        runs.set(name, await Drilled.play(name).catch((error: unknown) => error as Error));
    };
    await Promise.all([playOn(), playOn()]);
  });
  afterAll(() => {
    for (const run of runs.values()) if (run instanceof Drilled) run.remove();
  });

  it.each(names)(
    'goes as it should: its stages in order, who is told, who decides, what is refused: %s',
    (name) => {
      expect(runOf(name).outline()).toEqual(expectedOf[name]);
    },
  );

  it.each(names)('has the name of the child in all that people wrote: %s', async (name) => {
    expect(placesWithout(canary, await runOf(name).record())).toEqual([]);
  });

  it.each(names)('has it in no letter, nor in the name of a file that goes with one: %s', async (name) => {
    const letters = await runOf(name).letters();
    const naming = letters.filter(({ attachments, ...parts }) =>
      JSON.stringify([parts, attachments.map(({ filename }) => filename)]).includes(canary),
    );
    expect(letters.length).toBeGreaterThan(10);
    expect(naming.map(({ subject }) => subject)).toEqual([]);
  });

  it('of a looked-after child’s death tells department and Ofsted before the threshold is decided', () => {
    const { told } = runOf('looked-after-death');
    const decided = told.findIndex(({ kind, event }) => kind === 'entry' && event === 'decided');
    for (const to of ['dfe', 'ofsted'])
      expect(told.slice(0, decided)).toContainEqual(
        expect.objectContaining({ notice: 'looked-after-death', to, state: 'accepted' }),
      );
  });

  it('of partners who disagree keeps dissent and silence in the record, and then the decision', () => {
    const events = runOf('partners-disagree')
      .of('entry')
      .map(({ event }) => event);
    expect(events.slice(0, 3)).toEqual(['silence', 'dissent', 'decided']);
  });

  describe('in which everything is late', () => {
    const breaches = (): ToldLine[] => runOf('everything-late').of('breach');
    const breachesOf = (duty: string): ToldLine[] => breaches().filter((each) => each['duty'] === duty);

    it('is in breach of each duty that was not done, and of no other', () => {
      expect([...new Set(breaches().map(({ duty }) => duty))].toSorted()).toEqual([
        'agency-information',
        'children-made-safe',
        'notification-threshold',
        'panel-notification',
        'publication',
        'publication-delay',
        'rapid-review-decision',
        'rapid-review-meeting',
        'rapid-review-outcome-to-panel',
        'threshold-by-authority',
        'threshold-outcome-to-referrer',
      ]);
      expect(
        [...new Set(breachesOf('agency-information').map(({ instance }) => instance))].toSorted(),
      ).toEqual(['childrens-social-care', 'health-trust', 'police']);
    });

    it('says so of each again every week until it is done', () => {
      const chains = grouped(breaches(), ({ duty, instance }) => `${String(duty)} ${String(instance)}`);
      for (const chain of chains.values()) {
        const days = chain.map(({ on }) => on);
        expect(chain.map(({ ordinal }) => ordinal)).toEqual(days.map((_, index) => index + 1));
        expect(days.slice(2)).toEqual(days.slice(1, -1).map((on) => addDays(on, 7)));
      }
      expect(breachesOf('publication').length).toBeGreaterThan(15);
    });

    it('tells of each breach by letter, the business unit too, and goes on all the same', () => {
      const run = runOf('everything-late');
      for (const { duty, instance, ordinal } of breaches()) {
        const told = run
          .of('letter')
          .filter(({ letter, duty: about }) => letter === 'breach' && about === duty);
        expect({ duty, instance, ordinal, told: told.map(({ to }) => to) }).toEqual({
          duty,
          instance,
          ordinal,
          told: expect.arrayContaining(['business-unit']) as string[],
        });
      }
      const done = run.of('answer').map(({ duty }) => duty);
      expect(done).toEqual(
        expect.arrayContaining([
          'panel-notification',
          'rapid-review-meeting',
          'publication-delay',
          'publication',
        ]),
      );
    });
  });
});
