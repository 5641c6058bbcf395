import Holidays from 'date-holidays';

const dayMs = 86_400_000;
const first = Date.UTC(2019, 0, 1);
const last = Date.UTC(2028, 11, 31);

const written = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const holidays = new Set(
  Array.from({ length: 10 }, (_, index) => 2019 + index).flatMap((year) =>
    new Holidays('GB', 'ENG')
      .getHolidays(year)
      .filter(({ type }) => type === 'public')
      .map(({ date }) => date.slice(0, 10)),
  ),
);

/** Every day from 2019 to 2028, counted in UTC. */
export const everyDay: readonly string[] = Array.from({ length: (last - first) / dayMs + 1 }, (_, index) =>
  written(first + index * dayMs),
);

/** The working days of those years, by an independent list of holidays. */
export const everyWorkingDay: readonly string[] = everyDay.filter((on) => {
  const weekday = new Date(on).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(on);
});

/** The bank holidays of those years that fall on no weekend. */
export const everyBankHoliday: readonly string[] = [...holidays]
  .filter((on) => ![0, 6].includes(new Date(on).getUTCDay()))
  .sort();
