export { attention } from './attention';
export { confirmation } from './confirmation';
export { recordRetention } from './record-retention';
export { seriousIncident } from './serious-incident';
export { securityCode } from './security-code';
