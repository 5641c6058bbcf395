import { prepare } from './prepare.mjs';
import { orExplain, StepFailed } from './step.mjs';

const refuseProduction = () => {
  if (process.env.NODE_ENV !== 'production') return;
  throw new StepFailed(
    'The embedded start is for trying and training, and NODE_ENV is production: run `npm run worker`, `npm run watchdog` and `npm run api` instead (docs/running.md).',
  );
};

// The set-up ends and the service begins in this same process, so that one Ctrl-C reaches it.
await orExplain(async () => {
  refuseProduction();
  await prepare({ temporal: true });
});
await import('../../dist/local/start.js');
