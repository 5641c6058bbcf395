/** Imports run one way; each rule says why. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule(
      'no-cycles',
      'A cycle hides which of two files knows the other.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'domain-is-pure',
      'The law is data and arithmetic is pure: a domain that reads the world cannot be replayed or tested by tables.',
      { path: '^domain/' },
      { pathNot: ['^domain/', '^node_modules/date-fns/'] },
    ),
    rule(
      'workflows-take-types-only',
      'A value of an edition inside the workflow bundle is what breaks the replay of old cases.',
      { path: '^workflows/' },
      {
        pathNot: ['^workflows/', '^node_modules/@temporalio/(workflow|common)/'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'api-takes-workflow-types-only',
      'The API asks; a workflow function called from it would run outside Temporal.',
      { path: '^api/' },
      { path: '^(workflows|activities|worker)/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'config-serves-all',
      'Configuration is read by every room and therefore knows none of them but the domain.',
      { path: '^config/' },
      { path: '^(workflows|activities|worker|watchdog|cli|api|local)/' },
    ),
    rule(
      'activities-only-act',
      'An activity that reaches into the web or the worker cannot run in another process.',
      { path: '^activities/' },
      { path: '^(workflows|worker|watchdog|cli|api|local)/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'stand-ins-stay-local',
      'What stands in for the outside must not reach a production process.',
      { path: '^(domain|workflows|activities|worker|watchdog|api|config)/' },
      { path: '^local/' },
    ),
    rule(
      'no-tests-in-product',
      'The product does not depend on its tests.',
      { pathNot: '^test/' },
      { path: '^test/' },
    ),
    rule(
      'no-orphans',
      'A file that nothing uses is dead.',
      { orphan: true, pathNot: ['main\\.ts$', '^test/', '\\.mjs$', '\\.d\\.ts$'] },
      {},
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^dist/' },
  },
};
