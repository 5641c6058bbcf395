import type { Facts } from '../domain/record';
import type { AskOptions } from './case/asking';
import { beside } from './case/file';
import { repeatedBy, tellOther } from './case/other-cases';
import type { Incident } from './incident';

/**
 * A report from an address that is not known, or of an incident that may be open already, waits for the business unit
 * before anything is forwarded. Resolves to whether the case goes on.
 */
export const acceptReport = async (incident: Incident): Promise<boolean> => {
  if (incident.file.opening.acceptance === 'accepted') return true;
  const { answer, by } = await incident.ask('report-acceptance').answer;
  if (answer.choice === 'accept') return true;
  incident.note({
    kind: 'entry',
    event: 'closed',
    title: 'Not taken up as a case of its own',
    by,
    facts: answer.facts,
  });
  if (answer.choice === 'same-incident') await tellOther(incident.file, String(answer.facts.sameAs), by);
  await incident.tell('report-turned-away', { outcome: answer.choice ?? '' }).met;
  return false;
};

/** Of two reports that come in at once neither finds the other when it is sent: so the later case looks again, and asks. */
export const lookForRepeats = async (incident: Incident): Promise<void> => {
  const { file } = incident;
  if (file.opening.marks.length === 0) return;
  const found = await repeatedBy(file);
  // Those that were shown before this was sent have been judged.
  for (const other of found.filter((one) => !file.opening.likelyDuplicates.includes(one)))
    incident.ask('may-repeat', {
      instance: other,
      onAnswer: ({ answer, by }) => {
        if (answer.choice !== 'same-incident') return;
        beside(file, file.scope, async () => {
          await tellOther(file, other, by);
          file.withdraw(by, answer.parcel);
        });
      },
    });
};

/** What the reporter did not know and a duty hangs on: the day from which the law counts, and what is known of those who died. */
export const completeReport = (incident: Incident): void => {
  const { awarenessAssumed, children } = incident.file.opening;
  if (awarenessAssumed)
    incident.ask('awareness-date', {
      onAnswer: ({ answer }) => {
        incident.happened('authority-aware', String(answer.facts.awareOn));
      },
    });
  const isUnclear = children.some(
    ({ outcome, lookedAfter, unexpectedDeath }) =>
      outcome === 'died' && (lookedAfter === null || unexpectedDeath === null),
  );
  if (isUnclear)
    incident.ask('child-particulars', {
      onAnswer: ({ answer }) => {
        incident.file.onCorrection(answer.facts);
      },
    });
};

/**
 * Of a looked-after child's death department and Ofsted are told whether or not abuse or neglect is suspected, and so before
 * the threshold and apart from it (D 7.4). Of an unexpected death the child death review must have begun before the case
 * is closed (D 4.3, 10.5). Both may be learned later.
 */
export const heedDeaths = (incident: Incident): void => {
  const { children } = incident.file.opening;
  const dead = children.filter(({ outcome }) => outcome === 'died');
  const heeded = { lookedAfterDied: false, unexpectedDeath: false };
  const heed = ({ lookedAfterDied, unexpectedDeath }: Facts): void => {
    if (lookedAfterDied === true && !heeded.lookedAfterDied) incident.tell('looked-after-death');
    if (unexpectedDeath === true && !heeded.unexpectedDeath) incident.ask('child-death-review');
    heeded.lookedAfterDied ||= lookedAfterDied === true;
    heeded.unexpectedDeath ||= unexpectedDeath === true;
  };
  heed({
    lookedAfterDied: dead.some(({ lookedAfter }) => lookedAfter === true),
    unexpectedDeath: dead.some(({ unexpectedDeath }) => unexpectedDeath === true),
  });
  incident.file.onCorrection = heed;
};

/** Asked until nobody says any more that a child is not safe, that others were not considered, or that no referral was made. Source: D 4.1, 4.2, P 1.2. */
export const makeChildrenSafe = async (incident: Incident, options: AskOptions = {}): Promise<void> => {
  for (;;) {
    const { facts } = (await incident.ask('children-made-safe', options).answer).answer;
    const isMissing = [facts.childrenSafe, facts.othersConsidered, facts.referralMade].includes(false);
    if (!isMissing) return;
  }
};
