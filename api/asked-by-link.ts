import { londonDateOf } from '../domain/calendar/london';
import { momentInWords, recipientInWords } from '../domain/dates-in-words';
import type { CaseRow, CaseView, DutyState } from '../domain/case-view';
import type { Actor, LetterRecord } from '../domain/record';
import type { Addressee } from '../domain/opened-duty';
import { partOf } from '../domain/parts-in-words';
import { mayGet } from '../domain/permissions';
import { withTitles } from '../domain/names';
import { askedFromEdition, askedOf, dutyAt, type Asked, type NotAsked } from './asked';
import { answersInWords, noLongerAsked } from './no-longer-asked';
import type { LinkClaims, Services } from './services';
import { notInRecord, stoppedInWords } from './stopped-words';

const actorOf = (to: Addressee): Actor => ({
  recipient: to.recipient,
  person: to.person,
  ...(to.agency === undefined ? {} : { agency: to.agency }),
});

/** The part in which a person answers; of several, one that is still awaited. */
function partAsked(state: DutyState, person: string): Actor | null {
  const own = state.addressees.filter((to) => to.person === person);
  const to = own.find((one) => state.awaited.includes(partOf(one))) ?? own[0];
  return to === undefined ? null : actorOf(to);
}

const nowhere = (view: Pick<CaseView, 'resetAtMs'> = {}): NotAsked => ({
  status: 404,
  h1: 'This link does not lead to a question',
  texts: notInRecord('The question that this link names', view),
});

/** To the person for whom a deputy stands in, or to a deputy who was called off: either has the link of an earlier letter. */
function passedOn({ letters }: CaseView, state: DutyState, { person }: LinkClaims): NotAsked | null {
  const isOfRound = (one: Pick<LetterRecord, 'duty' | 'instance' | 'round'>): boolean =>
    one.duty === state.duty && one.instance === state.instance && one.round === state.round;
  const earlier = letters.find((letter) => isOfRound(letter) && letter.to.person === person)?.to;
  const now = state.addressees.find((to) => earlier !== undefined && partOf(to) === partOf(earlier));
  if (now === undefined) return null;
  if (now.deputyFor === undefined && earlier?.deputyFor !== undefined)
    return {
      status: 409,
      h1: 'You no longer stand in for this role',
      texts: [
        `“${state.title}”`,
        'The business unit has called the deputy off, and the question was sent to the holder of the role. Your link takes no answer.',
        'If something of this is not as you expect, please ring the business unit.',
      ],
    };
  if (now.deputyFor === undefined) return null;
  return {
    status: 409,
    h1: 'A deputy answers this for you',
    texts: [
      `“${state.title}”`,
      'The business unit has set a deputy for you in this case, and the question was sent to the deputy. Your link takes no answer.',
      'If you can answer it yourself after all, please ring the business unit.',
    ],
  };
}

function stopped(found: { stoppedAtMs?: number }): NotAsked | null {
  const text = stoppedInWords(found);
  return text === null ? null : { status: 409, h1: 'This question is no longer asked', texts: [text] };
}

function fromView({ people }: Services, view: CaseView, claims: LinkClaims): Asked | NotAsked {
  const state = dutyAt(view, claims);
  const by = state === undefined ? null : partAsked(state, claims.person);
  if (state !== undefined && by === null) return passedOn(view, state, claims) ?? nowhere(view);
  if (state?.kind !== 'question' || by === null || !mayGet(by.recipient, 'answer')) return nowhere(view);
  if (state.state !== 'open') {
    const unit = people.holder('business-unit', londonDateOf(view.nowMs));
    return { ...noLongerAsked(view, state, by, unit?.address), late: askedOf(view, state, by) };
  }
  const own = state.answeredBy.find((given) => partOf(given.by) === partOf(by));
  if (own !== undefined && state.rule !== 'standing') {
    const waiting = state.awaited.map((part) => recipientInWords(part)).join(', ');
    return {
      status: 200,
      late: askedOf(view, state, by),
      h1: `You answered this on ${momentInWords(own.atMs)}`,
      texts: [
        `“${state.title}”`,
        ...answersInWords(view, state),
        ...(waiting === '' ? [] : [`Still to answer: ${waiting}.`]),
        by.recipient === 'business-unit'
          ? 'If something in the answer is wrong, correct the entry on the page of the case.'
          : 'If something in your answer is wrong, ring the business unit: it can correct the record.',
      ],
    };
  }
  return askedOf(view, state, by);
}

/** With no worker up the form comes from the case's edition; the workflow judges later what was sent. */
function fromEdition(services: Services, memo: CaseRow, claims: LinkClaims): Asked | NotAsked {
  const question = services.law.question(memo.edition, claims.duty);
  if (question === null) return nowhere();
  const agency = claims.instance === '-' ? undefined : claims.instance;
  const todayOn = londonDateOf(services.clock());
  const holders = question.roles.map((role) => services.people.holder(role, todayOn, agency));
  const recipient =
    holders.find((to) => to?.person === claims.person)?.recipient ??
    (question.roles.length === 1 ? question.roles[0] : undefined);
  if (recipient === undefined) {
    return {
      status: 503,
      h1: 'This question cannot be shown just now',
      texts: [
        'The record is being brought back. Please open the link again in a few minutes; nothing is lost.',
      ],
    };
  }
  const by: Actor = {
    recipient,
    person: claims.person,
    ...(recipient === 'agency-lead' && agency !== undefined ? { agency } : {}),
  };
  return askedFromEdition(question, { ...claims, reference: claims.case }, by, services.clock());
}

/** Agencies by their titles, to their own lead too. */
function withNames(asked: Asked | NotAsked, agencies: Readonly<Record<string, string>>): Asked | NotAsked {
  if ('status' in asked)
    return { ...asked, texts: asked.texts.map((text) => withTitles(text, { agencies })) };
  const title = asked.by.agency === undefined ? undefined : agencies[asked.by.agency];
  if (title === undefined) return asked;
  const deputy = asked.byLine.includes('deputy of') ? 'deputy of the ' : '';
  return { ...asked, byLine: `your answer as ${deputy}safeguarding lead of ${title}` };
}

/** What a link asks of its person now; or, in words, why it asks nothing. Reads only. */
export async function askedByLink(services: Services, claims: LinkClaims): Promise<Asked | NotAsked> {
  const found = await services.cases.look(claims.case);
  const named = (asked: Asked | NotAsked) => withNames(asked, services.people.agencies());
  switch (found.known) {
    case 'absent':
      return nowhere();
    case 'memo':
      return named(stopped(found) ?? fromEdition(services, found.memo, claims));
    case 'view': {
      const asked = stopped(found.view) ?? fromView(services, found.view, claims);
      return named('status' in asked ? { ...asked, form: dutyAt(found.view, claims)?.form } : asked);
    }
  }
}
