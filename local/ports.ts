import { createServer } from 'node:net';

/** A port that a part of the service wants: its number, the variable that sets it, and what it is for. */
export type WantedPort = { port: number; variable: string; purpose: string };

/** A sentence for each port that another program holds already. */
export async function takenPorts(host: string, wanted: readonly WantedPort[]): Promise<string[]> {
  const free = await Promise.all(wanted.map(({ port }) => isFree(host, port)));
  return wanted
    .filter((_, index) => free[index] === false)
    .map(
      ({ port, variable, purpose }) =>
        `Port ${port} (${purpose}) is taken by another program: end that program, or choose another port with ${variable}.`,
    );
}

async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ host, port, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
