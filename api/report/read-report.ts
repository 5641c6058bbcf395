import { z } from 'zod';
import { londonDateOf } from '../../domain/calendar/london';
import type { EditionId } from '../../domain/duty';
import type { FirstDate } from '../../domain/first-date';
import type { Answer, OpeningChild } from '../../domain/record';
import { otherAgency } from '../../domain/papers/reporting-agency';
import { fieldRows, type Row, type SealedWords } from '../../domain/papers/answer-rows';
import { appliesTo, readFields } from '../forms/read-form';
import { typedOne, type Body, type Mistake } from '../forms/typed';
import type { IncidentTraits, Services } from '../services';
import { noteOnAge, tooOld } from './age';
import { bornOnLabel, childFields, childPrefix, mostChildren, reportPages, type PageId } from './fields';

/** What stands in the open of a report, once each field was read. */
const open = z.object({
  incidentOn: z.string(),
  awareOn: z.string().optional(),
  receivedOn: z.string().optional(),
  place: z.enum(['in-area', 'outside-england-resident-here', 'elsewhere']),
  agency: z.string(),
  safeNow: z.boolean(),
  agencies: z.array(z.string()).default([]),
  reporterAddress: z.string().optional(),
});
const known = z
  .enum(['yes', 'no', 'not-known'])
  .transform((answer) => (answer === 'not-known' ? null : answer === 'yes'));
const openChild = z
  .object({
    outcome: z.enum(['died', 'seriously-harmed']),
    unexpectedDeath: known.default(false),
    lookedAfter: known,
  })
  // Who is alive has died neither expectedly nor unexpectedly, whatever was ticked before.
  .transform((child) => (child.outcome === 'died' ? child : { ...child, unexpectedDeath: false }));

/** A row with something to be looked at while the report is checked; it is no part of what was reported. */
type NotedRow = Row & { note?: string };

/** A report that was judged and found whole. */
export type Report = {
  facts: z.infer<typeof open> & { awareOn: string; receivedOn: string };
  /** Nobody said when the authority became aware. */
  awarenessAssumed: boolean;
  edition: EditionId;
  children: OpeningChild[];
  traits: IncidentTraits;
  rows: NotedRow[];
  /** The same, page by page. */
  parts: { id: PageId; title: string; rows: NotedRow[] }[];
  /** What falls due when, worked out before the case exists. */
  firstDates: FirstDate[];
};
/** Where something is wrong or missing, the first dates are known as soon as the days are that they count from. */
export type ReportReading =
  { report: Report } | { mistakes: Mistake[]; firstDates: FirstDate[]; awareOn: string | null };

const countOfChildren = z
  .string()
  .regex(/^\d{1,2}$/u)
  .transform(Number)
  .pipe(z.number().min(1).max(mostChildren));
const childOf = (name: string): number => Number(/^child-(\d{1,2})-/u.exec(name)?.[1] ?? 1);

/** How many children the form shows; where that cannot be read, as many as something was typed for. */
export function childrenOn(body: Body): number {
  const read = countOfChildren.safeParse(typedOne(body, 'children') || '1');
  if (read.success) return read.data;
  const typed = Object.keys(body).filter((name) => typedOne(body, name) !== '');
  return Math.min(mostChildren, Math.max(1, ...typed.map(childOf)));
}

/** Children that are not on the form must not be left out in silence. */
function wrongCount(body: Body): Mistake[] {
  if (countOfChildren.safeParse(typedOne(body, 'children') || '1').success) return [];
  const most = String(mostChildren);
  const text = `One report takes from 1 to ${most} children; check that each child is on this form, and ring the business unit about more than ${most}`;
  return [{ name: 'children', href: '#children', text }];
}

type Child = { child: number; facts: unknown; sealed: SealedWords; mistakes: Mistake[]; rows: Row[] };

/** `Enter “Name” for child 1`, or `Child 1, “Date of birth”: enter the month`. */
const aboutChild = (child: number, text: string): string =>
  text.startsWith('“') ? `Child ${String(child)}, ${text}` : `${text} for child ${String(child)}`;

function readChild(child: number, body: Body, nowMs: number): Child {
  const prefix = childPrefix(child);
  const read = readFields(childFields, body, { prefix, nowMs, agencies: {} });
  const mistakes = read.mistakes.map((one) => ({ ...one, text: aboutChild(child, one.text) }));
  if (read.facts['outcome'] === 'died' && read.facts['unexpectedDeath'] === undefined) {
    const name = `${prefix}unexpectedDeath`;
    mistakes.push({
      name,
      href: `#${name}`,
      text: `Child ${String(child)}: say whether the death was unexpected`,
    });
  }
  const rows = fieldRows(childFields, read.facts, read.sealed, {});
  return {
    child,
    facts: read.facts,
    sealed: read.sealed,
    mistakes,
    rows: rows.map((row) => ({ ...row, label: `Child ${String(child)}: ${row.label}` })),
  };
}

function withAge({ rows, sealed }: Child, incidentOn: string): NotedRow[] {
  const note = noteOnAge(sealed['bornOn'], incidentOn);
  return rows.map((row) => (note !== null && row.label.endsWith(bornOnLabel) ? { ...row, note } : row));
}

