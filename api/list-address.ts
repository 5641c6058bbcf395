import { z } from 'zod';
import { isCivilDate } from '../domain/calendar/civil-date';
import { isRecipient, stagesInWords } from '../domain/dates-in-words';
import type { Recipient, Stage } from '../domain/duty';
import type { Place } from './case-list';
import type { CaseFilter } from './services';

/** What the address of a list says; whatever is not understood there is left out. */
export type ListAddress = {
  reference: string;
  stage: Stage | '';
  awaits: Recipient | 'others' | '';
  agency: string;
  overdue: boolean;
  /** By the next deadline, or the latest opened first. */
  sort: 'deadline' | 'opened';
  start: Place | null;
};

const typed = z.string().trim().max(60).catch('');
const place = z
  .string()
  .regex(/^(undated|\d{4}-\d{2}-\d{2})\.\d{1,6}$/u)
  .transform((text): Place => {
    const [fromOn = '', past = ''] = text.split('.');
    return { fromOn, past: Number(past) };
  })
  .refine(({ fromOn }) => fromOn === 'undated' || isCivilDate(fromOn));

const isStage = (value: string): value is Stage => stagesInWords.some(([id]) => id === value);

const isAwaited = (value: string): value is Recipient | 'others' => value === 'others' || isRecipient(value);

/** Reads the address of a list; `agencies` are the ids that the directory knows. */
export function readListAddress(
  query: Readonly<Record<string, unknown>>,
  agencies: readonly string[],
): ListAddress {
  const oneOf = <T extends string>(name: string, known: (value: string) => value is T): T | '' => {
    const value = typed.parse(query[name]);
    return known(value) ? value : '';
  };
  const stage = oneOf('stage', isStage);
  // Nobody owes anything in a closed case, and its row no longer says whom it concerned.
  const isOpen = stage !== 'closed';
  return {
    reference: typed
      .parse(query['reference'])
      .toUpperCase()
      .replaceAll(/[^A-Z0-9-]/gu, ''),
    stage,
    awaits: isOpen ? oneOf('awaits', isAwaited) : '',
    agency: isOpen ? oneOf('agency', (value): value is string => agencies.includes(value)) : '',
    overdue: isOpen && query['overdue'] === 'yes',
    sort: isOpen && query['sort'] === 'opened' ? 'opened' : 'deadline',
    start: place.safeParse(query['from']).data ?? null,
  };
}

/** The last four characters alone, as people say a reference to each other. */
const ending = /^[A-Z0-9]{4}$/u;
const yearsBack = 10;

/** Whether somebody who typed this may mean that case. */
export const isMeant = (reference: string, typedIn: string): boolean =>
  reference.startsWith(typedIn) || (ending.test(typedIn) && reference.endsWith(`-${typedIn}`));

/** How the references begin that somebody may mean: the server's lists are asked for beginnings alone, so each year is one. */
function beginningsOf(typedIn: string, todayOn: string): string[] {
  if (!ending.test(typedIn)) return [typedIn];
  const year = Number(todayOn.slice(0, 4));
  return Array.from({ length: yearsBack + 1 }, (_, back) => `SI-${String(year - back)}-${typedIn}`);
}

/** The filter that an address asks for. */
export const filterOf = (
  { reference, stage, awaits, agency, overdue }: ListAddress,
  todayOn: string,
): CaseFilter => ({
  ...(reference === '' ? {} : { references: beginningsOf(reference, todayOn) }),
  ...(stage === '' ? {} : { stage }),
  ...(awaits === '' ? {} : { awaits }),
  ...(agency === '' ? {} : { agency }),
  ...(overdue ? { pressing: { is: 'overdue', todayOn } } : {}),
});

/** The query of an address, from its `?` on; empty where nothing is asked for. */
export function listQuery(
  { reference, stage, awaits, agency, overdue, sort }: ListAddress,
  next: Place | null = null,
): string {
  const said = Object.entries({
    reference,
    stage,
    awaits,
    agency,
    overdue: overdue ? 'yes' : '',
    sort: sort === 'opened' ? sort : '',
    from: next === null ? '' : `${next.fromOn}.${String(next.past)}`,
  }).filter(([, value]) => value !== '');
  return said.length === 0 ? '' : `?${new URLSearchParams(said).toString()}`;
}
