import { readForm } from '../../../api/forms/read-form';
import { realDate, realTime } from '../../../api/forms/civil-date';
import type { Field, Form } from '../../../domain/form';

const context = { prefix: '', nowMs: Date.UTC(2026, 6, 14, 22, 30), agencies: { schools: 'Schools' } };
const formOf = (...fields: Field[]): Form => ({ fields });
const read = (form: Form, body: Record<string, string | string[]>) => readForm(form, body, context);
const facts = (form: Form, body: Record<string, string | string[]>) => {
  const reading = read(form, body);
  return 'answer' in reading ? reading.answer.facts : reading.mistakes.map(({ text }) => text);
};

describe('a date as it is typed', () => {
  it.each([
    ['18', '12', '2026', '2026-12-18'],
    ['1', 'March', '2026', '2026-03-01'],
    ['29', 'feb', '2028', '2028-02-29'],
    ['29', '2', '2026', null],
    ['31', '4', '2026', null],
    ['0', '1', '2026', null],
    ['1', '13', '2026', null],
    ['1', 'ma', '2026', null],
    ['1', '1', '26', null],
    ['1', '1', '0026', null],
    ['1e1', '1', '2026', null],
  ])('reads %s %s %s as %s', (day, month, year, on) => {
    expect(realDate(day, month, year)).toBe(on);
  });

  it.each([
    ['14:30', '14:30'],
    ['9.05', '09:05'],
    ['0905', '09:05'],
    ['9am', '09:00'],
    ['12 am', '00:00'],
    ['12.30pm', '12:30'],
    ['13pm', null],
    ['24:00', null],
    ['9', null],
    ['noon', null],
  ])('reads the time %s as %s', (typed, time) => {
    expect(realTime(typed)).toBe(time);
  });
});

describe('what a form reads', () => {
  const on = (name: string, day: string, month: string) => ({
    [`${name}-day`]: day,
    [`${name}-month`]: month,
    [`${name}-year`]: '2026',
  });

  it('judges past and future by the London day, half an hour before midnight in summer', () => {
    const past = formOf({ name: 'heldOn', label: 'Held on', type: 'date', when: 'past' });
    expect(facts(past, on('heldOn', '14', '7'))).toEqual({ heldOn: '2026-07-14' });
    expect(facts(past, on('heldOn', '15', '7'))).toEqual(['“Held on”: must not be in the future']);
    const future = formOf({ name: 'planOn', label: 'Planned for', type: 'date', when: 'future' });
    expect(facts(future, on('planOn', '14', '7'))).toEqual({ planOn: '2026-07-14' });
    expect(facts(future, on('planOn', '13', '7'))).toEqual(['“Planned for”: must not be in the past']);
  });

  it('keeps a date and time in London time, and refuses one that is still to come today', () => {
    const form = formOf({ name: 'sentAt', label: 'Sent at', type: 'date-time', when: 'past' });
    expect(facts(form, { ...on('sentAt', '14', '7'), 'sentAt-time': '23:30' })).toEqual({
      sentAt: '2026-07-14T23:30',
    });
    expect(facts(form, { ...on('sentAt', '14', '7'), 'sentAt-time': '23:31' })).toHaveLength(1);
  });

  it('seals words, and leaves dates, choices, agencies, yes and no, and addresses in the open', () => {
    const form = formOf(
      { name: 'note', label: 'Note', type: 'long-text' },
      { name: 'born', label: 'Born', type: 'date', sealed: true },
      { name: 'who', label: 'Who', type: 'agencies' },
      { name: 'sure', label: 'Sure', type: 'yes-no' },
      { name: 'to', label: 'To', type: 'email' },
    );
    const body = {
      note: 'Words',
      ...on('born', '1', '2'),
      who: ['schools'],
      sure: 'no',
      to: 'a@example.org',
    };
    expect(read(form, body)).toEqual({
      answer: { facts: { who: ['schools'], sure: false, to: 'a@example.org' } },
      sealed: { note: 'Words', born: '2026-02-01' },
    });
  });

  it('asks a field only under the choice that it belongs to', () => {
    const form: Form = {
      choice: { legend: 'What?', options: { one: 'One', two: 'Two' } },
      fields: [{ name: 'why', label: 'Why', type: 'text', onlyFor: ['two'] }],
    };
    expect(read(form, { choice: 'one', why: 'stray' })).toEqual({
      answer: { choice: 'one', facts: {} },
      sealed: {},
    });
    expect(read(form, { choice: 'two' })).toEqual({ mistakes: [expect.objectContaining({ name: 'why' })] });
    expect(read(form, { choice: 'constructor' })).toHaveProperty('mistakes');
  });

  it('takes no agency, option or address that is not one', () => {
    expect(
      facts(formOf({ name: 'who', label: 'Who', type: 'agencies' }), { who: ['toString'] }),
    ).toHaveLength(1);
    const choice = formOf({ name: 'way', label: 'Way', type: 'choice', options: { a: 'A', b: 'B' } });
    expect(facts(choice, { way: ['a', 'b'] })).toHaveLength(1);
    const email = formOf({ name: 'to', label: 'To', type: 'email' });
    expect(facts(email, { to: 'a@example.org\r\nBcc: b@example.org' })).toHaveLength(1);
  });

  it('drops control characters, keeps the lines of long words, and folds those of short ones', () => {
    const form = formOf(
      { name: 'long', label: 'Long', type: 'long-text' },
      { name: 'short', label: 'Short', type: 'text' },
    );
    expect(read(form, { long: ' a\r\nb\u0000\u0007c ', short: 'x\r\ny' })).toMatchObject({
      sealed: { long: 'a\nbc', short: 'x y' },
    });
  });
});

