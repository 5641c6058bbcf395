import type { Services } from './services';

/** The list of open and ended cases in the Temporal UI, as that writes a filter into its own address; its helpers are left out. */
export const casesInTemporalUi = ({
  temporalUi,
  namespace,
}: Pick<Services['settings'], 'temporalUi' | 'namespace'>): string =>
  `${temporalUi}/namespaces/${encodeURIComponent(namespace)}/workflows?query=${encodeURIComponent('`WorkflowType`="seriousIncident"')}`;
