import { OwnError } from '../config/own-error';
import { readEnvironment } from '../config/environment';
import { openMailbox } from './mailbox';
import { openSignIn } from './sign-in';

/** What stands in for the outside on one machine: the mailbox that takes every letter, and the sign-in provider. */
async function main(): Promise<void> {
  const environment = readEnvironment();
  if (!environment.embedded) throw new OwnError('The stand-ins run within the embedded start only.');
  const { host, ports, dataDir, mail } = environment;
  const smtpPort = Number(new URL(mail.smtpUrl.reveal()).port);
  const mailbox = await openMailbox({ smtpPort, webPort: ports.mailbox, dataDir, host });
  const signIn = await openSignIn(environment);
  process.once('SIGTERM', () => {
    void Promise.all([mailbox.close(), signIn.close()]).then(() => process.exit());
  });
}

void main();
