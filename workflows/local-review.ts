import { noteDissent, partnersMajority, type Incident } from './incident';
import { referLearning } from './no-review';
import { askForReport, publish } from './publication';

/** A local child safeguarding practice review: commissioned, reported, published within six months of the decision. Source: D 12, 18-20. */
export const reviewLocally = async (incident: Incident): Promise<void> => {
  incident.enter('review');
  const publication = publish(incident);
  const learning = referLearning(incident);
  await incident.ask('review-commissioned').answer;
  await askForReport(incident).answer;
  incident.enter('publication');
  // Comments of the panel or the department may lead the partners to another form.
  while ((await publication.inForm(await decideForm(incident))) === 'decide-anew');
  learning.close();
};

/** In full, only the learning, or not at all; anything but full is explained to the panel and the department. Source: D 18.4, 20.2, 20.3. */
const decideForm = async (incident: Incident): Promise<string> => {
  for (;;) {
    const given = await incident.ask('publication-form').answers;
    const form = partnersMajority(given);
    if (form === null) {
      incident.note({
        kind: 'entry',
        event: 'dissent',
        title: 'No majority for a form of publication: the partners are asked again',
      });
      continue;
    }
    noteDissent(incident, given, form);
    incident.note({
      kind: 'entry',
      event: 'decided',
      title: 'Form of publication decided',
      facts: { choice: form },
    });
    return form;
  }
};
