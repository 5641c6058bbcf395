import {
  condition,
  defineQuery,
  setCurrentDetails,
  setDefaultSignalHandler,
  setHandler,
  upsertMemo,
} from '@temporalio/workflow';
import { guard } from './case/guard';

/** What the watchdog noticed, for an administrator to settle. `words` say it in a sentence. */
export type Noticed = { id: string; what: string; reference?: string; words: string; noticedAtMs: number };

export type AttentionView = Noticed & { settled: { person: string; atMs: number } | null };

const viewQuery = defineQuery<AttentionView>('view');

/** A task of the administrators: stays until one of them settles it, by the signal `settled`. */
export const attention = (noticed: Noticed): Promise<void> =>
  guard(
    async () => {
      let settled: AttentionView['settled'] = null;
      setDefaultSignalHandler((name, ...values) => {
        if (name === 'settled' && isSettling(values[0]))
          settled ??= { person: values[0].person, atMs: Date.now() };
      });
      setHandler(viewQuery, () => ({ ...noticed, settled }));
      upsertMemo({ noticed });
      setCurrentDetails(noticed.words);
      await condition(() => settled !== null);
    },
    () => undefined,
  );

const isSettling = (value: unknown): value is { person: string } =>
  typeof value === 'object' && value !== null && 'person' in value && typeof value.person === 'string';
