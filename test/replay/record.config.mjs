// Records the histories that replay.server.test.ts replays:
// TEMPORAL_CLI=path npx jest --config test/replay/record.config.mjs
// Only when a procedure has changed in a way that open cases need not survive: otherwise the old recordings stay.
import path from 'node:path';
import base from '../../jest.config.mjs';

const { displayName, testMatch, testPathIgnorePatterns, ...server } = base.projects.find(
  (project) => project.displayName === 'server',
);

export default {
  ...server,
  rootDir: path.join(import.meta.dirname, '..', '..'),
  testMatch: ['<rootDir>/test/replay/record.ts'],
};
