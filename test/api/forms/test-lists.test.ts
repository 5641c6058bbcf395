import { formControls } from '../../../api/forms/controls';
import { readForm } from '../../../api/forms/read-form';
import { heldValues, type Body, type Mistake } from '../../../api/forms/typed';
import { typedRows } from '../../../api/forms/typed-rows';
import { answerAsTyped } from '../../../api/machines/answer-body';
import { conflictName, type Form, type Test } from '../../../domain/form';

const source = { document: 'D', section: '9.1' };
const legend = 'Which of these is there?';
const alone: Test = { name: 'alone', label: 'Is it alone?', weight: 'must', reason: 'required', source };
const listedAs = (name: string, item: string, more: Partial<Test> = {}): Test => ({
  name,
  label: `Is ${item} there?`,
  weight: 'have-regard',
  reason: 'with-yes',
  source,
  listed: { legend, item },
  ...more,
});
const wind = listedAs('wind', 'Wind');
const rain = listedAs('rain', 'Rain', { source: { document: 'D', section: '9.2' } });
const snow = listedAs('snow', 'Snow', { reason: 'optional' });
const form: Form = {
  tests: [alone, wind, rain, snow],
  fields: [{ name: 'note', label: 'Note', type: 'text' }],
};

const given = { 'test-alone': 'yes', 'reason-alone': 'Alone', note: 'Noted' };
const read = (body: Body, of: Form = form) =>
  readForm(of, { ...given, ...body }, { prefix: '', nowMs: 0, agencies: {} });
const testsOf = (body: Body, of?: Form) => {
  const reading = read(body, of);
  return 'answer' in reading ? reading.answer.tests : reading.mistakes;
};

const listControl = (body: Body = {}, mistakes: readonly Mistake[] = []) =>
  formControls(form, { body, mistakes, prefix: '', agencies: {} })[1];
type Item = { id?: string; name?: string; divider?: string; checked?: boolean; reason?: { name: string } };
const itemsOf = (body?: Body): Item[] => listControl(body)?.params['items'] as Item[];
const tickedIn = (body: Body) => itemsOf(body).flatMap(({ name, checked }) => (checked ? [name] : []));

const unchosen = {
  name: 'none-wind',
  href: '#test-wind',
  text: '“Which of these is there”: choose what applies, or “None of these applies”',
};
const both = {
  name: 'none-wind',
  href: '#none-wind',
  text: '“Which of these is there”: choose either what applies or “None of these applies”, not both',
};
const stray = {
  name: 'reason-wind',
  href: '#reason-wind',
  text: '“Wind”: tick it, or delete the reason',
};

describe('neighbouring tests under one legend', () => {
  it('are one list of boxes after the tests that stand by themselves, “none” apart', () => {
    const macros = formControls(form, { body: {}, mistakes: [], prefix: '', agencies: {} }).map(
      (one) => one.macro,
    );
    expect(macros).toEqual(['test', 'listed-tests', 'input']);
    expect(listControl()?.params).toMatchObject({
      fieldset: { legend: { text: legend } },
      hint: {
        text: 'Select all that apply. To have regard to · section 9.1 and section 9.2 of the procedure',
      },
    });
    expect(itemsOf().map(({ id, divider }) => id ?? divider)).toEqual([
      'test-wind',
      'test-rain',
      'test-snow',
      'or',
      'none-wind',
    ]);
    expect(itemsOf().map(({ reason }) => reason?.name)).toEqual([
      'reason-wind',
      'reason-rain',
      'reason-snow',
      undefined,
      undefined,
    ]);
  });

  it('are two lists where another test stands between, or the legend differs', () => {
    const other = listedAs('other', 'Other', { listed: { legend: 'And of these?', item: 'Other' } });
    const between: Form = { tests: [wind, alone, rain, other] };
    expect(
      formControls(between, { body: {}, mistakes: [], prefix: '', agencies: {} }).map(({ macro }) => macro),
    ).toEqual(['listed-tests', 'test', 'listed-tests', 'listed-tests']);
    expect(testsOf({ 'none-wind': 'yes', 'none-rain': 'yes', 'none-other': 'yes' }, between)).toEqual({
      alone: true,
      wind: false,
      rain: false,
      other: false,
    });
  });

  it.each([
    ['nothing', {}, []],
    ['what was ticked', { 'test-rain': 'yes' }, ['test-rain']],
    ['“none”', { 'none-wind': 'yes' }, ['none-wind']],
    [
      'a no to each by radios, as “none”',
      { 'test-wind': 'no', 'test-rain': 'no', 'test-snow': 'no' },
      ['none-wind'],
    ],
    ['a no to some by radios', { 'test-wind': 'no', 'test-rain': 'yes' }, ['test-rain']],
  ])('show %s again', (_name, body, ticked) => {
    expect(tickedIn(body)).toEqual(ticked);
  });

  it('have their mistake at the list, and that of a reason at the reason', () => {
    expect(listControl({}, [unchosen])?.params).toMatchObject({
      errorMessage: { text: 'Choose what applies, or “None of these applies”' },
    });
    const { params } = listControl({ 'reason-wind': 'Words' }, [stray]) ?? {};
    expect(params).toMatchObject({
      items: [
        { reason: { value: 'Words', errorMessage: { text: 'Tick it, or delete the reason' } } },
        {},
        {},
        {},
        {},
      ],
    });
    expect(params).not.toHaveProperty('errorMessage');
  });
});

