import { reasonName, type Test } from '../../domain/form';
import { longest, testName, typedOne, type Body, type Mistake } from './typed';

const mistakeOf = (test: Test, name: string, text: string): Mistake => ({
  name,
  href: `#${name}`,
  text: `“${test.label.replace(/[?:.]+$/u, '')}”: ${text}`,
});

const needsReason = ({ reason }: Test, answer: string): boolean =>
  reason === 'required' || reason === `with-${answer}`;

/** The reason for one test as it was typed; empty where none was given and none is needed. */
function readReason(test: Test, answer: string, body: Body): string | Mistake {
  const name = reasonName(test);
  const typed = typedOne(body, name, true);
  if (typed === '' && needsReason(test, answer))
    return mistakeOf(test, name, 'give the reason for your answer');
  if (typed.length > longest['long-text']) {
    const limit = longest['long-text'].toLocaleString('en-GB');
    return mistakeOf(test, name, `${limit} characters at most; please shorten the reason`);
  }
  return typed;
}

/** Reads every test with its reason, all mistakes at once in page order. The answers stay open; each reason is to be sealed. */
export function readTests(asked: readonly Test[], body: Body) {
  const tests: Record<string, boolean> = {};
  const sealed: Record<string, string> = {};
  const mistakes: Mistake[] = [];
  for (const test of asked) {
    const name = testName(test.name);
    const typed = typedOne(body, name);
    if (typed === 'yes' || typed === 'no') tests[test.name] = typed === 'yes';
    else mistakes.push(mistakeOf(test, name, 'choose yes or no'));
    const reason = readReason(test, typed, body);
    if (typeof reason === 'object') mistakes.push(reason);
    else if (reason !== '') sealed[reasonName(test)] = reason;
  }
  return { tests, sealed, mistakes };
}
