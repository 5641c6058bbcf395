import { reasonName, type Test } from '../../domain/form';
import { readList } from './read-list';
import { testsInLists } from './test-lists';
import { longest, testName, typedOne, type Body, type Mistake } from './typed';

const mistakeOf = (test: Test, name: string, text: string): Mistake => ({
  name,
  href: `#${name}`,
  text: `“${test.listed?.item ?? test.label.replace(/[?:.]+$/u, '')}”: ${text}`,
});

const isAnswer = (typed: string): boolean => typed === 'yes' || typed === 'no';

/** Of a test without an answer the answer is asked for first. */
const needsReason = ({ reason }: Test, answer: string): boolean =>
  isAnswer(answer) && (reason === 'required' || reason === `with-${answer}`);

/** The reason for one test as it was typed, which is to be sealed, and what is wrong with it. */
function readReason(test: Test, answer: string, body: Body): { words: string; wrong?: string } {
  const words = typedOne(body, reasonName(test), true);
  if (words === '' && needsReason(test, answer)) return { words, wrong: 'give the reason for your answer' };
  if (words.length > longest['long-text']) {
    const limit = longest['long-text'].toLocaleString('en-GB');
    return { words: '', wrong: `${limit} characters at most; please shorten the reason` };
  }
  const isUnticked = test.listed !== undefined && typedOne(body, testName(test.name)) === '';
  return isUnticked && words !== '' && !needsReason(test, answer)
    ? { words, wrong: 'tick it, or delete the reason' }
    : { words };
}

/** Reads the answer to one test that is asked by itself. */
function readAlone(test: Test, body: Body): { answers: string[]; mistakes: Mistake[] } {
  const name = testName(test.name);
  const typed = typedOne(body, name);
  const isUnexplained = test.reason === 'required' && typedOne(body, reasonName(test), true) === '';
  const text = isUnexplained ? 'choose yes or no, and give the reason' : 'choose yes or no';
  return { answers: [typed], mistakes: isAnswer(typed) ? [] : [mistakeOf(test, name, text)] };
}

/** Reads every test with its reason, all mistakes at once in page order. The answers stay open; each reason is to be sealed. */
export function readTests(asked: readonly Test[], body: Body) {
  const tests: Record<string, boolean> = {};
  const sealed: Record<string, string> = {};
  const mistakes: Mistake[] = [];
  for (const group of testsInLists(asked)) {
    const read = 'tests' in group ? readList(group, body) : readAlone(group, body);
    mistakes.push(...read.mistakes);
    for (const [place, test] of ('tests' in group ? group.tests : [group]).entries()) {
      const answer = read.answers[place] ?? '';
      if (isAnswer(answer)) tests[test.name] = answer === 'yes';
      const { words, wrong } = readReason(test, answer, body);
      if (wrong !== undefined) mistakes.push(mistakeOf(test, reasonName(test), wrong));
      if (words !== '') sealed[reasonName(test)] = words;
    }
  }
  return { tests, sealed, mistakes };
}
