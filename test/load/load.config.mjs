// Opens many cases in the service as `npm start` runs it, and measures what people and administrators then wait for:
// npm run -s build; TEMPORAL_CLI=path CASES=2000 npx jest --config test/load/load.config.mjs
// Takes about half an hour with 2,000 cases on two cores, so it is no part of npm test.
import path from 'node:path';
import base from '../../jest.config.mjs';

const { displayName, testMatch, ...browser } = base.projects.find(
  (project) => project.displayName === 'browser',
);

export default {
  ...browser,
  rootDir: path.join(import.meta.dirname, '..', '..'),
  testMatch: ['<rootDir>/test/load/open-cases.ts'],
};
