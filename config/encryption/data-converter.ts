import type { DataConverter } from '@temporalio/common';
import type { KeyRing } from '../key-ring';
import { caseCodec } from './case-codec';

/** What every worker and client must be given. The path resolves to the source under test and to the build in service. */
export const dataConverter = (keys: KeyRing, namespace: string, markKey: Buffer): DataConverter => ({
  payloadCodecs: [caseCodec(keys, namespace, markKey)],
  failureConverterPath: require.resolve('./failure-converter'),
});
