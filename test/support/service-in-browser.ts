import { chromium, type Browser } from 'playwright-core';
import { EmbeddedUnderTest } from './embedded-under-test';
import { People } from './people';

/** Chromium as the tests of pages use it. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'],
  });

/** The embedded service with people at their browsers. */
export class ServiceInBrowser {
  private constructor(
    readonly service: EmbeddedUnderTest,
    readonly browser: Browser,
    readonly people: People,
  ) {}

  /** Starts the service, where it is not yet started; `prepared` where something had to be done before. */
  static async begin(prepared?: EmbeddedUnderTest): Promise<ServiceInBrowser> {
    const service = prepared ?? (await EmbeddedUnderTest.prepare());
    await service.start();
    const browser = await openBrowser();
    const at = (port: number): string => `http://127.0.0.1:${String(port)}`;
    const people = new People(browser, at(service.ports.PORT), at(service.ports.MAILBOX_PORT));
    return new ServiceInBrowser(service, browser, people);
  }

  /** Ends both, and removes the data of the service. */
  async end(): Promise<void> {
    await this.browser.close();
    await this.service.close();
  }
}
