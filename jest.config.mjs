// ESM-only packages that Jest must transform, with what they import.
const esmOnly = [
  'jose',
  'oidc-provider',
  'openid-client',
  'oauth4webapi',
  'quick-lru',
  'nanoid',
  'eta',
  'raw-body',
  'got',
  'postal-mime',
  'fast-check',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer/inflate',
  '@tokenizer/token',
  '@borewit/text-codec',
];
const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
};

const temporaryFolder = {
  globalSetup: '<rootDir>/test/support/temporary-folder.ts',
  globalTeardown: '<rootDir>/test/support/remove-temporary-folder.ts',
};

export default {
  // A limit against hanging, not a judgement of speed: a busy machine does not reach it. Jest reads it here alone.
  testTimeout: 30_000,
  projects: [
    {
      ...base,
      ...temporaryFolder,
      displayName: 'quick',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['\\.server\\.test\\.ts$', '/test/browser/', '/node_modules/'],
    },
    {
      ...base,
      displayName: 'server',
      testMatch: ['<rootDir>/test/**/*.server.test.ts'],
      testPathIgnorePatterns: ['/test/browser/', '/node_modules/'],
      globalSetup: '<rootDir>/test/support/start-server.ts',
      globalTeardown: '<rootDir>/test/support/stop-server.ts',
    },
    {
      ...base,
      ...temporaryFolder,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
    },
  ],
};
