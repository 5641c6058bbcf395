import type { Edition } from '../duty';
import { documentD } from './document-d';
import { withShown } from './shown';
import { belowThresholdSteps } from './steps/below-threshold';
import { decisionSteps } from './steps/decision';
import { houseSteps } from './steps/house';
import { notificationSteps } from './steps/notification';
import { publicationSteps } from './steps/publication';
import { rapidReviewSteps } from './steps/rapid-review';
import { reportSteps } from './steps/report';
import { reviewSteps } from './steps/review';
import { thresholdSteps } from './steps/threshold';

const d = documentD('read');

/** Working Together 2018 as document D, the Darlington procedure of March 2020, carries it out. */
export const workingTogether2018: Edition = {
  id: 'working-together-2018',
  title: 'Working Together to Safeguard Children 2018',
  inForceFrom: '2018-06-29',
  inForceUntil: '2023-12-14',
  duties: withShown({
    ...reportSteps(d),
    ...thresholdSteps(d),
    ...notificationSteps(d),
    ...rapidReviewSteps(d),
    ...decisionSteps(d),
    ...reviewSteps(d),
    ...publicationSteps(d),
    ...belowThresholdSteps(d),
    ...houseSteps,
  }),
};