/** Dates that contradict each other, each with a sentence at its field. */
function contradictions(facts: Answer['facts'], children: readonly Child[]): Mistake[] {
  const { incidentOn, awareOn, receivedOn } = facts;
  const mistakes: Mistake[] = [];
  if (typeof incidentOn !== 'string') return mistakes;
  if (typeof awareOn === 'string' && awareOn < incidentOn) {
    const text = 'The authority cannot have become aware before the incident; check both dates';
    mistakes.push({ name: 'awareOn', href: '#awareOn-day', text });
  }
  if (typeof receivedOn === 'string' && receivedOn < incidentOn) {
    const text = 'The report cannot have been received before the incident; check both dates';
    mistakes.push({ name: 'receivedOn', href: '#receivedOn-day', text });
  }
  for (const { child, sealed } of children) {
    const bornOn = sealed['bornOn'];
    if (bornOn === undefined) continue;
    const name = `${childPrefix(child)}bornOn`;
    const text =
      bornOn > incidentOn
        ? `Child ${String(child)}: the date of birth cannot be after the incident; check both dates`
        : tooOld(child, bornOn, incidentOn);
    if (text !== null) mistakes.push({ name, href: `#${name}-day`, text });
  }
  return mistakes;
}

/** Of two names one would be wrong: an agency is named where the list does not hold it, and nowhere else. */
function agencyNamedTwice(body: Body): Mistake[] {
  const agency = typedOne(body, 'agency');
  if (agency === '' || agency === otherAgency || typedOne(body, 'agencyName') === '') return [];
  const text =
    'An agency is chosen from the list and another is named: choose “Another agency”, or leave its name empty';
  return [{ name: 'agencyName', href: '#agencyName', text }];
}

/** The edition and the first dates, or a sentence at the date that makes them impossible. */
function lawOf(
  services: Services,
  days: { incidentOn: string; awareOn: string; receivedOn: string; lookedAfterChildDied: boolean },
) {
  const at = (text: string) => ({ mistake: { name: 'awareOn', href: '#awareOn-day', text } });
  const chosen = services.law.editionOn(days.awareOn);
  if ('refused' in chosen) return at(chosen.refused);
  const dates = services.law.firstDates(chosen.edition, days);
  return 'refused' in dates ? at(dates.refused) : { edition: chosen.edition, firstDates: dates };
}

const dayOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Judges a whole report, whatever of it is there: every mistake at once, in the order of the pages. */
export function readReportForm(services: Services, body: Body, byStaff: boolean): ReportReading {
  const nowMs = services.clock();
  const todayOn = londonDateOf(nowMs);
  const agencies = services.people.agencies();
  const pages = reportPages(byStaff, agencies);
  const children = Array.from({ length: childrenOn(body) }, (_, index) => readChild(index + 1, body, nowMs));
  const read = pages.map((page) => {
    const fields = page.fields.filter((field) => appliesTo(field, typedOne(body, 'agency')));
    return { page, fields, ...readFields(fields, body, { prefix: '', nowMs, agencies }) };
  });
  const facts: Answer['facts'] = Object.fromEntries(read.flatMap((one) => Object.entries(one.facts)));
  const contradicting = contradictions(facts, children);
  const mistakes = [
    ...read.flatMap((one) =>
      one.page.id === 'children'
        ? [...wrongCount(body), ...children.flatMap((child) => child.mistakes)]
        : one.mistakes,
    ),
    ...agencyNamedTwice(body),
    ...contradicting,
  ];
  const [incidentOn, awareOn] = [dayOf(facts['incidentOn']), dayOf(facts['awareOn'])];
  const isWrong = mistakes.some(({ name }) => name === 'incidentOn' || name === 'awareOn');
  const days = {
    incidentOn: incidentOn ?? '',
    awareOn: awareOn ?? todayOn,
    receivedOn: dayOf(facts['receivedOn']) ?? todayOn,
  };
  const opened = children.map((one) => ({ child: one.child, ...openChild.safeParse(one.facts).data }));
  const lookedAfterChildDied = opened.some(
    ({ outcome, lookedAfter }) => outcome === 'died' && lookedAfter === true,
  );
  const law = incidentOn === undefined || isWrong ? null : lawOf(services, { ...days, lookedAfterChildDied });
  if (law !== null && 'mistake' in law) mistakes.push(law.mistake);
  if (law === null || 'mistake' in law || mistakes.length > 0) {
    const known = law !== null && 'firstDates' in law ? law.firstDates : [];
    return { mistakes, firstDates: known, awareOn: awareOn ?? null };
  }
  const parts = read.map(({ page: { id, title }, fields, facts: own, sealed }) => ({
    id,
    title,
    rows:
      id === 'children'
        ? children.flatMap((one) => withAge(one, days.incidentOn))
        : fieldRows(fields, own, sealed, agencies),
  }));
  return {
    report: {
      ...law,
      facts: { ...open.parse(facts), ...days },
      awarenessAssumed: awareOn === undefined,
      children: children.map((one) => ({ child: one.child, ...openChild.parse(one.facts) })),
      traits: {
        incidentOn: days.incidentOn,
        childNames: children.map((one) => one.sealed['name'] ?? ''),
        datesOfBirth: children.flatMap((one) => one.sealed['bornOn'] ?? []),
      },
      rows: parts.flatMap(({ rows }) => rows),
      parts,
    },
  };
}
