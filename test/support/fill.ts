import type { Page } from 'playwright-core';

/** What is typed into a form: a field's name to its value; a date is `YYYY-MM-DD`, a date with time `YYYY-MM-DDTHH:MM`. */
export type Filling = Record<string, string>;

/** A child of no real family; the name is written wherever somebody can write, and looked for where it must not be. */
export const childName = 'Qwertine Canarybird';
export const rehearsedWords = `Words of a rehearsal about ${childName}`;

/** A file whose name and words name the child. */
const rehearsedFile = {
  name: `${childName}.txt`,
  mimeType: 'text/plain',
  buffer: Buffer.from(rehearsedWords),
};

/** Whether a box says that nothing of its list applies, where nothing of it is ticked. */
const isNoneOf = async (page: Page, name: string): Promise<boolean> => {
  if (!name.startsWith('none-')) return false;
  const list = page.locator('main form fieldset', { has: page.locator(`[name="${name}"]`) });
  return (await list.locator(':checked').count()) === 0;
};

/** Fills what is named, and everything else that must be there: where words are asked for, the child is named. */
export const fill = async (page: Page, filling: Filling): Promise<void> => {
  const folded = page.locator('main form details:not([open]) > summary');
  while ((await folded.count()) > 0) await folded.first().click();
  const controls = await page.locator('main form :is(input:not([type=hidden]), textarea, select)').all();
  const named = await Promise.all(controls.map((control) => control.getAttribute('name')));
  const names = new Set(named.filter((name) => name !== null));
  for (const name of names) {
    const whole = name.replace(/-(day|month|year|hour|minute|time)$/, '');
    const control = page.locator(`main form [name="${name}"]`);
    const type = await control.first().getAttribute('type');
    if (type === 'file') await control.setInputFiles(rehearsedFile);
    else if (type === 'radio' || type === 'checkbox')
      await tick(
        page,
        name,
        filling[name] ?? (type === 'radio' || (await isNoneOf(page, name)) ? 'yes' : ''),
      );
    // The reason for what is not ticked is not asked for.
    else if (name.startsWith('reason-') && !(await control.isVisible())) continue;
    else if (whole !== name)
      await control.fill(partOfDate(filling[whole] ?? '', name.slice(whole.length + 1)));
    else if ((await page.locator(`main form select[name="${name}"]`).count()) > 0) {
      if (filling[name] !== undefined) await control.selectOption(filling[name]);
    } else await control.fill(filling[name] ?? (type === 'email' ? '' : rehearsedWords));
  }
};

const tick = async (page: Page, name: string, values: string): Promise<void> => {
  for (const value of values.split(',').filter(Boolean)) {
    const option = page.locator(`main form [name="${name}"][value="${value}"]`);
    if ((await option.count()) > 0) await option.check();
  }
};

const partOfDate = (value: string, part: string): string => {
  const [date = '', time = ''] = value.split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  const [hour = '', minute = ''] = time.split(':');
  const parts: Record<string, string> = { year, month, day, hour, minute, time };
  return parts[part] ?? '';
};
