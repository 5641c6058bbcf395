import { z } from 'zod';

const settings = z.looseObject({ Codec: z.looseObject({}).optional() });

/** The buttons that a reader must not be offered; the proxy refuses what they would send. */
const withoutWriting = {
  DisableWriteActions: true,
  WorkflowTerminateDisabled: true,
  WorkflowCancelDisabled: true,
  WorkflowSignalDisabled: true,
  WorkflowUpdateDisabled: true,
  WorkflowResetDisabled: true,
  WorkflowPauseDisabled: true,
  BatchActionsDisabled: true,
  StartWorkflowDisabled: true,
  ActivityCommandsDisabled: true,
};

/**
 * The UI's settings as an administrator is to have them: our codec server with the browser's session, no writing, no
 * news from outside. Null where the UI did not answer with settings.
 */
export function withOurSettings(
  text: string,
  { codecUrl, namespace }: { codecUrl: string; namespace: string },
): Record<string, unknown> | null {
  const parsed = settings.safeParse(parseOrNull(text));
  if (!parsed.success) return null;
  return {
    ...parsed.data,
    ...withoutWriting,
    DefaultNamespace: namespace,
    DisableNewsFetch: true,
    Codec: {
      ...parsed.data.Codec,
      Endpoint: codecUrl,
      IncludeCredentials: true,
      PassAccessToken: false,
      DefaultErrorMessage: 'This cannot be read here: sign in to the application as an administrator.',
    },
  };
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
