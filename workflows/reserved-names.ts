import type { WorkflowInterceptors } from '@temporalio/workflow';

const reserved = '__temporal_';

/**
 * Anybody who reaches the server can send a signal under a name that Temporal keeps for itself, and the SDK throws at it
 * whenever the history is read: the case would stand still for ever. So it gets another name on the way in, under
 * which it is refused like every unknown one.
 */
export const interceptors = (): WorkflowInterceptors => ({
  internals: [
    {
      activate: (input, next) => {
        for (const { signalWorkflow } of input.activation.jobs ?? [])
          if (signalWorkflow?.signalName?.startsWith(reserved))
            signalWorkflow.signalName = `(reserved) ${signalWorkflow.signalName}`;
        next(input);
      },
    },
  ],
});
