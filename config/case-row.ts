import {
  defineSearchAttributeKey,
  SearchAttributeType,
  type TypedSearchAttributes,
} from '@temporalio/common';
import { z } from 'zod';
import { londonDateOf } from '../domain/calendar/london';
import type { AwaitedAnswer, CaseMemo, CaseRow } from '../domain/case-view';
import { stagesInWords } from '../domain/dates-in-words';
import { titleIn } from '../domain/editions';
import type { WantsKey } from './encryption/naming-codec';

const row: z.ZodType<CaseMemo> = z.object({
  reference: z.string(),
  openedAtMs: z.number(),
  children: z.number(),
  handler: z.string(),
  edition: z.string(),
  training: z.boolean(),
  tokenHash: z.string(),
  contentHash: z.string(),
  incidentOn: z.string(),
  marks: z.array(z.string()),
});
const memo = z.object({ row });
const wantingMemo = z.object({ row: z.object({ wantsKey: z.string() }) });
const stage = z.enum(stagesInWords.map(([known]) => known)).catch('report');

const keys = {
  stage: defineSearchAttributeKey('CaseStage', SearchAttributeType.KEYWORD),
  awaits: defineSearchAttributeKey('CaseAwaits', SearchAttributeType.KEYWORD_LIST),
  awaited: defineSearchAttributeKey('CaseAwaited', SearchAttributeType.KEYWORD_LIST),
  deadline: defineSearchAttributeKey('CaseNextDeadline', SearchAttributeType.DATETIME),
  duty: defineSearchAttributeKey('CaseNextDuty', SearchAttributeType.KEYWORD),
  breaches: defineSearchAttributeKey('CaseBreaches', SearchAttributeType.INT),
  notSafe: defineSearchAttributeKey('CaseNotSafe', SearchAttributeType.BOOL),
};

/** The memo of a case; null where the workflow is no case, or its memo cannot be read. */
export const memoOf = (value: unknown): CaseMemo | null => memo.safeParse(value).data?.row ?? null;

/**
 * Whether the report that opened a case holds one of these marks. The index holds those of refused reports too; where
 * the memo cannot be read, the index is believed.
 */
export const wasOpenedWith = (value: unknown, marks: readonly string[]): boolean =>
  memoOf(value)?.marks.some((mark) => marks.includes(mark)) ?? true;

type Run = {
  workflowId: string;
  startTime: Date;
  memo?: Record<string, unknown>;
  typedSearchAttributes: TypedSearchAttributes;
};

/** Of a case whose key is missing, what stands outside its memo. */
function withoutMemo({ workflowId, startTime, memo: value }: Run): (CaseMemo & WantsKey) | null {
  const wanting = wantingMemo.safeParse(value).data?.row;
  if (wanting === undefined) return null;
  return {
    reference: workflowId,
    openedAtMs: startTime.getTime(),
    children: 0,
    handler: '',
    edition: '',
    training: false,
    tokenHash: '',
    contentHash: '',
    incidentOn: '',
    marks: [],
    ...wanting,
  };
}

/** The row of a case as the server describes or lists its workflow; null where the workflow is no case, or its memo can never be read. */
export const rowOf = (run: Run): CaseRow | null => {
  const kept = memoOf(run.memo) ?? withoutMemo(run);
  if (kept === null) return null;
  const { typedSearchAttributes: known } = run;
  return {
    ...kept,
    stage: stage.parse(known.get(keys.stage)),
    next: nextOf(kept.edition, known),
    waitingFor: known.get(keys.awaits) ?? [],
    awaited: (known.get(keys.awaited) ?? []).flatMap(awaitedIn),
    moreAwaited: moreAwaitedIn(known.get(keys.awaited) ?? []),
    breaches: known.get(keys.breaches) ?? 0,
    notSafe: known.get(keys.notSafe) ?? false,
  };
};

const awaitedSentence =
  /^(?<duty>[^/]+)\/(?<instance>.+)\/(?<round>\d+): (?<whose>[^,]+), since (?<since>[^,]+)(?:, reminded (?<times>\d+))?(?:, by (?<on>[\d-]{10})(?<days> in days)?)?(?<overdue>, overdue)?$/u;

/** What a sentence of `CaseAwaited` says; nothing where it is none. */
export function awaitedIn(sentence: string): AwaitedAnswer[] {
  const found = awaitedSentence.exec(sentence)?.groups;
  const { duty = '', instance = '', round, whose = '', since = '', times = '0' } = found ?? {};
  const { on, days, overdue } = found ?? {};
  const sinceMs = Date.parse(since);
  if (Number.isNaN(sinceMs)) return [];
  const state = { duty, instance, round: Number(round), reminders: Number(times) };
  const parts = whose.split(' ').map((part) => (part === 'agency-lead' ? `${part}:${instance}` : part));
  return [
    {
      ...state,
      parts,
      sinceMs,
      on: on ?? null,
      inDays: days !== undefined,
      isOverdue: overdue !== undefined,
    },
  ];
}

/** How many questions more there are than `CaseAwaited` has room for. */
export const moreAwaitedIn = (sentences: readonly string[]): number =>
  Number(/^(\d+) more$/u.exec(sentences.at(-1) ?? '')?.[1] ?? 0);

/** A deadline without a duty is the end of a closed case's retention. */
const nextOf = (edition: string, known: TypedSearchAttributes): CaseRow['next'] => {
  const duty = known.get(keys.duty);
  const endsAt = known.get(keys.deadline);
  if (duty === undefined || endsAt === undefined) return null;
  return { duty, title: titleIn(edition, duty), on: londonDateOf(endsAt.getTime() - 1) };
};
