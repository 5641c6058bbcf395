import type { Test } from '../../domain/form';

export type ListedTest = Test & Required<Pick<Test, 'listed'>>;
/** Tests that are asked in one list: one ticks what applies, or that none does. */
export type TestList = { legend: string; tests: readonly [ListedTest, ...ListedTest[]] };

export const noneApplies = 'None of these applies';

const isListed = (test: Test): test is ListedTest => test.listed !== undefined;

/** The tests of a form in its order: each by itself, and neighbours with the same legend in one list. */
export function testsInLists(tests: readonly Test[]): (Test | TestList)[] {
  const groups: (Test | TestList)[] = [];
  for (const test of tests) {
    const last = groups.at(-1);
    if (!isListed(test)) groups.push(test);
    else if (last !== undefined && 'tests' in last && last.legend === test.listed.legend)
      groups.splice(-1, 1, { ...last, tests: [...last.tests, test] });
    else groups.push({ legend: test.listed.legend, tests: [test] });
  }
  return groups;
}