describe('what a list of tests reads', () => {
  it.each([
    [
      'ticked as yes, and the others as no',
      { 'test-rain': 'yes', 'reason-rain': 'Wet' },
      [false, true, false],
    ],
    ['“none” as no', { 'none-wind': 'yes' }, [false, false, false]],
    [
      'radios as they are',
      { 'test-wind': 'no', 'test-rain': 'no', 'test-snow': 'yes' },
      [false, false, true],
    ],
    [
      'a no to each by radios without “none”',
      { 'test-wind': 'no', 'test-rain': 'no', 'test-snow': 'no' },
      [false, false, false],
    ],
  ] as const)('takes %s', (_name, body, [isWind, isRain, isSnow]) => {
    expect(testsOf(body)).toEqual({ alone: true, wind: isWind, rain: isRain, snow: isSnow });
  });

  it('seals the reason for what is ticked, and one that radios came with', () => {
    expect(read({ 'test-rain': 'yes', 'reason-rain': 'Wet' })).toMatchObject({
      sealed: { 'reason-alone': 'Alone', 'reason-rain': 'Wet' },
    });
    const radios = { 'test-wind': 'no', 'test-rain': 'no', 'test-snow': 'no', 'reason-wind': 'Still' };
    expect(read(radios)).toMatchObject({ sealed: { 'reason-wind': 'Still' } });
  });

  it.each([
    ['no list that is passed over', {}, [unchosen]],
    ['no “none” beside what is ticked', { 'none-wind': 'yes', 'test-snow': 'yes' }, [both]],
    [
      'nothing ticked without a reason that it needs',
      { 'test-rain': 'yes' },
      [{ name: 'reason-rain', href: '#reason-rain', text: '“Rain”: give the reason for your answer' }],
    ],
    ['no reason for what is not ticked', { 'test-snow': 'yes', 'reason-wind': 'Words' }, [stray]],
    ['no reason beside “none”', { 'none-wind': 'yes', 'reason-wind': 'Words' }, [stray]],
    ['no reason alone', { 'reason-wind': 'Words' }, [unchosen, stray]],
    ['no radios of which some were passed over', { 'test-wind': 'no', 'test-snow': 'yes' }, [unchosen]],
    ['nothing but yes and no', { 'test-wind': 'maybe', 'test-snow': 'yes' }, [unchosen]],
  ])('takes %s', (_name, body, mistakes) => {
    expect(testsOf(body)).toEqual(mistakes);
  });

  it('takes the yes and no of a machine, and its reason for a no', () => {
    const yes = { answer: true, reason: 'So' };
    const no = { answer: false, reason: 'Not so' };
    const tests = { alone: yes, wind: no, rain: yes, snow: { answer: false } };
    expect(read(answerAsTyped(form, { tests, fields: { note: 'Noted' } }))).toMatchObject({
      answer: { tests: { alone: true, wind: false, rain: true, snow: false } },
      sealed: { 'reason-alone': 'So', 'reason-wind': 'Not so', 'reason-rain': 'So' },
    });
  });

  it('needs nothing where a conflict of interest is declared, and loses no words', () => {
    const declaring: Form = {
      ...form,
      fields: [{ name: conflictName, label: 'Conflict?', type: 'yes-no' }],
    };
    const declared = { [conflictName]: 'yes', 'reason-wind': 'Words' };
    expect(read(declared, declaring)).toEqual({
      answer: { tests: { alone: true }, facts: { conflict: true } },
      sealed: { 'reason-alone': 'Alone', 'reason-wind': 'Words' },
    });
    expect(testsOf({ ...declared, 'test-rain': 'yes' }, declaring)).toMatchObject({ rain: true });
  });
});

describe('what was typed into a list of tests', () => {
  it('is held for the next page, “none” included', () => {
    const body = { 'test-rain': 'yes', 'reason-rain': 'Wet', 'none-wind': 'yes', stranger: 'no' };
    expect(Object.fromEntries(heldValues(form, body))).toEqual({
      'test-rain': 'yes',
      'reason-rain': 'Wet',
      'none-wind': 'yes',
    });
  });

  it('is told as it was typed where it came too late', () => {
    expect(typedRows(form, { 'test-rain': 'yes', 'reason-rain': 'Wet' }, {})).toEqual([
      { label: 'Is Rain there?', value: 'Yes', reason: 'Wet' },
    ]);
    expect(typedRows(form, { 'none-wind': 'yes' }, {})).toEqual([
      { label: legend, value: 'None of these applies' },
    ]);
  });
});
