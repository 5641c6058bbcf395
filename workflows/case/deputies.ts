import { proxyActivities } from '@temporalio/workflow';
import type { FixingActivities } from '../../activities';
import type { Recipient } from '../../domain/duty';
import type { Addressee, Deputy } from '../../domain/opened-duty';
import type { Actor, Facts } from '../../domain/record';
import { addressesOfStaff } from './by-hand';
import { beside, keyOf, note, type CaseFile, type Given, type Round } from './file';
import { endTroubleAbout, partOf } from './ledger';
import { agenciesOf } from './overview';
import { postTo } from './rounds';
import { fill } from './trouble';

const { fixChosenDay } = proxyActivities<FixingActivities>({ startToCloseTimeout: '20 seconds' });

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** Roles that are asked by letter; an agency's lead besides, for each agency of the case. */
const deputised: readonly Recipient[] = [
  'local-authority-partner',
  'health-partner',
  'police-partner',
  'scrutineer',
  'rapid-review-chair',
  'learning-chair',
];

const canHaveDeputy = (file: CaseFile, part: string): boolean =>
  deputised.some((role) => role === part) ||
  agenciesOf(file).some((agency) => part === partOf({ recipient: 'agency-lead', agency }));

const yearAfter = (on: string): string => `${Number(on.slice(0, 4)) + 1}${on.slice(4)}`;

export const objectionToDeputy = (file: CaseFile, facts: Facts): string | null => {
  const { part, address, from, until } = termsOf(facts);
  const today = new Date().toISOString().slice(0, 10);
  if (!canHaveDeputy(file, part)) return 'That role is asked nothing by letter in this case.';
  if (until < from) return 'The last day lies before the first.';
  if (until < today) return 'The last day is over already.';
  if (from > yearAfter(today)) return 'The first day lies more than a year ahead.';
  if (until > yearAfter(from))
    return 'That is more than a year: whoever holds a role for so long belongs in the directory.';
  if (addressesOfStaff(file).includes(address))
    return 'That is an address of the business unit, which does not answer for others.';
  if (addressesInConflict(file).includes(address))
    return 'That person has declared a conflict of interest in this case. Somebody else has to stand in.';
  return holderOf(file, part)?.address.toLowerCase() === address
    ? 'That is the address of the person for whom the deputy is to stand in.'
    : null;
};

const termsOf = ({ role, address, from, until }: Facts) => ({
  part: String(role),
  address: String(address).toLowerCase(),
  from: String(from),
  until: String(until),
});

/** A deputy of the directory's own is a holder here. */
const isSetHere = ({ person }: Addressee): boolean => person.startsWith('deputy:');

const holderBehind = (one: Addressee): Addressee | undefined => (isSetHere(one) ? one.holder : one);

/** Who holds this part, as it was asked or told last. */
const holderOf = ({ rounds }: CaseFile, part: string): Addressee | undefined =>
  rounds
    .flatMap(({ state }) => state.addressees.filter((one) => partOf(one) === part))
    .flatMap((one) => holderBehind(one) ?? [])
    .at(-1);

/** Wherever somebody was written to who has declared a conflict of interest. */
const addressesInConflict = ({ rounds, letters }: CaseFile): string[] => {
  const people = rounds.flatMap(({ given }) =>
    given.flatMap(({ by, answer }) => (answer.facts['conflict'] === true ? [by.person] : [])),
  );
  return [
    ...rounds.flatMap(({ state }) => [...state.addressees, ...state.watchers]),
    ...[...letters.values()].map(({ to }) => to),
  ].flatMap(({ person, address }) => (people.includes(person) ? [address.toLowerCase()] : []));
};

/** From its first day on the deputy is asked what is opened, and at once what is open; a later entry for the part replaces it. */
export const setDeputy = (file: CaseFile, { answer: { facts }, by, entry }: Given): void => {
  const { part, from, until } = termsOf(facts);
  const deputy = { part, person: `deputy:${part}:${entry}`, address: String(facts['address']), from, until };
  file.deputies = [...file.deputies.filter((one) => one.part !== part), deputy];
  beside(file, file.scope, async () => {
    const [first, last] = await Promise.all([endOf(from), endOf(until)]);
    // To the hour at which letters go out, whatever the season: the clocks change at night.
    if (first - dayMs > Date.now()) await file.sleepUntil(first - 15 * hourMs, 'A deputy’s days begin');
    if (Date.now() < last && file.deputies.includes(deputy)) takeOver(file, deputy, by);
  });
};

