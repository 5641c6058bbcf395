import { z } from 'zod';
import { londonDateOf } from '../../domain/calendar/london';
import type { CaseView } from '../../domain/case-view';
import { allRecipients } from '../../domain/dates-in-words';
import { filterOf, listQuery, readListAddress, type ListAddress } from '../list-address';
import { listPage } from '../list-page';
import type { Services } from '../services';
import { caseJson, clocksJson, momentOf, rowJson } from './case-json';
import { operation, type Operation } from './operation';
import { problem, type Problem } from './problems';
import { caseList, clockList, stage, wholeCase } from './schemas';

const pageSize = 50;
const mostOnPage = 100;
/** So far in a list a cursor may lead: further than any list goes. */
const furthestPast = 100_000;

const listed = z.strictObject({
  reference: z
    .string()
    .regex(/^[A-Z0-9-]{1,12}$/u)
    .optional()
    .meta({ description: 'How the reference begins, or its last four characters.' }),
  stage: stage.optional().meta({ description: 'Only this stage; “closed” lists closed cases.' }),
  awaits: z
    .enum(allRecipients)
    .optional()
    .meta({ description: 'Only cases that wait for this role or body.' }),
  agency: z.string().min(1).max(60).optional().meta({
    description: 'Only cases with this agency, by its id: GET /report-form lists those of the directory.',
  }),
  overdue: z.literal('yes').optional().meta({ description: 'Only cases with a missed date.' }),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,600}$/u)
    .optional()
    .meta({ description: '“next” of the page before, with the same filters.' }),
  limit: z
    .string()
    .regex(/^\d{1,3}$/u)
    .transform(Number)
    .pipe(z.int().min(1).max(mostOnPage))
    .optional()
    .meta({ description: `How many cases; ${String(pageSize)} unless said.` }),
});

const parameterAt = (parameter: string, detail: string): Problem =>
  problem('bad-request', { errors: [{ parameter, detail }] });

/** The query of a list's own address, which nobody need understand. */
const cursorOf = (query: string): string => Buffer.from(query).toString('base64url');

/** The address that a list is asked for by: that of the page, or what is wrong with it. */
function addressOf({ people }: Services, query: z.infer<typeof listed>): ListAddress | Problem {
  const { cursor, reference, stage: at, awaits, agency, overdue } = query;
  const agencies = Object.keys(people.agencies());
  if (agency !== undefined && !agencies.includes(agency))
    return parameterAt('agency', 'The directory has no agency of this id.');
  const address = readListAddress({ reference, stage: at, awaits, agency, overdue }, agencies);
  if (cursor === undefined) return address;
  const said = Buffer.from(cursor, 'base64url').toString();
  const there = readListAddress(Object.fromEntries(new URLSearchParams(said)), agencies);
  const isOurs =
    there.start !== null &&
    there.start.past <= furthestPast &&
    listQuery(address, there.start) === said &&
    cursorOf(said) === cursor;
  return isOurs ? there : parameterAt('cursor', 'It is not the cursor of a page with these filters.');
}

/** The case as it stands, or why it cannot be shown. */
export async function viewOf({ cases }: Services, reference: string): Promise<CaseView | Problem> {
  const found = await cases.look(reference);
  if (found.known === 'view') return found.view;
  return found.known === 'absent'
    ? problem('not-found', { detail: 'There is no case with this reference.' })
    : problem('not-now', { detail: 'The record of this case will be back shortly.' });
}

export const caseOperations: readonly Operation[] = [
  operation({
    id: 'listCases',
    method: 'get',
    path: '/cases',
    action: 'see-cases',
    title: 'List cases',
    text: 'Open cases by their next deadlines, then those without one; with the stage “closed”, closed cases whose records are kept, the latest close first.',
    query: listed,
    results: { 200: { text: 'A page of cases', schema: caseList } },
    problems: ['bad-request'],
    async handle({ services, query }) {
      const address = addressOf(services, query);
      if ('problem' in address) return address;
      const isClosed = address.stage === 'closed';
      const todayOn = londonDateOf(services.clock());
      const [page, total] = await Promise.all([
        listPage(services, address, query.limit ?? pageSize),
        isClosed ? null : services.cases.count(filterOf(address, todayOn), {}),
      ]);
      return {
        status: 200,
        body: {
          cases: page.rows.map((row) => rowJson(row, services, isClosed)),
          total,
          next: page.next === null ? null : cursorOf(listQuery(address, page.next)),
        },
      };
    },
  }),
  operation({
    id: 'readCase',
    method: 'get',
    path: '/cases/{reference}',
    action: 'see-case',
    title: 'Read a case',
    text: 'What is and was owed, with dates, readings and why it waits; the letters and their states; the story in sentences. What people wrote stays sealed.',
    results: { 200: { text: 'The case', schema: wholeCase } },
    problems: [],
    async handle({ services, params }) {
      const view = await viewOf(services, params.reference);
      return 'problem' in view ? view : { status: 200, body: caseJson(view, services) };
    },
  }),
  operation({
    id: 'readClocks',
    method: 'get',
    path: '/cases/{reference}/clocks',
    action: 'see-case',
    title: 'Read the clocks of a case',
    text: 'Every duty that has a time limit, with each reading of it and the next alarm.',
    results: { 200: { text: 'The clocks', schema: clockList } },
    problems: [],
    async handle({ services, params }) {
      const view = await viewOf(services, params.reference);
      if ('problem' in view) return view;
      const { reference, nowMs } = view;
      return { status: 200, body: { reference, now: momentOf(nowMs), clocks: clocksJson(view) } };
    },
  }),
];
