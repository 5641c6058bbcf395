import { setTimeout as delay } from 'node:timers/promises';
import type { SubmissionView } from '../domain/case-view';
import type { SealedWords } from '../domain/papers/answer-rows';
import { actionOf, isStaffRole } from '../domain/permissions';
import { confirmationFor } from '../domain/confirmation';
import type { Answer } from '../domain/record';
import type { Asked } from './asked';
import { readForm, type FormReading } from './forms/read-form';
import type { Body, Mistake } from './forms/typed';
import { recorded } from './recorded';
import type { Services, SubmissionPlace } from './services';
import { addressMistakes } from './whose-address';

/** An answer that was read and judged by its form, with the words to be sealed. */
export type Given = Extract<FormReading, { answer: unknown }>;

export const placeOf = ({ reference, duty, instance, round }: Asked): SubmissionPlace => ({
  case: reference,
  duty,
  instance,
  round,
});

/** A question of a case, as the access log names it. */
export const entryOf = ({ by, duty, instance, reference }: Asked, byLink: boolean) => ({
  person: by.person,
  role: by.recipient,
  action: byLink || !isStaffRole(by.recipient) ? ('answer' as const) : actionOf(by.recipient, duty),
  what: instance === '-' ? duty : `${duty} ${instance}`,
  case: reference,
});

/** What was typed or sent for a question, judged by its form and by the directory. */
export function readAnswer({ people }: Services, asked: Asked, body: Body): FormReading {
  const given = readForm(asked.form, body, { prefix: '', nowMs: asked.nowMs, agencies: people.agencies() });
  if ('mistakes' in given) return given;
  const mistakes = [...addressMistakes(asked, given.answer, people), ...dayMistakes(asked, given.answer)];
  return mistakes.length === 0 ? given : { mistakes };
}

/** What the case would refuse, said while it can still be put right: the order of a deputy's days, half a corrected date. */
function dayMistakes({ duty }: Asked, { facts }: Pick<Answer, 'facts'>): Mistake[] {
  const { from, until, event, date } = facts;
  if (duty === 'deputy' && typeof from === 'string' && typeof until === 'string' && until < from)
    return [{ name: 'until', href: '#until-day', text: '“Last day”: must not lie before the first day' }];
  if (duty !== 'correction' || (event === undefined) === (date === undefined)) return [];
  return date === undefined
    ? [{ name: 'date', href: '#date-day', text: 'Enter the right date, or choose no date that was wrong' }]
    : [{ name: 'event', href: '#event', text: 'Choose which date was wrong, or enter none' }];
}

async function send(
  { words, cases }: Services,
  asked: Asked,
  { submission, digest }: { submission: string; digest?: string },
  answer: Omit<Answer, 'parcel'>,
  sealed: SealedWords,
) {
  const parcel =
    Object.keys(sealed).length === 0 ? {} : { parcel: await words.seal(asked.reference, sealed) };
  const { instance, round, by } = asked;
  return cases.submit(asked.reference, asked.duty, {
    instance,
    round,
    by,
    submission,
    ...(digest === undefined ? {} : { digest }),
    answer: { ...answer, ...parcel },
  });
}

/** Sends an answer to its case, sealed and recorded. `over`: it was stopped from outside; `failed`: nobody knows more now. */
export async function sendAnswer(
  services: Services,
  asked: Asked,
  id: { submission: string; digest?: string },
  { answer, sealed }: Given,
  byLink: boolean,
): Promise<'sent' | 'over' | 'failed'> {
  try {
    const sent = await recorded(services, entryOf(asked, byLink), () =>
      send(services, asked, id, answer, sealed),
    );
    if (sent === 'sent' && isToldByLetter(asked.by, byLink)) await confirm(services, asked, id.submission);
    return sent;
  } catch (error) {
    services.log.error({ event: 'answer-not-sent', reference: asked.reference, duty: asked.duty }, error);
    return 'failed';
  }
}

/** Staff see on the page of the case what they recorded; an administrator who came by a link is told like everybody else. */
const isToldByLetter = ({ recipient }: Asked['by'], byLink: boolean): boolean =>
  recipient !== 'business-unit' && (byLink || !isStaffRole(recipient));

/** The answer is safe without it. */
async function confirm({ cases, log }: Services, asked: Asked, submission: string): Promise<void> {
  const { reference, duty, instance, round, by, nowMs, view } = asked;
  const known = view === null ? undefined : confirmationFor(view, asked);
  if (known === null) return;
  try {
    const sent = { reference, duty, instance, round, by, submission, nowMs };
    await cases.confirm(known === undefined ? sent : { ...sent, known });
  } catch (error) {
    log.error({ event: 'answer-not-confirmed', reference, duty }, error);
  }
}

/** What became of a submission; waits a moment for the case to have judged it. */
export async function becomesOf(
  { cases, settings }: Services,
  reference: string,
  submission: string,
): Promise<SubmissionView> {
  const until = Date.now() + settings.judgedWithinMs;
  for (;;) {
    const outcome = await cases.outcome(reference, submission);
    if (outcome !== null || Date.now() >= until) return outcome;
    await delay(150);
  }
}
