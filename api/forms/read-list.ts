import { noneApplies, type TestList } from './test-lists';
import { noneName, testName, typedOne, type Body, type Mistake } from './typed';

/** What is wrong with a list as a whole: its first box, or “none”, is where to put it right. */
const mistakeOf = (list: TestList, name: string, text: string): Mistake => ({
  name: noneName(list),
  href: `#${name}`,
  text: `“${list.legend.replace(/[?:.]+$/u, '')}”: ${text}`,
});

/**
 * Reads what was ticked of a list: yes to that, and no to the rest of a list that was answered. Yes and no come too, from a
 * page that was open before the tests were listed, or from a machine: then each must be answered.
 */
export function readList(list: TestList, body: Body): { answers: string[]; mistakes: Mistake[] } {
  const [first] = list.tests;
  const typed = list.tests.map(({ name }) => typedOne(body, testName(name)));
  const isNone = typedOne(body, noneName(list)) !== '';
  const isTicked = typed.includes('yes');
  if (isNone && isTicked) {
    const text = `choose either what applies or “${noneApplies}”, not both`;
    return { answers: typed, mistakes: [mistakeOf(list, noneName(list), text)] };
  }
  const isFromRadios = typed.some((one) => one !== '' && one !== 'yes');
  const isAnswered = isFromRadios ? typed.every((one) => one === 'yes' || one === 'no') : isTicked;
  if (isNone || isAnswered)
    return { answers: typed.map((one) => (one === 'yes' ? one : 'no')), mistakes: [] };
  const text = `choose what applies, or “${noneApplies}”`;
  return { answers: typed, mistakes: [mistakeOf(list, testName(first.name), text)] };
}
