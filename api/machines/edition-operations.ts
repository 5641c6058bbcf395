import type { z } from 'zod';
import { spanInWords } from '../../domain/calendar/span';
import { citeSource, type Clock, type Duty, type Edition, type ReadingRule } from '../../domain/duty';
import { editionCalled, editions } from '../../domain/editions';
import { operation, type Operation } from './operation';
import { problem } from './problems';
import type { edition } from './schemas';
import { editionList, wholeEdition } from './schemas';

const editionJson = ({ id, title, inForceFrom, inForceUntil }: Edition): z.input<typeof edition> => ({
  id,
  title,
  inForceFrom,
  inForceUntil: inForceUntil ?? null,
});

const ruleJson = ({ within, from, before, source, confidence, note }: ReadingRule) => ({
  within: spanInWords(within, before),
  from,
  source: citeSource(source),
  confidence,
  note: note ?? null,
});

const clockJson = (clock: Clock) => ({
  main: ruleJson(clock),
  alsoRead: (clock.alsoRead ?? []).map(ruleJson),
  remind: clock.remind.map((span) => spanInWords(span, true)),
});

const dutyJson = ([id, duty]: [string, Duty]) => ({
  duty: id,
  title: duty.title,
  kind: 'asks' in duty ? 'question' : 'tells' in duty ? 'notice' : 'wait',
  stage: duty.stage,
  source: citeSource(duty.source),
  who: 'asks' in duty ? [...duty.asks.roles] : 'tells' in duty ? [...duty.tells] : [],
  clock: duty.clock === undefined ? null : clockJson(duty.clock),
});

export const editionOperations: readonly Operation[] = [
  operation({
    id: 'listEditions',
    method: 'get',
    path: '/editions',
    action: 'see-cases',
    title: 'List the editions of the guidance',
    text: 'A case keeps the edition that was in force when the authority became aware.',
    results: { 200: { text: 'The editions', schema: editionList } },
    problems: [],
    handle: () => ({ status: 200, body: { editions: Object.values(editions).map(editionJson) } }),
  }),
  operation({
    id: 'readEdition',
    method: 'get',
    path: '/editions/{edition}',
    action: 'see-cases',
    title: 'Read an edition',
    text: 'Its duties: who is asked or told, in which text that is written, and how the time is counted.',
    results: { 200: { text: 'The edition', schema: wholeEdition } },
    problems: [],
    handle({ params }) {
      const found = editionCalled(params.edition);
      if (found === undefined) return problem('not-found', { detail: 'There is no edition of this id.' });
      const duties = Object.entries<Duty>(found.duties).map(dutyJson);
      return { status: 200, body: { ...editionJson(found), duties } };
    },
  }),
];
