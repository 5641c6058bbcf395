import { build } from './build.mjs';
import { installDependencies } from './dependencies.mjs';
import { alone, checkNode } from './step.mjs';
import { findTemporal } from './temporal.mjs';

/** Brings dependencies and build up to date; with `temporal`, finds the server too and names it in TEMPORAL_CLI for whatever runs next. */
export async function prepare({ temporal = false } = {}) {
  checkNode();
  await alone(async () => {
    await installDependencies();
    if (temporal) process.env.TEMPORAL_CLI = await findTemporal();
    await build();
  });
}
