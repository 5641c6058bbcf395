import { unopened, type PieceSource } from './piece';

/** What a report says in place of an agency's id where the directory does not know the agency. */
export const otherAgency = 'other';

/** The row of a report in which such an agency is named; its words are sealed with the rest. */
export const agencyNameLabel = 'Name of the agency';

/** The agency that reported, by its title or, where the directory does not know it, as the report names it. */
export async function reportingAgency({ view, agencies, openReport }: PieceSource): Promise<string> {
  const { agency } = view.opening.reportedBy;
  if (agency !== otherAgency) return agencies[agency] ?? agency;
  const rows = await openReport();
  if (rows === null) return unopened;
  return (
    rows.find(({ label }) => label === agencyNameLabel)?.value ??
    'Another agency, whose name was not recorded'
  );
}
