import { z } from 'zod';
import type { CaseMemo } from '../domain/case-view';
import { stagesInWords } from '../domain/dates-in-words';

const row: z.ZodType<CaseMemo> = z.object({
  reference: z.string(),
  stage: z.enum(stagesInWords.map(([stage]) => stage)),
  openedAtMs: z.number(),
  children: z.number(),
  handler: z.string(),
  edition: z.string(),
  training: z.boolean(),
  next: z.object({ duty: z.string(), title: z.string(), on: z.string() }).nullable(),
  waitingFor: z.array(z.string()),
  breaches: z.number(),
  tokenHash: z.string(),
  contentHash: z.string(),
  incidentOn: z.string(),
  marks: z.array(z.string()),
});

const memo = z.object({ row });

/** The row of a case in a workflow's memo; null where the workflow is no case, or its memo cannot be read. */
export const memoOf = (value: unknown): CaseMemo | null => memo.safeParse(value).data?.row ?? null;
