import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import express from 'express';
import { ConfigurationError } from '../../config/configuration-error';
import { readEnvironment } from '../../config/environment';

const key = (): string => randomBytes(32).toString('base64');
const secrets = () => ({
  ENCRYPTION_KEYS: `new:${key()},old:${key()}`,
  MASTER_KEYS: `m1:${key()}`,
  AUDIT_KEYS: `a1:${key()}`,
  SIGNING_SECRET: key(),
  SMTP_URL: 'smtp://service:correct-horse@mail.example:587',
  OIDC_CLIENT_SECRET: 'battery-staple',
});
const outside = {
  PUBLIC_URL: 'https://reviews.example/',
  TEMPORAL_ADDRESS: 'temporal.example:7233',
  TEMPORAL_UI_URL: 'http://ui.example:8080',
  UI_PROXY_URL: 'https://histories.example',
  CODEC_URL: 'https://codec.example',
  OIDC_ISSUER: 'https://sign-in.example/',
  OIDC_CLIENT_ID: 'reviews',
  MAIL_FROM: 'Reviews <reviews@partnership.example>',
  DIRECTORY_FILE: '/srv/directory.json',
  DOCUMENTS: '/srv/documents',
};

const faultsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readEnvironment(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
};

describe('environment', () => {
  it('reads a complete production environment', () => {
    const environment = readEnvironment({ NODE_ENV: 'production', ...outside, ...secrets() });
    expect(environment).toMatchObject({
      production: true,
      training: false,
      publicUrl: 'https://reviews.example',
      signIn: { issuer: 'https://sign-in.example/' },
      ports: { application: 3000, uiProxy: 3004 },
      mail: { requireTls: true },
    });
    expect(environment.encryptionKeys.reveal().active).toBe('new');
    expect([...environment.encryptionKeys.reveal().keys.keys()]).toEqual(['new', 'old']);
  });

  it('has no interface for machines unless it is told for whom, and one where everything is embedded', () => {
    const production = { NODE_ENV: 'production', ...outside, ...secrets() };
    expect(readEnvironment(production).machines).toBeUndefined();
    expect(
      readEnvironment({ ...production, API_AUDIENCE: 'api', API_CLIENTS: 'records,planning' }).machines,
    ).toEqual({ audience: 'api', clients: ['records', 'planning'] });
    expect(readEnvironment({ EMBEDDED: 'true', ...secrets() }).machines?.clients).toEqual([
      'example-service',
    ]);
  });

  it.each([
    [{ API_AUDIENCE: 'api' }, 'API_CLIENTS is missing: API_AUDIENCE needs it'],
    [{ API_CLIENTS: 'records' }, 'API_AUDIENCE is missing: API_CLIENTS needs it'],
    [{ API_AUDIENCE: 'reviews', API_CLIENTS: 'records' }, 'API_AUDIENCE must not be OIDC_CLIENT_ID'],
    [
      { API_AUDIENCE: 'api', API_CLIENTS: 'records,reviews' },
      'API_CLIENTS must not name OIDC_CLIENT_ID, by which people sign in',
    ],
    [{ API_AUDIENCE: 'api', API_CLIENTS: 'a b' }, 'API_CLIENTS must be ids of clients with commas between'],
  ])('lets no token of a person open the interface for machines: %j', (given, fault) => {
    expect(faultsOf({ ...outside, ...secrets(), ...given })).toEqual([fault]);
  });

  it('says what may go with an answer, and who scans it', () => {
    const files = (more: NodeJS.ProcessEnv) =>
      readEnvironment({ NODE_ENV: 'production', ...outside, ...secrets(), ...more }).files;
    expect(files({})).toEqual({
      maxBytes: 20_000_000,
      maxFiles: 5,
      maxBytesTogether: 40_000_000,
      scanner: null,
    });
    expect(files({ FILE_MAX_MB: '1', CLAMD: 'clamd.example:3310' })).toMatchObject({
      maxBytes: 1_000_000,
      scanner: { host: 'clamd.example', port: 3310 },
    });
    expect(files({ CLAMD: '[::1]:3310' }).scanner).toEqual({ host: '::1', port: 3310 });
    expect(files({ CLAMD: '/run/clamd.sock' }).scanner).toEqual({ path: '/run/clamd.sock' });
  });

  it.each([
    [{ CLAMD: 'clamd.example' }, 'CLAMD must be host:port, or the path of a socket'],
    [{ CLAMD: 'tcp://clamd.example:3310' }, 'CLAMD must be host:port, or the path of a socket'],
    [{ CLAMD: 'clamd.example:70000' }, 'CLAMD must be host:port, or the path of a socket'],
    [{ FILE_MAX_MB: '0' }, 'FILE_MAX_MB must be between 1 and 100'],
    [{ FILES_MAX: '21' }, 'FILES_MAX must be between 1 and 20'],
    [{ FILE_MAX_MB: '50' }, 'FILES_MAX_MB must not be less than FILE_MAX_MB'],
  ])('refuses for files %j', (given, fault) => {
    expect(faultsOf({ EMBEDDED: 'true', ...secrets(), ...given })).toEqual([fault]);
  });

  it('needs nothing but secrets where everything is embedded', () => {
    const environment = readEnvironment({ EMBEDDED: 'true', PORT: '4000', DATA_DIR: '/tmp/d', ...secrets() });
    expect(environment.publicUrl).toBe('http://127.0.0.1:4000');
    expect(environment.temporal.address).toBe('127.0.0.1:7233');
    expect(environment.directoryFile).toBe('/tmp/d/directory.json');
    expect(environment.mail.requireTls).toBe(false);
  });

  it('has no default for a secret, embedded or not', () => {
    expect(faultsOf({ EMBEDDED: 'true' })).toEqual(
      Object.keys(secrets()).map((variable) => `${variable} is missing`),
    );
  });

  it('reports all faults at once, a line each, an empty variable among them', () => {
    const faults = faultsOf({ ...outside, ...secrets(), PORT: '0', TRAINING: 'yes', SMTP_URL: '' });
    expect(faults).toEqual([
      'TRAINING must be true or false',
      'PORT must be a port, 1 to 65535',
      'SMTP_URL is missing',
    ]);
  });

  it.each(['EMBEDDED', 'TRAINING'])('refuses %s in production, with whatever else is wrong', (variable) => {
    const faults = faultsOf({
      NODE_ENV: 'production',
      ...outside,
      ...secrets(),
      [variable]: 'true',
      PORT: 'x',
    });
    expect(faults).toEqual([
      'PORT must be a port, 1 to 65535',
      `${variable} must not be true where NODE_ENV is production`,
    ]);
  });

  it.each(['PUBLIC_URL', 'CODEC_URL', 'UI_PROXY_URL', 'OIDC_ISSUER'])(
    'refuses %s without TLS in production, but on loopback',
    (variable) => {
      const production = { NODE_ENV: 'production', ...outside, ...secrets() };
      const faultsOn = (host: string) => faultsOf({ ...production, [variable]: `HTTP://${host}` });
      expect(faultsOn('reviews.example')).toEqual([`${variable} must be an https address in production`]);
      expect(faultsOn('127.0.0.1.reviews.example')).toHaveLength(1);
      for (const loopback of ['127.0.0.1:3000', 'localhost:3000', '[::1]:3000'])
        expect(faultsOn(loopback)).toEqual([]);
    },
  );

  it('refuses to send letters without TLS in production, but to a relay on this machine', () => {
    const lax = { NODE_ENV: 'production', ...outside, ...secrets(), SMTP_REQUIRE_TLS: 'false' };
    const faultsWith = (SMTP_URL: string) => faultsOf({ ...lax, SMTP_URL });
    for (const relay of ['smtp://u:p@mail.example:587', 'smtp://10.0.0.5:25'])
      expect(faultsWith(relay)).toEqual([
        'SMTP_REQUIRE_TLS must be true in production, unless the relay is on this machine',
      ]);
    for (const relay of ['smtps://u:p@mail.example', 'smtp://127.0.0.1:25', 'smtp://[::1]:25'])
      expect(faultsWith(relay)).toEqual([]);
    expect(faultsOf({ ...lax, NODE_ENV: 'development' })).toEqual([]);
  });

  it('signs in at the relay with a token where all that it takes is given', () => {
    const oauth = {
      SMTP_URL: 'smtp://reviews%40partnership.example@relay.example:587',
      SMTP_OAUTH_TOKEN_URL: 'https://sign-in.example/token',
      SMTP_OAUTH_CLIENT_ID: 'reviews',
      SMTP_OAUTH_CLIENT_SECRET: 'blue-guitar',
    };
    const env = { NODE_ENV: 'production', ...outside, ...secrets() };
    const { mail } = readEnvironment({ ...env, ...oauth });
    expect(mail.oauth).toMatchObject({
      tokenUrl: 'https://sign-in.example/token',
      clientId: 'reviews',
      scope: 'https://outlook.office365.com/.default',
    });
    expect(inspect(mail, { depth: 9 })).not.toContain('guitar');
    expect(readEnvironment(env).mail).not.toHaveProperty('oauth');
    expect(faultsOf({ ...env, ...oauth, SMTP_OAUTH_CLIENT_SECRET: '' })).toEqual([
      'SMTP_OAUTH_CLIENT_SECRET is missing: the other SMTP_OAUTH variables need it',
    ]);
    expect(faultsOf({ ...env, ...oauth, SMTP_URL: secrets().SMTP_URL })).toEqual([
      'SMTP_URL must name the user, and no password, where SMTP_OAUTH variables are given',
    ]);
    expect(faultsOf({ ...env, ...oauth, SMTP_OAUTH_TOKEN_URL: 'http://sign-in.example/token' })).toEqual([
      'SMTP_OAUTH_TOKEN_URL must be an https address in production',
    ]);
  });

  it('keeps the embedded start on loopback', () => {
    expect(faultsOf({ EMBEDDED: 'true', HOST: '0.0.0.0', ...secrets() })).toEqual([
      'HOST must be a loopback address where EMBEDDED is true',
    ]);
  });

  it('refuses one port for two parts and one key for two purposes', () => {
    const shared = key();
    const env = { ...outside, ...secrets(), CODEC_PORT: '3000' };
    expect(faultsOf({ ...env, ENCRYPTION_KEYS: `a:${shared}`, MASTER_KEYS: `b:${shared}` })).toEqual([
      'CODEC_PORT is the port of another part as well',
      'MASTER_KEYS must not repeat a key of ENCRYPTION_KEYS',
    ]);
  });

  it('refuses a key that signs the access log and opens something as well', () => {
    const shared = key();
    for (const other of ['ENCRYPTION_KEYS', 'MASTER_KEYS'])
      expect(
        faultsOf({ ...outside, ...secrets(), AUDIT_KEYS: `a:${shared}`, [other]: `b:${shared}` }),
      ).toEqual(['AUDIT_KEYS must not repeat a key of ENCRYPTION_KEYS or MASTER_KEYS']);
  });

  it('reports what is wrong between sound variables beside what is wrong with others', () => {
    const shared = key();
    const wrong = {
      CODEC_PORT: '3000',
      ENCRYPTION_KEYS: `a:${shared}`,
      MASTER_KEYS: `b:${shared}`,
      TRAINING: 'yes',
    };
    expect(faultsOf({ ...outside, ...secrets(), ...wrong })).toEqual([
      'TRAINING must be true or false',
      'CODEC_PORT is the port of another part as well',
      'MASTER_KEYS must not repeat a key of ENCRYPTION_KEYS',
    ]);
    const oauth = { SMTP_OAUTH_TOKEN_URL: 'none', SMTP_OAUTH_CLIENT_ID: 'x', SMTP_URL: 'none' };
    expect(faultsOf({ ...outside, ...secrets(), ...oauth })).toEqual([
      'SMTP_URL must be an smtp or smtps address',
      'SMTP_OAUTH_TOKEN_URL must be an https address',
      'SMTP_OAUTH_CLIENT_SECRET is missing: the other SMTP_OAUTH variables need it',
    ]);
  });

  it.each([
    [{ PORT: 'abc' }, ['PORT must be a port, 1 to 65535']],
    [
      { PORT: '70000', TEMPORAL_PORT: '0' },
      ['PORT', 'TEMPORAL_PORT'].map((name) => `${name} must be a port, 1 to 65535`),
    ],
    [{ HOST: '[::1]' }, ['HOST must be an address or a host name']],
    [
      { HOST: '127.0.0.300' },
      ['HOST must be an address or a host name', 'HOST must be a loopback address where EMBEDDED is true'],
    ],
    [
      { PORT: 'abc', PUBLIC_URL: 'reviews' },
      ['PORT must be a port, 1 to 65535', 'PUBLIC_URL must be an http or https address'],
    ],
  ])(
    'of the embedded start reports what was given, and nothing that was made from it: %j',
    (given, faults) => {
      expect(faultsOf({ EMBEDDED: 'true', ...secrets(), ...given })).toEqual(faults);
    },
  );

  it('knows the embedded parts by an address of the sixth version too', () => {
    const { publicUrl, temporal } = readEnvironment({ EMBEDDED: 'true', HOST: '::1', ...secrets() });
    expect([publicUrl, temporal.address]).toEqual(['http://[::1]:3000', '[::1]:7233']);
  });

  it.each([
    ['', 'loopback'],
    ['loopback, uniquelocal', 'loopback,uniquelocal'],
    ['10.0.0.0/8,fd00::/8,192.0.2.1,::1', '10.0.0.0/8,fd00::/8,192.0.2.1,::1'],
    ['1', 1],
    ['0', 0],
  ])('trusts the proxies that are named: “%s”', (given, trusted) => {
    const { trustProxy } = readEnvironment({ ...outside, ...secrets(), TRUST_PROXY: given });
    expect(trustProxy).toBe(trusted);
    expect(() => express().set('trust proxy', trustProxy)).not.toThrow();
  });

  it.each([
    'true',
    'false',
    '*',
    'proxy.example',
    '10.0.0.0/33',
    '0.0.0.0/0',
    '::/0',
    '1.5',
    '-1',
    '10.0.0.1,',
    '999',
  ])('refuses to trust %s as a proxy', (given) => {
    expect(faultsOf({ ...outside, ...secrets(), TRUST_PROXY: given })).toEqual([
      'TRUST_PROXY must be addresses or subnets (or loopback, linklocal, uniquelocal) with commas between, or a number of hops',
    ]);
  });

  it.each([
    ['a:short', 'key 1 is not id:base64 of 32 bytes'],
    [`a:${key()},a:${key()}`, 'the id of key 2 is used twice'],
  ])('refuses keys that are none without repeating them', (keys, fault) => {
    expect(faultsOf({ ...outside, ...secrets(), ENCRYPTION_KEYS: keys })).toEqual([
      `ENCRYPTION_KEYS ${fault}`,
    ]);
  });

  it('prints no secret', () => {
    const env = { ...outside, ...secrets() };
    const environment = readEnvironment(env);
    const printed = `${JSON.stringify(environment)} ${inspect(environment, { depth: 9, showHidden: true })} ${String(environment.signingSecret)}`;
    const hidden = [env.SIGNING_SECRET, 'correct-horse', 'battery-staple', env.MASTER_KEYS.slice(3)];
    for (const secret of hidden) expect(printed).not.toContain(secret);
    expect(printed).toContain('[secret]');
  });
});
