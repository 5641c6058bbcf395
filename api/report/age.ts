/** Age in whole years on a day; both are London dates. */
export const ageOn = (bornOn: string, on: string): number =>
  Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4)) - (on.slice(5) < bornOn.slice(5) ? 1 : 0);

const childUntil = 18;
/** From this age on no child can be meant: the year was mistyped. */
const noChildFrom = 25;

/** What is wrong with a date of birth that makes somebody too old on the day of the incident; null where nothing is. */
export function tooOld(child: number, bornOn: string, incidentOn: string): string | null {
  const age = ageOn(bornOn, incidentOn);
  return age < noChildFrom
    ? null
    : `Child ${String(child)} would have been ${String(age)} years old on the day of the incident; check the year of birth`;
}

/** Said of a young adult while the report is checked; null of a child. */
export const noteOnAge = (bornOn: string | undefined, incidentOn: string): string | null =>
  bornOn === undefined || ageOn(bornOn, incidentOn) < childUntil
    ? null
    : `${String(ageOn(bornOn, incidentOn))} years old on the day of the incident. The guidance speaks of children, who are under 18. It may still be right to report this; please check the date.`;
