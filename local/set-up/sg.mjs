import { prepare } from './prepare.mjs';
import { orExplain } from './step.mjs';

const typed = process.argv.slice(2);
// Only a rehearsal needs a server of its own.
await orExplain(() => prepare({ temporal: typed[0] === 'drill' }));
const { run } = await import('../../dist/cli/sg.js');
// What a rehearsal that could not begin left open is no reason to stay.
process.exit(await run(typed));