const endOf = async (untilOn: string): Promise<number> => {
  const chosen = await fixChosenDay.executeWithOptions({ summary: 'Fix the days of a deputy' }, [
    { untilOn, nowMs: Date.now() },
  ]);
  if (chosen === null) throw new Error(`${untilOn} is no day of a deputy`);
  return chosen.untilMs;
};

const takeOver = (file: CaseFile, deputy: Deputy, by: Actor): void => {
  for (const round of file.rounds)
    if (round.state.state === 'open' && round.state.rule !== 'standing') passOn(file, round, deputy, by);
};

/** What is awaited is asked of the deputy at once; what is still to be told, or watched, goes there when its time comes. */
const passOn = (file: CaseFile, round: Round, deputy: Deputy, by: Actor): void => {
  const { state } = round;
  const isOfPart = (one: Addressee): boolean => partOf(one) === deputy.part;
  const isAwaited = state.awaited.includes(deputy.part);
  const holder = state.addressees.find(isOfPart);
  const to = addresseeOf(deputy, holder);
  const replaced = (one: Addressee): Addressee => (isOfPart(one) ? to : one);
  state.watchers = state.watchers.map(replaced);
  if (!isAwaited) return;
  if (holder) state.addressees = state.addressees.map(replaced);
  if (holder && state.kind !== 'question') return;
  const title = `“${state.title}” goes to a deputy from now on`;
  note(file, { kind: 'entry', event: 'fact', title, by });
  if (holder) postTo(file, round, { kind: 'question', ordinal: 0, to, duty: state });
  else {
    endTroubleAbout(file, `${keyOf(state)}/${deputy.part}`);
    fill(file, round, to);
  }
};

const addresseeOf = ({ part, person, address }: Deputy, asked?: Addressee): Addressee => {
  const [recipient = '', agency] = part.split(':');
  const holder = asked && holderBehind(asked);
  return {
    recipient: recipient as Recipient,
    person,
    address,
    ...(agency === undefined ? {} : { agency }),
    deputyFor: holder?.deputyFor ?? holder?.person ?? part,
    ...(holder === undefined ? {} : { holder }),
  };
};

export const objectionToCallingOff = ({ deputies }: CaseFile, { role }: Facts): string | null =>
  deputies.some(({ part }) => part === role) ? null : 'Nobody stands in for that role in this case.';

/** What is awaited of the deputy is asked of the holder again, at once; what is opened from now on goes there anyway. */
export const callDeputyOff = (file: CaseFile, { role }: Facts, by: Actor): void => {
  file.deputies = file.deputies.filter(({ part }) => part !== role);
  for (const round of file.rounds) if (round.state.state === 'open') handBack(file, round, String(role), by);
};

const handBack = (file: CaseFile, round: Round, part: string, by: Actor): void => {
  const { state } = round;
  const isDeputy = (one: Addressee): boolean => partOf(one) === part && isSetHere(one);
  const back = (one: Addressee): Addressee[] => {
    if (!isDeputy(one)) return [one];
    return one.holder ? [one.holder] : [];
  };
  const deputy = state.addressees.find(isDeputy);
  state.watchers = state.watchers.flatMap(back);
  if (deputy === undefined || !state.awaited.includes(part)) return;
  state.addressees = state.addressees.flatMap(back);
  if (state.kind === 'question') {
    const title = `“${state.title}” goes back from the deputy to the holder of the role`;
    note(file, { kind: 'entry', event: 'fact', title, by });
  }
  if (deputy.holder === undefined) file.trouble.unfilled(round, deputy);
  else if (state.kind === 'question')
    postTo(file, round, { kind: 'question', ordinal: 0, to: deputy.holder, duty: state });
};
