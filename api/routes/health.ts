import { Router } from 'express';
import type { Services } from '../services';

/** Whether this process lives, and whether Temporal answers with a worker at the queue: no secrets, no sign-in. */
export function healthRoutes({ cases }: Services): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ live: true });
  });
  router.get('/health/ready', async (_request, response) => {
    const state = await cases.ready().catch(() => ({ temporal: false, worker: false }));
    response.status(state.temporal && state.worker ? 200 : 503).json(state);
  });
  return router;
}
