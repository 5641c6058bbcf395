import { citeSource } from '../domain/duty';
import { declaresConflict, type Form } from '../domain/form';
import type { Answer } from '../domain/record';

const thresholdDuties: readonly string[] = ['notification-threshold', 'threshold-by-authority'];

/** What is missing of the definition by the tests' answers, in words; null where not every test was answered. */
function missingOf(tests: Answer['tests']): string[] | null {
  const { abuse, harm, inArea, outsideEngland } = tests ?? {};
  if (abuse === undefined || harm === undefined || inArea === undefined || outsideEngland === undefined)
    return null;
  return [
    ...(abuse ? [] : ['abuse or neglect is neither known nor suspected']),
    ...(harm ? [] : ['the child neither died nor was seriously harmed']),
    ...(inArea || outsideEngland
      ? []
      : ['it happened neither in the area nor outside England to a child who normally lives in the area']),
  ];
}

/**
 * A sentence where a threshold decision contradicts its own tests (D 3.1); null where it does not, and for every other
 * duty. It warns and refuses nothing: the decision is the decider's.
 */
export function thresholdDoubt(
  duty: string,
  form: Form,
  { choice, tests, facts }: Pick<Answer, 'choice' | 'tests' | 'facts'>,
): string | null {
  if (declaresConflict(facts)) return null;
  const missing = thresholdDuties.includes(duty) ? missingOf(tests) : null;
  const [first] = form.tests ?? [];
  if (missing === null || first === undefined) return null;
  const definition = `the definition (${citeSource(first.source)})`;
  const allTheSame = 'You can send it all the same; your reasons should then say why.';
  if (choice === 'met' && missing.length > 0)
    return `You chose that the threshold is met, but by your answers ${definition} is not: ${missing.join('; ')}. ${allTheSame}`;
  if (choice === 'not-met' && missing.length === 0)
    return `You chose that the threshold is not met, but by your answers every part of ${definition} holds. ${allTheSame}`;
  return null;
}
