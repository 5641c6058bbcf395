import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { readEnvironment } from '../config/environment';
import { environmentFields } from '../config/environment-fields';
import { caseSearchAttributes } from '../domain/case-view';

const root = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const service = z.looseObject({
  image: z.string(),
  build: z.string().optional(),
  restart: z.string().optional(),
  command: z.array(z.string()).optional(),
  entrypoint: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()),
  healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  networks: z.array(z.string()),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
});
const compose = z
  .looseObject({
    services: z.record(z.string(), service),
    networks: z.record(z.string(), z.looseObject({ internal: z.boolean().optional() })),
    volumes: z.record(z.string(), z.unknown()),
  })
  .parse(parse(read('docker-compose.yml'), { merge: true }));
const { services } = compose;
const names = Object.keys(services);
const of = (name: string): z.infer<typeof service> => service.parse(services[name]);
const ours = ['worker', 'watchdog', 'api'];
const once = ['temporal-schema', 'temporal-namespace'];

describe('docker-compose.yml', () => {
  it('runs PostgreSQL, Temporal with its set-up and UI, and the three parts of ours', () => {
    expect(names.toSorted()).toEqual(['postgresql', 'temporal', 'temporal-ui', ...once, ...ours].toSorted());
  });

  it.each(names)('pins the image of %s to one version', (name) => {
    expect(of(name).image).toMatch(/^[\w./-]+:\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
  });

  it('takes server and tools of one version of Temporal', () => {
    const version = (name: string): string | undefined => of(name).image.split(':')[1];
    expect(once.map(version)).toEqual(once.map(() => version('temporal')));
    expect(version('temporal')).toMatch(/^1\.32\./);
    expect(version('temporal-ui')).toMatch(/^2\.54\./);
  });

  it.each(names.filter((name) => !once.includes(name)))(
    'watches the health of %s and starts it again',
    (name) => {
      expect(of(name).healthcheck?.test[0]).toMatch(/^CMD/);
      expect(of(name).restart).toBe('unless-stopped');
    },
  );

  it.each([
    ['temporal-schema', 'postgresql', 'service_healthy'],
    ['temporal', 'temporal-schema', 'service_completed_successfully'],
    ['temporal-namespace', 'temporal', 'service_healthy'],
    ['temporal-ui', 'temporal', 'service_healthy'],
    ['worker', 'temporal-namespace', 'service_completed_successfully'],
    ['watchdog', 'temporal-namespace', 'service_completed_successfully'],
    ['api', 'temporal-namespace', 'service_completed_successfully'],
  ])('starts %s only after %s', (name, earlier, condition) => {
    expect(of(name).depends_on).toEqual({ [earlier]: { condition } });
  });

  it('keeps the database and the documents in volumes that outlive the containers', () => {
    expect(of('postgresql').volumes).toContain('database:/var/lib/postgresql/data');
    for (const name of ours) expect(of(name).volumes).toContain('documents:/data/documents');
    expect(Object.keys(compose.volumes).toSorted()).toEqual(['database', 'documents']);
  });

  it('takes every secret from the environment and starts without none of them', () => {
    const settings = names.flatMap((name) => Object.entries(of(name).environment));
    const secrets = settings.filter(([name]) => /PASSWORD|PWD|SECRET|KEYS|SMTP_URL/.test(name));
    expect(secrets.length).toBeGreaterThan(15);
    // A relay may take a password, a token, or neither.
    const needed = secrets.filter(([name]) => !name.startsWith('SMTP_OAUTH_'));
    expect(needed.filter(([, value]) => !/^\$\{[A-Z_]+:\?[^}]+\}$/.test(value))).toEqual([]);
    expect(secrets.filter(([, value]) => !/^\$\{[A-Z_]+:(\?[^}]+|-)\}$/.test(value))).toEqual([]);
  });

  it.each(ours)('gives %s an environment that production takes once the example is filled in', (name) => {
    const key = (): string => randomBytes(32).toString('base64');
    const given: Record<string, string> = {
      PUBLIC_URL: 'https://reviews.example',
      CODEC_URL: 'https://reviews.example:8002',
      UI_PROXY_URL: 'https://reviews.example:8004',
      ENCRYPTION_KEYS: `a:${key()}`,
      MASTER_KEYS: `b:${key()}`,
      AUDIT_KEYS: `c:${key()}`,
      SIGNING_SECRET: key(),
      SMTP_URL: 'smtps://user:password@relay.example',
      MAIL_FROM: 'reviews@partnership.example',
      OIDC_ISSUER: 'https://sign-in.example',
      OIDC_CLIENT_ID: 'reviews',
      OIDC_CLIENT_SECRET: 'a-secret',
    };
    const filledIn = (value: string): string =>
      value.replace(
        /\$\{([A-Z_]+):[?-]([^}]*)\}/g,
        (_, variable: string, or: string) => given[variable] ?? or,
      );
    const environment = Object.entries(of(name).environment).map(([variable, value]) => [
      variable,
      filledIn(value),
    ]);
    const { production, mail } = readEnvironment(Object.fromEntries(environment) as NodeJS.ProcessEnv);
    expect({ production, tls: mail.requireTls }).toEqual({ production: true, tls: true });
  });

  it('lists in the example whatever must be given, and gives none of it', () => {
    const text = read('docker-compose.yml');
    const needed = new Set([...text.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name));
    const listed = [...read('compose/example.env').matchAll(/^([A-Z_]+)=(.*)$/gm)];
    expect(new Set(listed.map(([, name]) => name))).toEqual(needed);
    expect(listed.filter(([, , value]) => value !== '')).toEqual([]);
  });

  it('publishes three ports of the application alone, on loopback unless asked otherwise', () => {
    expect(names.filter((name) => of(name).ports !== undefined)).toEqual(['api']);
    for (const port of of('api').ports ?? []) expect(port).toMatch(/^\$\{BIND_ADDRESS:-127\.0\.0\.1\}:/);
    expect(of('api').ports?.map((port) => port.split(':').at(-1))).toEqual(['3000', '3002', '3004']);
  });

  it('keeps database, Temporal and its UI on a network that nothing outside reaches', () => {
    expect(compose.networks['inside']).toEqual({ internal: true });
    for (const name of names.filter((one) => !ours.includes(one)))
      expect(of(name).networks).toEqual(['inside']);
  });

  it('refuses writing in the UI and points it to our codec server with the session', () => {
    expect(of('temporal-ui').environment).toMatchObject({
      TEMPORAL_DISABLE_WRITE_ACTIONS: 'true',
      TEMPORAL_CODEC_ENDPOINT: expect.stringMatching(/^\$\{CODEC_URL:\?/) as unknown,
      TEMPORAL_CODEC_INCLUDE_CREDENTIALS: 'true',
    });
  });

  it('mounts the dynamic configuration where the server is told to look, without moving of time', () => {
    const file = of('temporal').environment['DYNAMIC_CONFIG_FILE_PATH'] ?? '';
    expect(of('temporal').volumes).toEqual([`./compose/dynamic-config.yaml:${file}:ro`]);
    expect(parse(read('compose/dynamic-config.yaml'))).toEqual({
      'frontend.WorkflowTimeSkippingEnabled': [{ value: false }],
    });
  });

  it('brings both databases to the schema for PostgreSQL before the server starts', () => {
    expect(of('temporal-schema').entrypoint).toEqual(['/bin/sh', '/schema.sh']);
    expect(of('temporal').environment['DB']).toBe('postgres12_pgx');
    for (const schema of ['postgresql/v12/temporal', 'postgresql/v12/visibility'])
      expect(read('compose/schema.sh')).toContain(`schema=${schema} ;;`);
  });

  it('gives the namespace ninety days and the search attributes of cases', () => {
    const script = read('compose/namespace.sh');
    const attributes = [...script.matchAll(/^(Case\w+) (\w+)$/gm)].map(([, name, type]) => [name, type]);
    expect(script).toContain('retention=90d');
    expect(Object.fromEntries(attributes)).toEqual(caseSearchAttributes);
  });

  it.each(ours)('runs %s from our image, for real cases, with no right that it does not need', (name) => {
    const { image, build, environment, read_only: readOnly, cap_drop: dropped } = of(name);
    expect({ image, build, readOnly, dropped }).toEqual({
      image: 'safeguarding-reviews:0.1.0',
      build: '.',
      readOnly: true,
      dropped: ['ALL'],
    });
    expect(environment['NODE_ENV']).toBe('production');
    expect(Object.keys(environment).filter((variable) => !(variable in environmentFields.shape))).toEqual([]);
    expect(['EMBEDDED', 'TRAINING'].filter((variable) => variable in environment)).toEqual([]);
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');

  it('pins Node.js 24', () => {
    const images = lines.filter((line) => line.startsWith('FROM '));
    expect(images).toHaveLength(2);
    for (const line of images) expect(line).toMatch(/^FROM node:24\.\d+\.\d+-bookworm-slim( AS build)?$/);
  });

  it('installs what the lock file names, without the tools of development, and runs as nobody special', () => {
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    expect(last.join('\n')).toContain('RUN npm ci --omit=dev');
    expect(last).toContain('USER node');
  });

  it('takes no key and no data of this machine along', () => {
    const ignored = read('.dockerignore').split('\n');
    for (const name of ['.env', '.git', 'data', 'node_modules', 'dist']) expect(ignored).toContain(name);
  });
});
