import { londonInstant } from '../../domain/calendar/london';
import { addDays } from '../../domain/calendar/civil-date';
import { rolesByLetter } from '../../domain/permissions';
import type { CaseFilter, Window } from '../services';

/**
 * A second past the start of a day: a deadline is kept as the instant at which its day ends, which is the next one's
 * start, and not every store tells an instant from itself written otherwise.
 */
const startOf = (on: string): string => new Date(londonInstant(on, '00:00') + 1000).toISOString();

const conditionsOf = (within: Window): string[] => {
  if (within === 'undated') return ['CaseNextDeadline IS NULL'];
  const { fromOn, untilOn } = within;
  return [
    ...(fromOn === undefined ? [] : [`CaseNextDeadline > '${startOf(fromOn)}'`]),
    ...(untilOn === undefined ? [] : [`CaseNextDeadline < '${startOf(addDays(untilOn, 1))}'`]),
  ];
};

/** What was typed is never part of a query: a reference has letters, digits and hyphens, the rest is one of a list. */
const quoted = (value: string): string => {
  if (!/^[A-Za-z0-9-]{1,60}$/u.test(value)) throw new RangeError('this cannot stand in a query');
  return `'${value}'`;
};

const beginsWith = (reference: string): string => `WorkflowId STARTS_WITH ${quoted(reference)}`;

/** The query of visibility for open cases of a filter whose next deadline lies in a window. */
export function openCasesQuery(filter: CaseFilter, within: Window): string {
  const { stage, awaits, agency, references, pressing } = filter;
  return [
    `WorkflowType = 'seriousIncident'`,
    `ExecutionStatus = 'Running'`,
    ...(stage === undefined ? [] : [`CaseStage = ${quoted(stage)}`]),
    ...(awaits === undefined ? [] : [awaitedOf(awaits)]),
    ...(agency === undefined ? [] : [`CaseAgencies = ${quoted(agency)}`]),
    ...(references === undefined ? [] : [`(${references.map(beginsWith).join(' OR ')})`]),
    ...(pressing === undefined ? [] : [pressingOf(pressing)]),
    ...conditionsOf(within),
  ].join(' AND ');
}

const awaitedOf = (awaits: NonNullable<CaseFilter['awaits']>): string =>
  awaits === 'others'
    ? `CaseAwaits IN (${rolesByLetter.map(quoted).join(', ')})`
    : `CaseAwaits = ${quoted(awaits)}`;

/**
 * Overdue is what has been announced so, and what is about to be: its day is over. A case that no worker has begun yet
 * has neither a number of breaches nor a deadline, and is in time.
 */
const pressingOf = ({ is, todayOn }: NonNullable<CaseFilter['pressing']>): string =>
  is === 'overdue'
    ? `(CaseBreaches > 0 OR CaseNextDeadline < '${startOf(todayOn)}')`
    : `(CaseBreaches = 0 OR CaseBreaches IS NULL) AND (CaseNextDeadline > '${startOf(todayOn)}' OR CaseNextDeadline IS NULL)`;
