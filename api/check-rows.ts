import { conflictName, reasonName, type Field, type Form, type Test } from '../domain/form';
import { answerRows, type Row, type SealedWords } from '../domain/papers/answer-rows';
import type { Answer } from '../domain/record';
import { noneApplies, testsInLists, type TestList } from './forms/test-lists';

type Given = { answer: Omit<Answer, 'parcel'>; sealed: SealedWords };

/** A list as it was filled in: a row for each test that was ticked, or one that says that none applies. */
function listRows({ legend, tests }: TestList, { answer, sealed }: Given): Row[] {
  const isAnswered = ({ name }: Test): boolean => answer.tests?.[name] !== undefined;
  if (!tests.every(isAnswered)) return [];
  const ticked = tests.filter(({ name }) => answer.tests?.[name] === true);
  if (ticked.length === 0) return [{ label: legend, value: noneApplies }];
  return ticked.map((test) => {
    const reason = sealed[reasonName(test)];
    return {
      label: legend,
      value: test.listed.item,
      ...(reason === undefined ? {} : { reason }),
    };
  });
}

/** *Check your answer*: the form as it was filled in, in the order of its page. The record has each test by itself. */
export function checkRows(form: Form, given: Given, agencies: Readonly<Record<string, string>>): Row[] {
  const { fields = [], tests = [], ...rest } = form;
  // The reasons for the whole are the last row, and of no test.
  const ofTests = Object.fromEntries(Object.entries(given.sealed).filter(([name]) => name !== 'reasons'));
  const rowsOf = (part: Form, words: SealedWords): Row[] => answerRows(part, given.answer, words, agencies);
  const isFirst = ({ name }: Field): boolean => name === conflictName;
  const others = fields.filter((field) => !isFirst(field));
  return [
    ...rowsOf({ fields: fields.filter(isFirst) }, {}),
    ...testsInLists(tests).flatMap((asked) =>
      'tests' in asked ? listRows(asked, given) : rowsOf({ tests: [asked] }, ofTests),
    ),
    ...rowsOf({ ...rest, fields: others }, given.sealed),
  ];
}
