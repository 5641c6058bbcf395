export { attention } from './attention';
export { recordRetention } from './record-retention';
export { seriousIncident } from './serious-incident';
export { securityCode } from './security-code';
