import type { Clock, Edition, ReadingRule, Source } from '../duty';
import { documentD, remind } from './document-d';
import { localReviewCircumstances, localReviewTests, nationalReviewTests } from './forms/criteria';
import { thresholdForm } from './forms/threshold';
import { withShown } from './shown';
import { belowThresholdSteps } from './steps/below-threshold';
import { decisionSteps } from './steps/decision';
import { houseSteps } from './steps/house';
import { notificationForm, notificationSteps } from './steps/notification';
import { publicationSteps } from './steps/publication';
import { rapidReviewSteps } from './steps/rapid-review';
import { reportSteps } from './steps/report';
import { reviewSteps } from './steps/review';
import { thresholdSteps } from './steps/threshold';

const d = documentD('local');
const [report, threshold, notification] = [reportSteps(d), thresholdSteps(d), notificationSteps(d)];
const [rapidReview, publication] = [rapidReviewSteps(d), publicationSteps(d)];

const theAct: Source = { document: 'Children Act 2004', section: '16C(1)' };
const reportPage = {
  source: { document: 'Report a serious child safeguarding incident' },
  confidence: 'reported',
} as const;
const panelGuidance = { source: { document: 'Panel guidance 2025' }, confidence: 'reported' } as const;
const unverified = { source: { document: 'Working Together 2023' }, confidence: 'unverified' } as const;

/** The limits of document D that count from another event, beside the national one. */
const besides = (national: ReadingRule, { alsoRead = [], remind: reminders, ...own }: Clock): Clock => ({
  ...national,
  alsoRead: [own, ...alsoRead],
  remind: reminders,
});

const fifteenDays: ReadingRule = {
  within: { workingDays: 15 },
  from: 'panel-notification',
  ...panelGuidance,
  note: 'Counted from the day on which the notification was sent, as partnerships’ pages apply the panel’s guidance of June 2025; the guidance itself was not seen in full, and the panel’s own page says “usually”.',
};

const outcomeClock: Clock = {
  ...fifteenDays,
  alsoRead: [d.reading('8.9', { workingDays: 15 }, 'panel-acknowledgement')],
  remind: remind.ofWeeks,
};

/**
 * Working Together 2023 as far as it is known from pages that apply it. Where the national text is silent, the steps of
 * document D stand as the partnership's own. Each figure carries its confidence.
 */
export const workingTogether2023: Edition = {
  id: 'working-together-2023',
  title: 'Working Together to Safeguard Children 2023',
  inForceFrom: '2023-12-15',
  duties: withShown({
    ...report,
    'incident-reported-to-partners': {
      ...report['incident-reported-to-partners'],
      clock: {
        ...report['incident-reported-to-partners'].clock,
        alsoRead: [{ within: { workingDays: 5 }, from: 'authority-aware', ...reportPage }],
      },
    },
    'looked-after-death': {
      ...report['looked-after-death'],
      ...reportPage,
      provenBy: 'looked-after-notification',
      guidance:
        'Owed whether or not abuse or neglect is suspected, and before the threshold decision. A care leaver’s death, up to and including the age of 24, is notified too, outside this procedure.',
    },
    ...threshold,
    'notification-threshold': { ...threshold['notification-threshold'], form: thresholdForm(theAct) },
    'threshold-by-authority': {
      ...threshold['threshold-by-authority'],
      source: theAct,
      confidence: 'reported',
      form: thresholdForm(theAct),
    },
    ...notification,
    'panel-notification': {
      ...notification['panel-notification'],
      ...reportPage,
      guidance:
        'One notification for each incident; the system shares it with Ofsted and the Department for Education. Until its reference is entered here, it is not proven sent.',
      clock: {
        ...notification['panel-notification'].clock,
        ...reportPage,
        note: 'The Act itself names no period; the five working days are the guidance’s.',
      },
      form: notificationForm({
        label: 'Reference that the government’s system gave',
        hint: 'One notification for the incident: up to four children, any others in its free text.',
        type: 'text',
      }),
    },
    ...rapidReview,
    'rapid-review-meeting': {
      ...rapidReview['rapid-review-meeting'],
      clock: besides(
        {
          ...fifteenDays,
          note: 'The rapid review is to be complete within this time, so the meeting falls inside it.',
        },
        rapidReview['rapid-review-meeting'].clock,
      ),
    },
    'rapid-review-recommendation': {
      ...rapidReview['rapid-review-recommendation'],
      clock: {
        ...outcomeClock,
        confidence: 'local',
        note: rapidReview['rapid-review-recommendation'].clock.note,
      },
    },
    'rapid-review-decision': {
      ...rapidReview['rapid-review-decision'],
      clock: { ...outcomeClock, note: rapidReview['rapid-review-decision'].clock.note },
      form: {
        ...rapidReview['rapid-review-decision'].form,
        tests: [
          ...localReviewTests({ document: 'SI 2018/789', section: 'reg 11' }),
          ...localReviewCircumstances(d.step('10.7').source),
          ...nationalReviewTests(d.step('9.1').source, d.step('9.2').source),
        ],
      },
    },
    'rapid-review-outcome-to-panel': {
      ...rapidReview['rapid-review-outcome-to-panel'],
      ...panelGuidance,
      clock: outcomeClock,
    },
    ...decisionSteps(d),
    ...reviewSteps(d),
    ...publication,
    publication: {
      ...publication.publication,
      ...unverified,
      clock: { ...publication.publication.clock, ...unverified },
    },
    'publication-delay': { ...publication['publication-delay'], ...unverified },
    'delay-notice': { ...publication['delay-notice'], ...unverified },
    'not-published-in-full': { ...publication['not-published-in-full'], ...unverified },
    'report-to-panel-and-department': {
      ...publication['report-to-panel-and-department'],
      ...unverified,
      clock: { ...publication['report-to-panel-and-department'].clock, ...unverified },
    },
    'report-to-ofsted': {
      ...publication['report-to-ofsted'],
      ...unverified,
      clock: { ...publication['report-to-ofsted'].clock, ...unverified },
    },
    'kept-public': {
      ...publication['kept-public'],
      ...unverified,
      clock: { ...publication['kept-public'].clock, ...unverified },
    },
    ...belowThresholdSteps(d),
    ...houseSteps,
  }),
};
