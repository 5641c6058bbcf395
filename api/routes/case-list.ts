import { Router } from 'express';
import { londonDateOf, londonTimeOf } from '../../domain/calendar/london';
import type { CaseRow } from '../../domain/case-view';
import { recipientInWords, stageInWords, stagesInWords } from '../../domain/dates-in-words';
import { listedRow, urgencyOfRow } from '../case-urgency';
import { asCsv } from '../csv';
import { filterOf, isMeant, listQuery, readListAddress, type ListAddress } from '../list-address';
import { listPage } from '../list-page';
import type { Pages } from '../pages';
import type { Permitted } from '../permitted';
import type { People, Services } from '../services';

const pageSize = 50;
/** Whose answers a case can wait for. */
const awaited = [
  'business-unit',
  'local-authority-partner',
  'health-partner',
  'police-partner',
  'scrutineer',
  'rapid-review-chair',
  'agency-lead',
  'administrator',
] as const;

const headings = [
  'Reference',
  'Stage',
  'Next deadline',
  'What is due',
  'Waiting for',
  'Overdue',
  'Child not safe',
  'Children',
  'Handled by',
  'Opened',
];

/** As the list on the page says it: announced so, or its day is over. */
const isOverdue = (row: CaseRow, todayOn: string): boolean =>
  row.stage !== 'closed' && urgencyOfRow(row, todayOn, todayOn)?.tag === 'Overdue';

const csvRow = (row: CaseRow, todayOn: string, people: People): (string | number)[] => [
  row.reference,
  stageInWords(row.stage),
  row.next?.on ?? '',
  row.next?.title ?? '',
  row.waitingFor.map((role) => recipientInWords(role)).join('; '),
  isOverdue(row, todayOn) ? 'yes' : 'no',
  row.notSafe ? 'yes' : 'no',
  row.wantsKey === undefined ? row.children : '',
  people.person(row.handler)?.name ?? row.handler,
  `${londonDateOf(row.openedAtMs)} ${londonTimeOf(row.openedAtMs)}`,
];

/** All cases, filtered and in pages by their address; closed ones under their stage; the same as CSV. */
export function caseListRoutes(services: Services, pages: Pages, permitted: Permitted): Router {
  const router = Router();
  const { cases } = services;

  const todayOn = (): string => londonDateOf(services.clock());
  const agencies = (): Readonly<Record<string, string>> => services.people.agencies();

  /** Lists hold no stopped case; who asks for one by its reference is to find it all the same. */
  const stoppedMeant = async ({ reference, stage }: ListAddress): Promise<CaseRow[]> =>
    reference === '' || stage === 'closed'
      ? []
      : (await cases.stopped()).filter((row) => isMeant(row.reference, reference));

  router.get('/cases', async (request, response) => {
    if (permitted(request, response, 'see-cases') === null) return;
    const address = readListAddress(request.query, Object.keys(agencies()));
    const isClosed = address.stage === 'closed';
    const [page, total, stopped] = await Promise.all([
      listPage(services, address, pageSize),
      isClosed ? null : cases.count(filterOf(address, todayOn()), {}),
      stoppedMeant(address),
    ]);
    const onDay = todayOn();
    const until = services.law.soonUntil(onDay);
    pages(request, response, 'cases.njk', {
      h1: 'All cases',
      nav: 'cases',
      address,
      total,
      rows: isClosed ? page.rows : page.rows.map((row) => listedRow(row, onDay, until)),
      stopped: stopped.map((row) => ({ ...row, urgency: null })),
      next: page.next === null ? null : `/cases${listQuery(address, page.next)}`,
      first: address.start === null ? null : `/cases${listQuery(address)}`,
      csv: `/cases.csv${listQuery(address)}`,
      stages: stagesInWords,
      awaited: [
        ['others', 'anybody outside the business unit'],
        ...awaited.map((role) => [role, recipientInWords(role)]),
      ],
      agencies: Object.entries(agencies()),
    });
  });

  router.get('/cases.csv', async (request, response) => {
    if (permitted(request, response, 'download-cases') === null) return;
    const address = { ...readListAddress(request.query, Object.keys(agencies())), start: null };
    const { rows } = await listPage(services, address, Number.MAX_SAFE_INTEGER);
    response
      .type('text/csv; charset=utf-8')
      .attachment(`cases-${todayOn()}.csv`)
      .send(asCsv([headings, ...rows.map((row) => csvRow(row, todayOn(), services.people))]));
  });
  return router;
}
