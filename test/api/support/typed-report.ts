/** The three controls of a date. */
export const date = (name: string, on: string): Record<string, string> => {
  const [year = '', month = '', day = ''] = on.split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};

/** A whole report as staff type it; made up from end to end. */
export const typed = {
  ...date('incidentOn', '2026-12-10'),
  ...date('awareOn', '2026-12-11'),
  ...date('receivedOn', '2026-12-11'),
  whatHappened: 'Canary narrative',
  abuse: 'suspected',
  place: 'in-area',
  placeOfIncident: 'Canary place',
  placeOfResidence: 'Canary home',
  agencies: 'schools',
  'child-1-name': 'Person A',
  ...date('child-1-bornOn', '2020-05-04'),
  'child-1-outcome': 'seriously-harmed',
  'child-1-lookedAfter': 'no',
  safeNow: 'yes',
  safetySteps: 'Canary steps',
  referralMade: 'yes',
  reporterName: 'Person B',
  reporterRole: 'Head teacher',
  agency: 'schools',
  reporterAddress: 'person-b@schools.exampleshire.example',
  leadName: 'Person C',
};
