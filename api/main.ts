import type { Server } from 'node:http';
import { Client, Connection } from '@temporalio/client';
import type { Express } from 'express';
import { readEnvironment } from '../config/environment';
import { openServices } from '../config/services';
import { startOrExplain } from '../config/start-or-explain';
import { administratorsApps } from './administrators-apps';
import { createApp } from './app';
import { freshnessOf, openPages } from './open-pages';
import { peopleOf } from './people';
import { sessionReader } from './sign-in';

const graceMs = 8_000;

const listen = (app: Express, port: number, host: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error) => {
      if (error === undefined) resolve(server);
      else reject(error);
    });
  });

/** Finishes what is under way, and then ends; what is still open after eight seconds is cut off. */
const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeIdleConnections();
    setTimeout(() => {
      server.closeAllConnections();
    }, graceMs).unref();
  });

/** The web process: the application, the codec server and the proxy of the Temporal UI, until it is told to end. */
async function main(): Promise<void> {
  const environment = readEnvironment();
  const configured = openServices(environment, 'application');
  const { address, namespace } = environment.temporal;
  // Lazily, so that the pages can say in words that Temporal does not answer.
  const connection = Connection.lazy({ address });
  const client = new Client({ connection, namespace, dataConverter: configured.dataConverter });
  const refreshed = freshnessOf(configured);
  const { codec, proxy } = administratorsApps(
    configured,
    sessionReader(environment, configured.secretFor('sessions'), peopleOf(configured.directory), refreshed),
  );
  const { host, ports } = environment;
  const servers = [
    await listen(createApp(openPages(configured, client, refreshed)), ports.application, host),
    await listen(codec, ports.codec, host),
    await listen(proxy, ports.uiProxy, host),
  ];
  configured.log.info({ event: 'application-ready', port: ports.application });
  let isEnding = false;
  const end = async (): Promise<void> => {
    // Ctrl-C under npm comes twice: the second must not cut off what is under way.
    if (isEnding) return;
    isEnding = true;
    await Promise.all(servers.map(close));
    await configured.access.close();
    await connection.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      void end();
    });
  }
}

void startOrExplain(main);
