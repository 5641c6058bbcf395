import { join } from 'node:path';
import nunjucks from 'nunjucks';
import type { Request, Response } from 'express';
import {
  dateTimeInWords,
  dayInWords,
  momentInWords,
  otherReadingInWords,
  recipientInWords,
  stageInWords,
} from '../domain/dates-in-words';
import type { EditionId } from '../domain/duty';
import { londonTimeOf } from '../domain/calendar/london';
import { eventInWords } from '../domain/event-words';
import type { Addressee } from '../domain/opened-duty';
import { theParts, type AgencyTitles } from '../domain/parts-in-words';
import type { Actor } from '../domain/record';
import { mayDo, type Action } from '../domain/permissions';
import { citationsInWords, sourceInWords } from '../domain/sources';
import { projectRoot } from './project-root';
import type { Services } from './services';
import { sessionTime } from './session-time';
import { casesInTemporalUi } from './temporal-ui-cases';
import { stylesheetPath } from './stylesheet';
import type { Mistake } from './forms/typed';

/** Draws a page: `h1` is its heading, and its title where no `title` says more; with mistakes the title begins with *Error:*. */
export type Pages = (
  request: Request,
  response: Response,
  template: string,
  page: {
    h1: string;
    title?: string;
    status?: number;
    mistakes?: readonly Mistake[];
    [name: string]: unknown;
  },
) => void;

const editions: Readonly<Record<EditionId, string>> = {
  'working-together-2018': 'Working Together 2018',
  'working-together-2023': 'Working Together 2023',
};

/** The key of somebody asked or told, with the agency whose lead they are. */
const keyOf = ({ recipient, agency }: Pick<Addressee, 'recipient' | 'agency'>): string =>
  agency === undefined || recipient !== 'agency-lead' ? recipient : `${recipient}:${agency}`;

/** The agencies by their ids, for the page that is being drawn: it is drawn at one go, before any other. */
let agencies: AgencyTitles = {};

/** The key of an agency's lead names the agency by id; people know it by its title. */
function who(key: string): string {
  const [recipient = '', agency] = key.split(':');
  const title = agency === undefined ? undefined : agencies[agency];
  return title === undefined ? recipientInWords(key) : `${recipientInWords(recipient)} of ${title}`;
}

function templates(): nunjucks.Environment {
  const folders = [join(projectRoot, 'api/views'), join(projectRoot, 'node_modules/govuk-frontend/dist')];
  const environment = nunjucks.configure(folders, { autoescape: true, throwOnUndefined: false });
  return environment
    .addFilter('day', (on: string | null) => (on === null ? 'not known yet' : dayInWords(on)))
    .addFilter('dialled', (telephone: string) => telephone.replaceAll(/[^\d+]/gu, ''))
    .addFilter('time', (atMs: number) => londonTimeOf(atMs))
    .addFilter('moment', (atMs: number) => momentInWords(atMs))
    .addFilter('dateTime', (at: string) => dateTimeInWords(at))
    .addFilter('recipient', who)
    .addFilter('addressee', (to: Addressee) => who(keyOf(to)))
    .addFilter('theAddressee', (to: Actor) => theParts([keyOf(to)], agencies))
    .addFilter('instance', (instance: string) => agencies[instance] ?? instance)
    .addFilter('event', eventInWords)
    .addFilter('source', sourceInWords)
    .addFilter('cited', citationsInWords)
    .addFilter('otherReading', otherReadingInWords)
    .addFilter('edition', (edition: EditionId) => editions[edition])
    .addFilter('stage', stageInWords)
    .addFilter('capital', (words: string) => words.charAt(0).toUpperCase() + words.slice(1))
    .addFilter('trim', trimmed);
}

/** In place of the template engine's own, by which a large page takes longer than by all else: it tries at each white space. */
const trimmed = (text: string | nunjucks.runtime.SafeString): string | nunjucks.runtime.SafeString =>
  text instanceof nunjucks.runtime.SafeString
    ? new nunjucks.runtime.SafeString(text.toString().trim())
    : text.trim();

const environment = templates();

/** Builds the function that draws pages for these services; `csrf` makes the token that each form carries. */
export function createPages(
  services: Services,
  csrf: (request: Request, response: Response) => string,
): Pages {
  return (request, response, template, page) => {
    const signedIn = services.signIn.who(request);
    agencies = services.people.agencies();
    const partnership = services.people.partnership();
    const html = environment.render(template, {
      mistakes: [],
      ...page,
      signedIn,
      session: signedIn === null ? null : sessionTime(signedIn, services.clock()),
      may: (action: Action) => signedIn !== null && mayDo(signedIn.roles, action),
      partnership: partnership.name,
      unitTelephone: partnership.telephone,
      training: services.settings.training,
      temporalUi: casesInTemporalUi(services.settings),
      stylesheetPath,
      csrfToken: csrf(request, response),
    });
    response
      .status(page.status ?? 200)
      .type('html')
      .send(html);
  };
}