describe('the tests of a form', () => {
  const source = { document: 'D', section: '3.1' };
  const form: Form = {
    tests: [
      { name: 'weighed', label: 'Is it weighed?', weight: 'must', reason: 'required', source },
      { name: 'regarded', label: 'Is it regarded?', weight: 'have-regard', reason: 'optional', source },
      { name: 'older', label: 'Is it older?', weight: 'must', source },
    ],
    fields: [{ name: 'weighed', label: 'How?', type: 'text' }],
    reasons: 'required',
  };
  const answered = {
    'test-weighed': 'yes',
    'test-regarded': 'no',
    'test-older': 'yes',
    'reason-weighed': 'Why so',
    weighed: 'On scales',
    reasons: 'Why all',
  };
  const tests = { weighed: true, regarded: false, older: true };
  const words = { 'reason-weighed': 'Why so', weighed: 'On scales', reasons: 'Why all' };
  const long = 'a'.repeat(10_000);

  it.each([
    ['an optional reason left out', {}, {}],
    ['an optional reason left empty', { 'reason-regarded': ' \r\n ' }, {}],
    ['an optional reason', { 'reason-regarded': ' One\r\nTwo\u0007 ' }, { 'reason-regarded': 'One\nTwo' }],
    ['a reason that a form of before did not ask for', { 'reason-older': 'Old' }, { 'reason-older': 'Old' }],
    ['the longest reason', { 'reason-weighed': long }, { 'reason-weighed': long }],
  ])('seals %s, and leaves only yes and no in the open', (_name, changed, sealed) => {
    expect(read(form, { ...answered, ...changed })).toEqual({
      answer: { tests, facts: {} },
      sealed: { ...words, ...sealed },
    });
  });

  it.each([
    [
      'missing reason where it is required',
      { 'reason-weighed': ' ' },
      'reason-weighed',
      '“Is it weighed”: give the reason for your answer',
    ],
    [
      'required reason that is too long',
      { 'reason-weighed': `${long}a` },
      'reason-weighed',
      '“Is it weighed”: 10,000 characters at most; please shorten the reason',
    ],
    [
      'optional reason that is too long',
      { 'reason-regarded': `${long}a` },
      'reason-regarded',
      '“Is it regarded”: 10,000 characters at most; please shorten the reason',
    ],
    ['answer but yes or no', { 'test-older': 'maybe' }, 'test-older', '“Is it older”: choose yes or no'],
  ])('takes no %s', (_name, changed, name, text) => {
    expect(read(form, { ...answered, ...changed })).toEqual({
      mistakes: [{ name, href: `#${name}`, text }],
    });
  });

  it.each(['yes', 'no'] as const)(
    'needs a reason only with %s, where that is what has to be argued',
    (wanted) => {
      const test = { name: 'weighed', label: 'Is it weighed?', weight: 'must', source } as const;
      const argued: Form = { tests: [{ ...test, reason: `with-${wanted}` }] };
      const other = wanted === 'yes' ? 'no' : 'yes';
      expect(read(argued, { 'test-weighed': other })).toMatchObject({ sealed: {} });
      expect(read(argued, { 'test-weighed': wanted })).toMatchObject({
        mistakes: [{ name: 'reason-weighed' }],
      });
      expect(read(argued, { 'test-weighed': wanted, 'reason-weighed': 'So' })).toMatchObject({
        sealed: { 'reason-weighed': 'So' },
      });
    },
  );

  it('names all mistakes at once, in the order of the page', () => {
    const reading = read(form, { 'reason-regarded': `${long}a` });
    expect('mistakes' in reading && reading.mistakes.map(({ name }) => name)).toEqual([
      'test-weighed',
      'test-regarded',
      'reason-regarded',
      'test-older',
      'weighed',
      'reasons',
    ]);
  });
});
