import { createServer } from 'node:net';

/** A port that a part of the service wants: its number, the variable that sets it, and what it is for. */
export type WantedPort = { port: number; variable: string; purpose: string };

/** A sentence for each port that another program holds already, or that cannot be listened on. */
export async function takenPorts(host: string, wanted: readonly WantedPort[]): Promise<string[]> {
  const troubles = await Promise.all(wanted.map(({ port }) => troubleWith(host, port)));
  return wanted.flatMap(({ port, variable, purpose }, index) => {
    const trouble = troubles[index] ?? null;
    if (trouble === null) return [];
    return trouble === 'EADDRINUSE'
      ? `Port ${port} (${purpose}) is taken by another program: end that program, or choose another port with ${variable}.`
      : `Port ${port} (${purpose}) cannot be listened on at ${host} (${trouble}): choose another port with ${variable}, or another HOST.`;
  });
}

/** The system's own word for what keeps us from listening there, or null. */
async function troubleWith(host: string, port: number): Promise<string | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
      resolve(code);
    });
    server.listen({ host, port, exclusive: true }, () => {
      server.close(() => {
        resolve(null);
      });
    });
  });
}
