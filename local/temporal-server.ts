import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import type { Environment } from '../config/environment';
import { caseSearchAttributes } from '../domain/case-view';

/** How long the server keeps the history of a closed run; its own default of a day would lose it before it is archived. */
export const retentionDays = 90;

/** Arguments of the Temporal command line for the embedded server: one SQLite file, loopback, its UI. */
export function temporalArguments(environment: Environment): string[] {
  const { host, ports, temporal: names, dataDir, training } = environment;
  const settings: [string, string | number][] = [
    ['ip', host],
    ['port', ports.temporal],
    ['ui-port', ports.temporalUi],
    ['db-filename', join(dataDir, 'temporal.db')],
    ['namespace', names.namespace],
    ['log-level', 'warn'],
    // As durable as the default, with a quarter of its flushes.
    ['sqlite-pragma', 'journal_mode=wal'],
    ['sqlite-pragma', 'synchronous=2'],
    ...(training ? trainingSettings : []),
  ];
  return ['server', 'start-dev', ...settings.flatMap(([name, value]) => [`--${name}`, String(value)])];
}

/** Lets the time of one case be moved, and quickly; nothing for a server on which real cases run. */
const trainingSettings: [string, string][] = [
  ['dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true'],
  ['dynamic-config-value', 'history.timerProcessorMaxTimeShift="20ms"'],
];

/**
 * Waits for the server, then gives the namespace its retention and its search attributes. The server does either at
 * its first start only, so a data folder of an earlier version is brought up to date here.
 */
export async function prepareNamespace(address: string, namespace: string): Promise<void> {
  const connection = await connect(address);
  try {
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(`${retentionDays} days`) },
    });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = Object.entries(caseSearchAttributes).filter(([name]) => !(name in customAttributes));
    if (missing.length === 0) return;
    const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, valueTypes[type]]));
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } finally {
    await connection.close();
  }
}

const { IndexedValueType } = temporal.api.enums.v1;
const valueTypes = {
  Keyword: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  KeywordList: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
  Datetime: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  Int: IndexedValueType.INDEXED_VALUE_TYPE_INT,
  Bool: IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
} as const;

async function connect(address: string): Promise<Connection> {
  const until = performance.now() + 30_000;
  for (;;) {
    try {
      return await Connection.connect({ address, connectTimeout: 2_000 });
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(100);
    }
  }
}
