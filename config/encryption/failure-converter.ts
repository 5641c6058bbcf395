import { DefaultFailureConverter } from '@temporalio/common';

/**
 * Messages and stack traces travel in a payload, which the codec encrypts. This file is bundled into the workflow
 * sandbox: it may import nothing but `@temporalio/common`.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
