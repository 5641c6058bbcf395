import { z } from 'zod';
import { readReportForm } from '../report/read-report';
import { sendReport } from '../report/send-report';
import { mistakesOf } from './mistakes';
import { base, operation, type Asking, type Operation, type Reply } from './operation';
import { problem } from './problems';
import { placeInReport, reportAsTyped, reportSchema } from './report-body';
import { opened, reportForm } from './schemas';
import { sortedJson } from './sorted-json';

type Report = z.infer<ReturnType<typeof reportSchema>>;

async function report({ services, service, body, key }: Asking<unknown, Report>): Promise<Reply> {
  const agencies = services.people.agencies();
  const shape = reportSchema(agencies).safeParse(body, { reportInput: true });
  if (!shape.success) return problem('mistakes', { errors: mistakesOf(shape.error) });
  const reading = readReportForm(services, reportAsTyped(agencies, shape.data), true);
  if ('mistakes' in reading) {
    const errors = reading.mistakes.map((one) => ({ pointer: placeInReport(one), detail: one.text }));
    return problem('mistakes', { errors });
  }
  const token = services.keys.tokenHash(sortedJson(['report', service.person, key]));
  const isAnother = shape.data.anotherIncident === true;
  const sent = await sendReport(services, reading.report, { staff: service }, { token, isAnother });
  if ('duplicates' in sent)
    return problem('likely-duplicate', {
      references: sent.duplicates,
      detail:
        'Somebody has to look at these cases first. If this is another incident, send it again with the same key and “anotherIncident”: true.',
    });
  const { reference, done } = sent;
  if (done === 'changed')
    return problem('key-used-before', {
      detail: 'Under this key another report was sent.',
      references: [reference],
    });
  const firstDates = reading.report.firstDates.map(({ duty, title, dueOn, alarmOn }) => ({
    duty,
    title,
    dueOn,
    alarmOn: alarmOn ?? null,
  }));
  return { status: 201, location: `${base}/cases/${reference}`, body: { reference, firstDates } };
}

export const reportOperations: readonly Operation[] = [
  operation({
    id: 'readReportForm',
    method: 'get',
    path: '/report-form',
    action: 'report-incident',
    title: 'Read the form of a report',
    text: 'The JSON schema of a report, with the agencies of the directory as they are now.',
    results: { 200: { text: 'The form', schema: reportForm } },
    problems: [],
    handle: ({ services }) => ({
      status: 200,
      body: { schema: z.toJSONSchema(reportSchema(services.people.agencies()), { io: 'input' }) },
    }),
  }),
  operation({
    id: 'reportIncident',
    method: 'post',
    path: '/reports',
    action: 'report-incident',
    title: 'Report an incident',
    text: 'The same fields and checks as the form of the business unit. Opens a case, and its clocks begin.',
    body: reportSchema,
    results: { 201: { text: 'The case is open', schema: opened, location: true } },
    problems: ['likely-duplicate', 'key-used-before'],
    handle: report,
  }),
];
