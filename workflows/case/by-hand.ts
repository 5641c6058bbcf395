import type { Actor, Facts } from '../../domain/record';
import { remind } from './alarms';
import { note, roundNamed, type CaseFile, type Round } from './file';
import { answersByRole, awaitedByLetter, partOf } from './ledger';
import { readdress } from './trouble';

const hourMs = 60 * 60_000;

/** The round that a choice of the page names, and the part where it names one. */
const chosen = (file: CaseFile, choice: unknown): { round?: Round; rest?: string } =>
  roundNamed(file, String(choice)) ?? {};

export const objectionToReminder = (file: CaseFile, { question }: Facts): string | null => {
  const { round } = chosen(file, question);
  if (!round || awaitedByLetter(round).length === 0) return 'Nobody’s answer to that is awaited by letter.';
  const { duty, instance } = round.state;
  const latest = file.story.findLast(
    (entry) => entry.kind === 'reminder' && entry.duty === duty && entry.instance === instance,
  );
  return latest && latest.atMs > Date.now() - hourMs
    ? 'A reminder of it went out less than an hour ago.'
    : null;
};

export const remindNow = (file: CaseFile, { question }: Facts): void => {
  const { round } = chosen(file, question);
  if (round) remind(file, round);
};

export const objectionToAddress = (file: CaseFile, { question, address }: Facts): string | null => {
  const { round, rest: part = '' } = chosen(file, question);
  if (!round || !awaitedByLetter(round).includes(part)) return 'That answer is not awaited by letter.';
  const wanted = String(address).toLowerCase();
  const there = round.state.addressees.find((one) => partOf(one) === part);
  if (there?.address.toLowerCase() === wanted) return 'It goes to that address already.';
  return addressesOfStaff(file).includes(wanted)
    ? 'That is an address of the business unit, which does not answer for others.'
    : null;
};

export const addressesOfStaff = ({ rounds }: CaseFile): string[] =>
  rounds
    .flatMap(({ state }) => [...state.addressees, ...state.watchers])
    .filter(({ recipient }) => answersByRole.includes(recipient))
    .map((one) => one.address.toLowerCase());

/** The question goes to the other address at once, with its reminders; the same person is asked. */
export const putToAddress = (file: CaseFile, { question, address }: Facts, by: Actor): void => {
  const { round, rest: part = '' } = chosen(file, question);
  const to = round?.state.addressees.find((one) => partOf(one) === part);
  if (!round || !to) return;
  const title = `“${round.state.title}” goes to another address from now on`;
  note(file, { kind: 'entry', event: 'fact', title, by });
  readdress(file, round, { kind: 'question', ordinal: 0, to, duty: round.state }, String(address));
};
