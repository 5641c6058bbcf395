import type { Page } from 'playwright-core';
import { londonTimeOf } from '../../domain/calendar/london';
import type { Filling } from './fill';
import type { People } from './people';

/** A member of the business unit at the page of one case. */
export class OfficersDesk {
  constructor(
    private readonly people: People,
    readonly page: Page,
    readonly reference: string,
  ) {}

  url(part = ''): string {
    return `${this.people.application}/cases/${this.reference}${part}`;
  }

  async open(part = ''): Promise<void> {
    await this.page.goto(this.url(part));
  }

  /** The case's own today, from the head of its page. */
  async today(): Promise<string> {
    await this.open();
    const head = (await this.page.locator('.case-head').textContent()) ?? '';
    const day = /As the case stood on (\d+ \w+ \d{4})/.exec(head)?.[1] ?? '';
    return new Date(`${day} UTC`).toISOString().slice(0, 10);
  }

  /** The minute that it is now, on the case's own today: past at any time of the day. */
  async now(): Promise<string> {
    const today = await this.today();
    return `${today}T${londonTimeOf(Date.now())}`;
  }

  async stage(): Promise<string> {
    await this.open();
    return (await this.page.locator('.case-head p').first().textContent())?.split(' · ')[0] ?? '';
  }

  /** Opens the form of what is owed; a duty is opened a moment after what led to it, and the page does not turn by itself. */
  async openOwed(title: string): Promise<void> {
    const link = this.page.locator('.owed__item', { hasText: title }).getByRole('link');
    for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
      await this.open();
      if ((await link.count()) > 0) break;
    }
    await link.click();
  }

  /** Records a fact, and sees that it was recorded. */
  async record(title: string, filling: Filling): Promise<void> {
    await this.openOwed(title);
    await this.people.fillAndSend(this.page, filling);
    expect(await this.page.locator('h1').textContent()).toMatch(/recorded/i);
  }

  async moveDays(days: number): Promise<void> {
    await this.open();
    await this.page.getByLabel('Days').fill(String(days));
    await this.page.getByRole('button', { name: 'Move on' }).click();
    await this.page.waitForLoadState();
  }

  async moveTo(date: string): Promise<void> {
    const from = await this.today();
    await this.moveDays(Math.round((Date.parse(date) - Date.parse(from)) / 86_400_000));
  }
}
