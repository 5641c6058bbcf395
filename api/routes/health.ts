import { Router } from 'express';
import type { Services } from '../services';

/** Whether this process lives, and whether Temporal answers with a worker at the queue: no secrets, no sign-in. */
export function healthRoutes({ cases }: Services): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ live: true });
  });
  router.get('/health/ready', async (_request, response) => {
    const unknown = { temporal: false, worker: false, down: [] };
    const { down, ...state } = await cases.ready().catch(() => unknown);
    const isReady = state.temporal && state.worker && down.length === 0;
    response.status(isReady ? 200 : 503).json(down.length === 0 ? state : { ...state, down });
  });
  return router;
}
