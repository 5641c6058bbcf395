/** Where something is done that is not done here. */
export type Elsewhere = { href: string; text: string };

/** The government's own system begins at this page. Source: “Report a serious child safeguarding incident”, the department's page on GOV.UK. */
const notification: Elsewhere = {
  href: 'https://www.gov.uk/guidance/report-a-serious-child-safeguarding-incident',
  text: 'Notify in the government’s system (GOV.UK, opens in a new tab)',
};

const byDuty: Readonly<Record<string, Elsewhere>> = {
  'panel-notification': notification,
  'looked-after-notification': notification,
};

/** Where what a question asks for is done, before it is recorded here; null where that is no page. */
export const elsewhere = (duty: string): Elsewhere | null => byDuty[duty] ?? null;
