import { isMainThread } from 'node:worker_threads';

// Loaded before a part of the embedded service: when the process that started it is gone, even by kill -9, it ends in
// order. Threads load it as well, and have no parent of their own to lose.
if (isMainThread) {
  const end = () => process.kill(process.pid, 'SIGTERM');
  // The parent may be gone before this runs.
  if (process.connected) process.once('disconnect', end);
  else end();
  // The channel to it is no reason to stay alive.
  process.channel?.unref();
}
