import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';

// Whether one part of the service does its work; for the health checks of docker-compose.yml. Exits 0 or 1.
const checks = { api: isReady, worker: isPolling, temporal: isReached };
const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TASK_QUEUE: name } = process.env;
process.exit((await checks[process.argv[2]]()) ? 0 : 1);

async function isReady() {
  const response = await fetch('http://127.0.0.1:3000/health/ready');
  return response.ok;
}

// A worker calls itself by its process number and machine.
async function isPolling() {
  const connection = await Connection.connect({ address, connectTimeout: 5_000 });
  const { pollers } = await connection.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name },
    taskQueueType: 1,
  });
  return pollers.some(({ identity }) => identity.endsWith(`@${hostname()}`));
}

async function isReached() {
  const connection = await Connection.connect({ address, connectTimeout: 5_000 });
  await connection.workflowService.describeNamespace({ namespace });
  return true;
}
