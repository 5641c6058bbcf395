import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

/** Bundles the workflows, with the converter of failures, into one file; resolves to its path. */
export const bundleWorkflows = async (target: string): Promise<string> => {
  const { code } = await bundleWorkflowCode({
    workflowsPath: require.resolve('../workflows'),
    workflowInterceptorModules: [require.resolve('../workflows/reserved-names')],
    failureConverterPath: require.resolve('../config/encryption/failure-converter'),
    logger: {
      log: () => undefined,
      trace: () => undefined,
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
    },
  });
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, code);
  return target;
};
