/** A list of days that are no working days besides weekends, and the span for which it is complete (both ends included). */
export type Calendar = {
  version: string;
  from: string;
  until: string;
  holidays: ReadonlySet<string>;
};

/**
 * Bank holidays of England and Wales as the government lists them, Christmas Day and Good Friday among them.
 * One-offs: 8 May 2020 in place of 4 May; 2 and 3 June 2022 in place of 30 May; 19 September 2022; 8 May 2023.
 * A day proclaimed later, or another year, makes a new version.
 */
export const englandAndWales: Calendar = {
  version: 'england-and-wales-2019-2028/1',
  from: '2019-01-01',
  until: '2028-12-31',
  holidays: new Set(
    [
      '2019-01-01 2019-04-19 2019-04-22 2019-05-06 2019-05-27 2019-08-26 2019-12-25 2019-12-26',
      '2020-01-01 2020-04-10 2020-04-13 2020-05-08 2020-05-25 2020-08-31 2020-12-25 2020-12-28',
      '2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28',
      '2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27',
      '2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26',
      '2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26',
      '2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26',
      '2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28',
      '2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28',
      '2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26',
    ].flatMap((year) => year.split(' ')),
  ),
};

/** The list by which days were counted, in words; of another version its name. */
export const calendarInWords = (version: string): string =>
  version === englandAndWales.version
    ? `Bank holidays are those of England and Wales, as listed from ${englandAndWales.from.slice(0, 4)} to ${englandAndWales.until.slice(0, 4)}`
    : `Bank holidays are those of the list ${version}`;
