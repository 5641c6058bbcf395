import cookieParser from 'cookie-parser';
import express, { type Express, type Request } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { createAnswering } from './answering';
import { createCodePages } from './code-pages';
import { createCsrf } from './csrf';
import { keptLink, pageRoute } from './kept-link';
import { isLinkHolder } from './link-holder';
import { receiveFiles } from './files/receive-files';
import { machinePage } from './machines/page';
import { machineMishaps, serveMachines } from './machines/serve';
import { mishaps, notFound } from './mishaps';
import { createPages } from './pages';
import { mayDo } from '../domain/permissions';
import { createPermitted } from './permitted';
import { refuseUnknownRoutes } from './route-access';
import { aboutRoutes } from './routes/about';
import { caseRoutes } from './routes/case';
import { healthRoutes } from './routes/health';
import { calendarRoutes } from './routes/calendar';
import { caseListRoutes } from './routes/case-list';
import { homeRoutes } from './routes/home';
import { linkRoutes } from './routes/links';
import { reportRoutes } from './routes/report';
import type { Services } from './services';
import { kinds } from './sign-in-needed';
import { serveIcon, serveStylesheet, stylesheetPath } from './stylesheet';

/** Nothing may load but our own stylesheet; forms go to ourselves, and to the sign-in by redirection. */
const headers = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
});

/** So many requests a minute from one address; opening links is counted softly, for mail scanners come in bursts. */
const limit = (perMinute: number, only: (request: Request) => boolean = () => true) =>
  rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    skip: (request) => !only(request),
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, _response, next) => {
      next(Object.assign(new Error('Too many requests'), { status: 429 }));
    },
  });

const isPost = ({ method }: Request): boolean => method === 'POST';

const codesSentPerMinute = 20;
const postsPerMinute = 240;
const formsWithFilesPerMinute = 30;
const requestsPerMinute = 1800;

const answerByLink = pageRoute('q');
const answerOfStaff = '/cases/:reference/answer/:duty/:instance/:round';

const isWithFiles = (request: Request): boolean => request.is('multipart/form-data') !== false;

const isStaff = ({ signIn }: Services, request: Request): boolean =>
  mayDo(signIn.who(request)?.roles ?? [], 'see-case');

const holdsLink = (services: Services, request: Request): boolean => {
  const link = keptLink(services, 'q', request);
  return link !== null && isLinkHolder(services, request, 'q', link);
};

/** Builds the application; it never listens. */
export function createApp(services: Services): Express {
  const app = express();
  const csrf = createCsrf(services);
  const pages = createPages(services, csrf.token);
  const permitted = createPermitted(services, pages);
  const answering = createAnswering(services, pages);
  const codes = createCodePages(services, pages);

  app.disable('x-powered-by');
  app.set('trust proxy', services.settings.trustProxy);
  app.use(headers);
  app.use(healthRoutes(services));
  app.get(stylesheetPath, serveStylesheet);
  app.get('/assets/icon.svg', serveIcon);
  app.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use(limit(requestsPerMinute));
  // Before any cookie is read: none lets anybody in there.
  app.use(serveMachines(services, limit(postsPerMinute, isPost)));
  app.use(cookieParser(services.keys.secretFor('cookies')));
  app.use('/callback', limit(postsPerMinute));
  app.use(services.signIn.middleware);
  app.post([...kinds.map((kind) => `${pageRoute(kind)}/code`), '/report/code'], limit(codesSentPerMinute));
  app.use(limit(postsPerMinute, isPost));
  app.use(express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 2000 }));
  // Before the check of the form's token, which stands in the same form; it looks for the token itself before any file.
  app.post([answerByLink, answerOfStaff], limit(formsWithFilesPerMinute, isWithFiles));
  app.post(
    answerByLink,
    receiveFiles(services, (request) => holdsLink(services, request), csrf.hasToken),
  );
  app.post(
    answerOfStaff,
    receiveFiles(services, (request) => isStaff(services, request), csrf.hasToken),
  );
  app.use(csrf.middleware);

  app.use(homeRoutes(services, pages, permitted));
  app.use(aboutRoutes(services, pages, permitted));
  app.use(caseListRoutes(services, pages, permitted));
  app.use(calendarRoutes(services, pages, permitted));
  app.use(linkRoutes(services, pages, answering, codes));
  app.use(reportRoutes(services, pages, codes));
  app.use(machinePage(services, pages));
  app.use(caseRoutes(services, pages, permitted, answering));

  refuseUnknownRoutes(app);
  app.use(notFound(pages));
  app.use(machineMishaps(services));
  app.use(mishaps(services, pages, csrf.isRefusal));
  return app;
}
