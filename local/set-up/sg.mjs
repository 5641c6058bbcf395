import { prepare } from './prepare.mjs';
import { orExplain } from './step.mjs';

const typed = process.argv.slice(2);
// Only a rehearsal needs a server of its own.
await orExplain(() => prepare({ temporal: typed[0] === 'drill' }));
const { run } = await import('../../dist/cli/sg.js');
process.exitCode = await run(typed);
