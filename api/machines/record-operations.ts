import { z } from 'zod';
import type { CaseView, SubmissionView } from '../../domain/case-view';
import { refusalSentence } from '../../domain/refusal-sentence';
import { dueInWords, dutyAt, type Asked } from '../asked';
import {
  askedInCase,
  askedOfStaff,
  askedOfStaffFromEdition,
  staffRoleFor,
  staffPartIn,
} from '../asked-of-staff';
import type { CaseKnown, Services, SignedIn, SubmissionPlace } from '../services';
import { becomesOf, readAnswer, sendAnswer } from '../sending';
import {
  answerAsTyped,
  answerSchema,
  anyAnswer,
  placeInAnswer,
  strayFields,
  type AnyAnswer,
} from './answer-body';
import { viewOf } from './case-operations';
import { mistakesOf } from './mistakes';
import { base, operation, type Asking, type Operation, type Reply } from './operation';
import { problem } from './problems';
import { recordable, submission } from './schemas';
import { sortedJson } from './sorted-json';

type DutyAddress = { duty: string; instance: string; round: number };
const path = '/cases/{reference}/duties/{duty}/{instance}/{round}/answers';
const retryAfterSeconds = 10;

const dutyIn = ({ duty, instance, round }: Asking['params']): DutyAddress => ({
  duty,
  instance,
  round: Number(round),
});

const addressOf = (reference: string, { duty, instance, round }: DutyAddress): string =>
  `${base}/cases/${reference}/duties/${duty}/${encodeURIComponent(instance)}/${String(round)}/answers`;

/** What a service can record in a case: the open duties that are its own by its roles, as the page of the case has them. */
function recordableIn(services: Services, view: CaseView, service: SignedIn) {
  const agencies = services.people.agencies();
  return view.duties.flatMap((state) => {
    const role = staffRoleFor(state, service, view);
    if (role === null) return [];
    const asked = askedOfStaff(services, view, state, role, service.person);
    return [
      {
        duty: state.duty,
        instance: state.instance,
        round: state.round,
        title: state.title,
        source: state.source,
        due: dueInWords(state),
        standing: state.rule === 'standing',
        address: addressOf(view.reference, state),
        schema: z.toJSONSchema(answerSchema(asked.form, agencies), { io: 'input' }),
      },
    ];
  });
}

/**
 * The question as this service is asked it. One that is its own, and takes no answer any more, goes to the case all the
 * same, which refuses and records it; so does one of which only the memo is known.
 */
function askedOf(
  services: Services,
  found: Exclude<CaseKnown, { known: 'absent' }>,
  at: DutyAddress,
  { service, body }: Pick<Asking<unknown, AnyAnswer>, 'service' | 'body'>,
): Asked | null {
  if (found.known === 'view')
    return askedInCase(services, { view: found.view, signedIn: service }, at, staffPartIn);
  const chosen = Object.entries(body.fields ?? {}).filter(([, value]) => typeof value === 'string');
  return askedOfStaffFromEdition(
    services,
    found.memo,
    at,
    service,
    Object.fromEntries(chosen) as Record<string, string>,
  );
}

const submissionBody = (at: SubmissionPlace, id: string, outcome: SubmissionView) => ({
  reference: at.case,
  duty: at.duty,
  instance: at.instance,
  round: at.round,
  submission: id,
  outcome: outcome?.outcome ?? 'pending',
  entry: outcome === null || outcome.entry === 0 ? null : outcome.entry,
  because: outcome?.outcome === 'refused' ? refusalSentence(outcome) : null,
});

/** What is said of an answer once it was sent; the same each time it is sent again. */
function told(
  at: SubmissionPlace,
  { id, digest }: { id: string; digest: string },
  outcome: SubmissionView,
): Reply {
  const location = `${addressOf(at.case, at)}/${id}`;
  const body = submissionBody(at, id, outcome);
  if (outcome === null) return { status: 202, body, location, retryAfterSeconds };
  if (outcome.digest !== undefined && outcome.digest !== digest)
    return problem('key-used-before', { detail: 'Under this key another answer was sent here.' });
  if (outcome.outcome === 'recorded') return { status: 201, body, location };
  const { because, entry } = outcome;
  return problem('not-taken', {
    detail: refusalSentence(outcome),
    because,
    ...(entry === 0 ? {} : { entry }),
  });
}

