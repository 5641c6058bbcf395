import type { Source } from '../../duty';
import type { Test } from '../../form';

/** The definition of a serious child safeguarding incident, question by question. Where it happened needs no argument. */
export const notificationTests = (source: Source): readonly Test[] => [
  {
    name: 'abuse',
    label: 'Is it known or suspected that the child was abused or neglected?',
    weight: 'must',
    reason: 'required',
    source,
  },
  {
    name: 'harm',
    label: 'Did the child die, or was the child seriously harmed?',
    weight: 'must',
    reason: 'required',
    source,
  },
  {
    name: 'inArea',
    label: 'Did it happen in the local authority’s area?',
    weight: 'must',
    reason: 'optional',
    source,
  },
  {
    name: 'outsideEngland',
    label: 'Or did it happen outside England, to a child normally resident in the area?',
    weight: 'must',
    reason: 'optional',
    source,
  },
];

/** What must be taken into account before a local review is decided on. */
export const localReviewTests = (source: Source): readonly Test[] =>
  [
    [
      'improvements',
      'Does the case highlight, or may it highlight, improvements that are needed, also where they were highlighted before?',
    ],
    [
      'themes',
      'Does the case highlight, or may it highlight, themes that recur in the safeguarding of children?',
    ],
    [
      'jointWork',
      'Does the case highlight, or may it highlight, concern about how two or more agencies worked together?',
    ],
    ['panelPrefersLocal', 'Has the national panel concluded that a local review is more appropriate?'],
  ].map(([name = '', label = '']) => ({ name, label, weight: 'must', reason: 'required', source }));

/** What regard is to be had to: a yes is argued, and people tick it in a list under a legend. */
const regarded = (
  name: string,
  source: Source,
  { label, legend, item }: { label: string; legend: string; item: string },
): Test => ({
  name,
  label,
  weight: 'have-regard',
  reason: 'with-yes',
  source,
  listed: { legend, item },
});

/** Circumstances to which regard should be had. */
export const localReviewCircumstances = (source: Source): readonly Test[] => {
  const legend = 'Which of these circumstances apply to the case?';
  return [
    regarded('singleAgency', source, {
      label: 'Is there cause for concern about the actions of a single agency?',
      legend,
      item: 'Cause for concern about the actions of a single agency',
    }),
    regarded('noAgency', source, {
      label: 'Was no agency involved, and is that a cause for concern?',
      legend,
      item: 'No agency was involved, and that is a cause for concern',
    }),
    regarded('severalAreas', source, {
      label: 'Is more than one authority, police area or health body involved, as where a family has moved?',
      legend,
      item: 'More than one authority, police area or health body is involved, as where a family has moved',
    }),
    regarded('institution', source, {
      label: 'May the case raise issues about children in institutional settings, custody included?',
      legend,
      item: 'Possible issues about children in institutional settings, custody included',
    }),
  ];
};

/** The national panel's own tests, which help to see whether a national review should be suggested to it. */
export const nationalReviewTests = (criteria: Source, circumstances: Source): readonly Test[] => {
  const legend = 'Does any of these speak for a national review?';
  return [
    regarded('nationalImprovements', criteria, {
      label:
        'National review: does the case highlight improvements that are needed, also where they were identified before?',
      legend,
      item: 'The case highlights improvements that are needed, also where they were identified before',
    }),
    regarded('nationalLaw', criteria, {
      label: 'National review: may legislation or guidance have to change?',
      legend,
      item: 'Legislation or guidance may have to change',
    }),
    regarded('nationalThemes', criteria, {
      label: 'National review: does the case highlight recurrent themes in the safeguarding of children?',
      legend,
      item: 'The case highlights recurrent themes in the safeguarding of children',
    }),
    regarded('educatedOtherwise', circumstances, {
      label: 'National review: was the child educated otherwise than at school?',
      legend,
      item: 'The child was educated otherwise than at school',
    }),
    regarded('inCareOrOnPlan', circumstances, {
      label: 'National review: was the child in care, or on a child protection plan now or recently?',
      legend,
      item: 'The child was in care, or on a child protection plan now or recently',
    }),
    regarded('severalAbuses', circumstances, {
      label:
        'National review: does the case involve several types of abuse, such as trafficking for exploitation?',
      legend,
      item: 'The case involves several types of abuse, such as trafficking for exploitation',
    }),
    regarded('nationalInstitution', circumstances, {
      label:
        'National review: may the case raise issues about institutional settings, places of detention included?',
      legend,
      item: 'Possible issues about institutional settings, places of detention included',
    }),
  ];
};

/** What is considered of a reviewer before the review is commissioned. */
export const reviewerTests = (source: Source): readonly Test[] =>
  [
    [
      'practice',
      'Does the reviewer know the practice, and how to engage practitioners, children and families?',
    ],
    ['research', 'Does the reviewer know the research that matters to safeguarding children?'],
    [
      'complexity',
      'Can the reviewer recognise the complex circumstances in which practitioners work together?',
    ],
    ['communication', 'Can the reviewer communicate findings effectively?'],
    ['noConflict', 'Is the reviewer free of any real or perceived conflict of interest?'],
  ].map(([name = '', label = '']) => ({ name, label, weight: 'must', reason: 'with-no', source }));
