import type { Environment } from '../config/environment';
import type { WantedPort } from './ports';

/** Every port that the embedded service listens on. */
export const wantedPorts = ({ ports, mail }: Environment): WantedPort[] => [
  { port: ports.application, variable: 'PORT', purpose: 'the application' },
  { port: ports.mailbox, variable: 'MAILBOX_PORT', purpose: 'the mailbox' },
  { port: ports.codec, variable: 'CODEC_PORT', purpose: 'the codec server' },
  { port: ports.signIn, variable: 'SIGN_IN_PORT', purpose: 'sign-in' },
  { port: ports.uiProxy, variable: 'UI_PROXY_PORT', purpose: 'the way to the Temporal UI' },
  { port: ports.temporal, variable: 'TEMPORAL_PORT', purpose: 'Temporal' },
  { port: ports.temporalUi, variable: 'TEMPORAL_UI_PORT', purpose: 'the Temporal UI' },
  {
    port: Number(new URL(mail.smtpUrl.reveal()).port),
    variable: 'SMTP_URL',
    purpose: 'letters on their way',
  },
];

/** What a person needs to know once everything runs: where each part is, what for, and how to end it. */
export const addresses = (environment: Environment): string => {
  const { publicUrl, host, ports, uiProxyUrl, codecUrl, signIn, temporal, dataDir } = environment;
  const rows: [string, string, string][] = [
    ['Application', publicUrl, 'the pages'],
    ['Mailbox', `http://${host}:${ports.mailbox}`, 'every letter sent'],
    ['Sign-in', signIn.issuer, 'the sample people'],
    ['Temporal UI', uiProxyUrl, 'the histories, for administrators'],
    ['Codec server', codecUrl, 'decodes histories for that UI; has no page'],
    ['Temporal', temporal.address, 'for the command line'],
    ['Data folder', dataDir, ''],
  ];
  const width = Math.max(...rows.slice(0, -1).map(([, address]) => address.length));
  const lines = rows.map(([name, address, what]) =>
    `    ${name.padEnd(15)}${address.padEnd(width)}   ${what}`.trimEnd(),
  );
  return `
  Safeguarding reviews is running.

${lines.join('\n')}

  Sign in as any of the sample people. Ctrl-C ends it; nothing is lost.
`;
};

/** Pages that all answer once everything runs. */
export const readyPages = ({ publicUrl, host, ports, signIn }: Environment): string[] => [
  `${publicUrl}/health/ready`,
  `http://${host}:${ports.mailbox}/`,
  `${signIn.issuer}/.well-known/openid-configuration`,
];