const notTheirs = {
  detail: 'This duty is not for this service to answer: another role owes it, or it was never asked.',
};

async function record({ services, service, params, body, key }: Asking<unknown, AnyAnswer>): Promise<Reply> {
  const found = await services.cases.look(params.reference);
  if (found.known === 'absent')
    return problem('not-found', { detail: 'There is no case with this reference.' });
  if (found.known === 'memo' ? found.stoppedAtMs !== undefined : found.view.stoppedAtMs !== undefined)
    return problem('not-taken', {
      because: 'stopped',
      detail: 'This case was stopped from outside; nothing more is recorded in it.',
    });
  const at = dutyIn(params);
  const place = { case: params.reference, ...at };
  const id = services.keys.submissionFor(place, [service.person, key]);
  const digest = services.keys.tokenHash(`answer ${sortedJson(body)}`);
  // First of all: what was taken once is not judged anew, by a form that may have changed since.
  const before = await services.cases.outcome(params.reference, id);
  if (before !== null) return told(place, { id, digest }, before);
  if (found.known === 'view' && dutyAt(found.view, at) === undefined)
    return problem('not-found', { detail: 'The case has no such duty.' });
  const asked = askedOf(services, found, at, { service, body });
  if (asked === null) return problem('not-allowed', notTheirs);
  const schema = answerSchema(asked.form, services.people.agencies());
  const shape = schema.safeParse(body, { reportInput: true });
  const stray = strayFields(asked.form, body);
  if (!shape.success || stray.length > 0)
    return problem('mistakes', { errors: [...(shape.success ? [] : mistakesOf(shape.error)), ...stray] });
  const given = readAnswer(services, asked, answerAsTyped(asked.form, body));
  if ('mistakes' in given) {
    const errors = given.mistakes.map((one) => ({
      pointer: placeInAnswer(asked.form, one),
      detail: one.text,
    }));
    return problem('mistakes', { errors });
  }
  const became = await sendAnswer(services, asked, { submission: id, digest }, given, false);
  if (became !== 'sent')
    return problem('not-now', {
      detail: 'The answer could not be sent just now. Send it again with the same Idempotency-Key.',
    });
  return told(place, { id, digest }, await becomesOf(services, params.reference, id));
}

export const recordOperations: readonly Operation[] = [
  operation({
    id: 'listRecordable',
    method: 'get',
    path: '/cases/{reference}/recordable',
    action: 'see-case',
    title: 'List what can be recorded',
    text: 'The open duties that this service may answer by its roles, each with the JSON schema of an answer.',
    results: { 200: { text: 'What can be recorded', schema: recordable } },
    problems: [],
    async handle({ services, params, service }) {
      const view = await viewOf(services, params.reference);
      if ('problem' in view) return view;
      const { reference } = view;
      return { status: 200, body: { reference, recordable: recordableIn(services, view, service) } };
    },
  }),
  operation({
    id: 'recordAnswer',
    method: 'post',
    path,
    action: 'see-case',
    title: 'Record a fact, or answer a duty',
    text: 'Judged as the form of the page is, sealed, and sent to the case, which judges it once more. Nobody else’s decision can be recorded so.',
    body: () => anyAnswer,
    results: {
      201: { text: 'It stands in the record', schema: submission, location: true },
      202: {
        text: 'It is kept, and not judged yet: ask for its outcome',
        schema: submission,
        location: true,
        retry: true,
      },
    },
    problems: ['not-taken', 'key-used-before'],
    handle: record,
  }),
  operation({
    id: 'readOutcome',
    method: 'get',
    path: `${path}/{submission}`,
    action: 'see-case',
    title: 'Read what became of an answer',
    text: 'Whether it was recorded, refused, or is still to be judged.',
    results: { 200: { text: 'The outcome', schema: submission } },
    problems: [],
    async handle({ services, params }) {
      const place = { case: params.reference, ...dutyIn(params) };
      if (!services.keys.isSubmission(params.submission, place))
        return problem('not-found', { detail: 'No answer of this id was sent here.' });
      const outcome = await becomesOf(services, params.reference, params.submission);
      return { status: 200, body: submissionBody(place, params.submission, outcome) };
    },
  }),
];
