import type { Asked } from './case/asking';
import { dateIn, type Incident } from './incident';

/**
 * The authority notifies the national panel through the government's own system, which shares it with Ofsted and DfE.
 * The duty stays open until that system's reference and time are entered; the letters are copies and never meet it.
 * Nothing waits for the acknowledgement, which starts its own clocks whenever it comes. Source: D 5.1, 7.2, 7.3.
 */
export const notifyPanel = (incident: Incident): { notified: Promise<unknown>; acknowledgement: Asked } => {
  incident.enter('notification');
  incident.tell('notification-copies');
  const { events } = incident.file;
  const notification = incident.ask('panel-notification', {
    permit: ({ facts }) => {
      const awareOn = events['authority-aware'];
      return typeof awareOn === 'string' && String(facts.sentAt).slice(0, 10) < awareOn
        ? 'It lies before the day on which the authority became aware. If that day is wrong, correct it first.'
        : null;
    },
    onAnswer: (given) => {
      incident.happened('panel-notification', dateIn(given, 'sentAt'));
      if (incident.file.stage === 'notification') incident.enter('rapid-review');
    },
  });
  const acknowledgement = incident.ask('panel-acknowledgement', {
    permit: ({ facts }) => {
      const on = String(events['panel-notification'] ?? '');
      const at = String(notification.given.at(-1)?.answer.facts.sentAt ?? '');
      // By the minute, unless the day has been corrected since.
      const sent = at.startsWith(on) ? at : on;
      const isEarlier = String(facts.receivedAt).slice(0, sent.length) < sent;
      return isEarlier ? 'It lies before the notification that it acknowledges.' : null;
    },
    onAnswer: (given) => {
      incident.happened('panel-acknowledgement', dateIn(given, 'receivedAt'));
    },
  });
  return { notified: notification.answer, acknowledgement };
};
