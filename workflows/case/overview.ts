import {
  defineSearchAttributeKey,
  SearchAttributeType,
  type SearchAttributeUpdatePair,
} from '@temporalio/common';
import { setCurrentDetails, upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { CaseMemo, DutyState } from '../../domain/case-view';
import { awaitedInWords } from './awaited-answers';
import { dayInWords } from './day-in-words';
import { isOverdue, type CaseFile } from './file';

const keys = {
  kind: defineSearchAttributeKey('CaseKind', SearchAttributeType.KEYWORD),
  stage: defineSearchAttributeKey('CaseStage', SearchAttributeType.KEYWORD),
  awaits: defineSearchAttributeKey('CaseAwaits', SearchAttributeType.KEYWORD_LIST),
  awaited: defineSearchAttributeKey('CaseAwaited', SearchAttributeType.KEYWORD_LIST),
  next: defineSearchAttributeKey('CaseNextDeadline', SearchAttributeType.DATETIME),
  duty: defineSearchAttributeKey('CaseNextDuty', SearchAttributeType.KEYWORD),
  breaches: defineSearchAttributeKey('CaseBreaches', SearchAttributeType.INT),
  agencies: defineSearchAttributeKey('CaseAgencies', SearchAttributeType.KEYWORD_LIST),
  notSafe: defineSearchAttributeKey('CaseNotSafe', SearchAttributeType.BOOL),
  training: defineSearchAttributeKey('CaseTraining', SearchAttributeType.BOOL),
};

const isOwed = ({ state, rule, kind }: DutyState): boolean =>
  state === 'open' && rule !== 'standing' && kind !== 'wait';

const openDuties = (file: CaseFile): DutyState[] => file.rounds.map(({ state }) => state).filter(isOwed);

const nextOf = (owed: DutyState[]): DutyState | undefined =>
  owed
    .filter(({ dates }) => dates?.alarmOn)
    .reduce<DutyState | undefined>(
      (first, duty) => (first && (first.dates?.alarmOn ?? '') <= (duty.dates?.alarmOn ?? '') ? first : duty),
      undefined,
    );

/** A role for each whose answer is awaited, once: an agency's lead is one role, however many agencies. */
const awaitedRoles = (owed: DutyState[]): string[] => {
  const parts = owed.filter(({ kind }) => kind === 'question').flatMap(({ awaited }) => awaited);
  return [...new Set(parts.map((part) => part.split(':')[0] ?? part))].sort();
};

const waitingInWords = ({ kind, awaited, provenBy }: DutyState): string => {
  if (kind === 'question') return `waits for ${awaited.join(', ')}`;
  return provenBy === undefined ? `to reach ${awaited.join(', ')}` : 'not proven sent';
};

export const memoOf = ({ opening, handler }: CaseFile): CaseMemo => ({
  reference: opening.reference,
  openedAtMs: opening.openedAtMs,
  children: opening.children.length,
  handler,
  edition: opening.edition,
  training: opening.training,
  tokenHash: opening.tokenHash,
  contentHash: opening.contentHash,
  incidentOn: opening.incidentOn,
  marks: opening.marks,
});

/** Named in the report, or asked since. */
export const agenciesOf = ({ opening, rounds }: CaseFile): string[] => {
  const asked = rounds.flatMap(({ state }) => (state.duty === 'agency-information' ? [state.instance] : []));
  return [...new Set([...opening.agencies, ...asked])].sort();
};

/** By the report, or by the latest answer, a child was not safe, and nobody has recorded yet that it is. */
const isNotSafe = ({ opening, rounds }: CaseFile): boolean => {
  const asked = rounds.filter(({ state }) => state.duty === 'children-made-safe');
  return asked
    .filter(({ state }) => state.state === 'open')
    .some(({ state: { instance } }) => {
      const given = asked.filter(({ state }) => state.instance === instance).flatMap((round) => round.given);
      const latest = given.at(-1);
      if (latest) return latest.answer.facts['childrenSafe'] === false;
      // The other instance is asked where a meeting found that action is needed at once.
      return instance !== '-' || opening.notSafe === true;
    });
};

const searchAttributesOf = (file: CaseFile): SearchAttributeUpdatePair[] => {
  const owed = openDuties(file);
  const next = nextOf(owed);
  const nextMs = next?.dates?.alarmEndsMs;
  return [
    { key: keys.kind, value: 'serious-incident' },
    { key: keys.stage, value: file.stage },
    { key: keys.awaits, value: awaitedRoles(owed) },
    { key: keys.awaited, value: awaitedInWords(file) },
    { key: keys.next, value: nextMs ? new Date(nextMs) : null },
    { key: keys.duty, value: next?.duty ?? null },
    { key: keys.breaches, value: owed.filter(isOverdue).length },
    { key: keys.agencies, value: agenciesOf(file) },
    { key: keys.notSafe, value: isNotSafe(file) },
    { key: keys.training, value: file.opening.training },
  ];
};

/** What the case waits for, on whom, until when: the first thing that an administrator reads. */
const detailsOf = (file: CaseFile): string => {
  const lines = openDuties(file).map((duty) => {
    const { title, dates } = duty;
    const until = dates?.alarmOn ? `, by ${dayInWords(dates.alarmOn)}` : '';
    return `- **${title}**: ${waitingInWords(duty)}${until}${isOverdue(duty) ? ' (overdue)' : ''}`;
  });
  return [
    `Stage: **${file.stage}**`,
    '',
    ...(lines.length > 0 ? lines : ['Nobody owes anything at the moment.']),
  ].join('\n');
};

/** Brings memo, search attributes and current details up to date, at most once for each task and only where they changed. */
export const overviewKeeper = (file: CaseFile): (() => void) => {
  let due = false;
  // It was started with the memo of its opening, unless it was started past us.
  let lastMemo = workflowInfo().memo?.['row'] === undefined ? '' : JSON.stringify(memoOf(file));
  let lastAttributes = '';
  const flush = async (): Promise<void> => {
    // Behind everything else that this task does.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    due = false;
    // What is being opened changes it again at once, and what takes over from a closed case brings its own.
    if (file.beingOpened > 0 || file.closed) return;
    setCurrentDetails(detailsOf(file));
    const memo = memoOf(file);
    if (lastMemo !== JSON.stringify(memo)) upsertMemo({ row: memo });
    lastMemo = JSON.stringify(memo);
    const attributes = searchAttributesOf(file);
    const written = JSON.stringify(attributes.map(({ value }) => value));
    if (lastAttributes !== written) upsertSearchAttributes(attributes);
    lastAttributes = written;
  };
  return () => {
    if (due) return;
    due = true;
    flush().catch(file.crash);
  };
};
