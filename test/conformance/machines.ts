/** Projects that virtual machines run. */

const environments = `environments:
  staging: { replicas: 2 }
  production: { strategy: rolling, replicas: 3 }
`;

/** devops-flow.yaml by the name of its stack. */
export const machineProjects: Readonly<Record<string, string>> = {
  'a service on virtual machines': `name: shop
language: node
port: 8080
health: { live: /health/live, ready: /health/ready }
volumes: { data: { path: /data, variable: DATA_DIR } }
variables:
  DATABASE_URL: { required: true, sensitive: true, description: "Where the orders are {{ kept }}" }
  REGION: { required: true }
  GREETING: { default: "50% of $100 for {{ you }}: {% if a %}" }
resources: { machines: { kind: compute, type: EC2 } }
${environments}`,
  'several services on virtual machines': `services:
  web: { language: go, port: 8080, health: { live: /health/live, ready: /health/ready } }
  mailer: { kind: worker, language: python }
  report: { kind: job, language: python }
resources: { machines: { kind: compute, type: Compute Engine } }
${environments}`,
};
