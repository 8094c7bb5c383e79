/** Projects that ask of a cluster what the others do not: volumes of one instance, schedules, routes of a Gateway, permissions. */

const common = `
image: { repository: registry.example.com/team/shop, digest: "sha256:${'a'.repeat(64)}", built: false }
container: { readOnlyRoot: true }
environments:
  staging: { strategy: rolling, replicas: 2 }
  production: { strategy: rolling, replicas: 3 }
`;

const ledger = `
    port: 8080
    health: { live: /health/live, ready: /health/ready }
    metricsPath: /metrics
    volumes:
      data: { path: /var/lib/ledger, size: 10Gi, perInstance: true }
      shared: { path: /var/lib/archive, size: 50Gi }
`;

/** devops-flow.yaml by the name of its stack. */
export const clusterProjects: Readonly<Record<string, string>> = {
  'a StatefulSet': `name: shop\n${common}${ledger.replaceAll(/^ {4}/gm, '')}`,
  'a StatefulSet without ports': `name: shop\nkind: worker\n${common}volumes: { data: { perInstance: true } }\n`,
  'a CronJob': `name: shop\nschedule: { cron: "30 3 * * MON-FRI", timeZone: Europe/Berlin }\n${common}`,
  'a Gateway': `name: shop
port: 8080
health: { live: /health/live, ready: /health/ready }
routing: { gateway: public, gatewayNamespace: gateways, listener: https, path: /shop }
language: go
environments:
  staging: { host: staging.example.com }
  production: { host: shop.example.com }
`,
  'metrics, a priority and permissions': `name: shop
port: 8080
health: { live: /health/live, ready: /health/ready }
metricsPath: /metrics
priority: { value: 1000 }
permissions:
  configmaps: [get, list, watch]
  leases.coordination.k8s.io: { verbs: [get, update], objects: [leader] }
scaling:
  targetMemoryPercent: 80
  metrics:
    http_requests_per_second: 100
    queue_depth: { source: external, target: 30, labels: { queue: orders } }
${common}`,
  'several services of a cluster': `${common}
resources: { db: { kind: database, type: PostgreSQL } }
services:
  web:
    port: 8080
    health: { live: /health/live, ready: /health/ready }
    dependencies: { ledger: healthy }
    callers: { namespaces: [support] }
  ledger:${ledger}
    dependencies: { db: healthy }
  report: { schedule: "@daily", dependencies: { db: healthy } }
`,
};
