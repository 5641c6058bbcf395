import { prepare } from './prepare.mjs';
import { orExplain } from './step.mjs';

// The set-up ends and the service begins in this same process, so that one Ctrl-C reaches it.
await orExplain(() => prepare({ temporal: true }));
await import('../../dist/local/start.js');
