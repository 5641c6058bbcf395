import { londonDateOf } from '../../domain/calendar/london';
import type { CaseAsKept } from '../../domain/case-view';
import { editionInForce } from '../../domain/editions';
import type { Row } from '../../domain/papers/answer-rows';
import type { Entry, Opening } from '../../domain/record';
import { reportPages } from '../../api/report/fields';
import { Rehearsal } from './rehearsal';
import { isWritten } from './rehearsed-answer';
import type { Scenario } from './scenarios';
import type { Throwaway } from './throwaway';

/** Opens a case of the scenario and plays it to its closed record; tells each entry once, in order. */
export const play = async (
  { client, services, environment }: Throwaway,
  scenario: Scenario,
  childName: string,
  tell: (entry: Entry, view: CaseAsKept) => void,
): Promise<void> => {
  let told = 0;
  const opening = await drillOpening(services, scenario, childName);
  await client.workflow.start('seriousIncident', {
    taskQueue: environment.temporal.taskQueue,
    workflowId: opening.reference,
    args: [opening],
    staticSummary: 'Rehearsal',
  });
  await services.openedCases.mark(opening.reference, opening.openedAtMs);
  const incident = new Rehearsal(
    client,
    opening.reference,
    (view) => {
      for (const entry of view.story.slice(told)) tell(entry, view);
      told = view.story.length;
    },
    {
      words: wordsAbout(childName),
      seal: (written) => services.parcels.seal(opening.reference, written),
    },
  );
  await incident.until('the case to open', ({ duties }) => duties.length > 0);
  await scenario.play(incident);
  await incident.untilClosed();
  // What happened between the last step and the close stands in the run that has just ended.
  const last = await lastView(client, opening.reference);
  for (const entry of last.story.slice(told)) tell(entry, last);
};

/** So that a name that is looked for afterwards was written wherever somebody can write. */
const wordsAbout = (childName: string): string => `Words of a rehearsal about ${childName}`;

/** The report, with words in every field that takes them. */
const reportRows = (childName: string): Row[] => {
  const written = reportPages(true, {})
    .flatMap(({ fields }) => fields)
    .filter(isWritten);
  return [
    ...written.map(({ label }) => ({ label, value: wordsAbout(childName) })),
    { label: 'Name', value: childName },
  ];
};

const lastView = async (client: Throwaway['client'], reference: string): Promise<CaseAsKept> => {
  const runs = client.workflow.list({
    query: `WorkflowId = "${reference}" AND WorkflowType = "seriousIncident"`,
  });
  for await (const { runId } of runs)
    return client.workflow.getHandle(reference, runId).query<CaseAsKept>('view');
  throw new Error(`the history of ${reference} is gone`);
};

const drillOpening = async (
  services: Throwaway['services'],
  scenario: Scenario,
  childName: string,
): Promise<Opening> => {
  const nowMs = Date.now();
  const today = londonDateOf(nowMs);
  const token = `drill-${nowMs}`;
  const reference = services.caseReference(token, Number(today.slice(0, 4)), 0);
  const inForce = editionInForce(today);
  if ('refused' in inForce) throw new Error(inForce.refused);
  return {
    reference,
    tokenHash: services.tokenHash(token),
    contentHash: services.tokenHash(token),
    edition: inForce.edition,
    training: true,
    openedAtMs: nowMs,
    acceptance: 'accepted',
    likelyDuplicates: [],
    reportedBy: {
      source: 'agency',
      person: 'referrer',
      address: 'referrer@schools.exampleshire.example',
      agency: 'schools',
    },
    incidentOn: today,
    authorityAwareOn: today,
    reportReceivedOn: today,
    children: [{ child: 1, outcome: 'seriously-harmed', unexpectedDeath: false, lookedAfter: false }],
    place: 'in-area',
    agencies: ['childrens-social-care', 'police', 'health-trust'],
    handler: 'business-unit-a',
    marks: services.incidentMarks({
      childNames: [childName],
      datesOfBirth: ['2024-02-29'],
      incidentOn: today,
    }),
    parcel: await services.parcels.sealOpening(reference, { rows: reportRows(childName) }),
    ...scenario.opening,
  };
};
