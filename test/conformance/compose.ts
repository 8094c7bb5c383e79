/** A project with a container for each product, in the versions that people ask for, and with sidecars, a job and nginx. */
export const composeProject = `services:
  shop:
    language: node
    port: 8080
    metricsPath: /metrics
    image: { repository: registry.example.com/team/shop }
    variables:
      DATABASE_URL: { required: true, sensitive: true }
      REDIS_URL: { required: true, sensitive: true }
      REDIS_PASSWORD: { required: true, sensitive: true }
      BROKER_URL: { required: true, sensitive: true }
      GREETING: { default: "50% of $100 for \${you}" }
    dependencies: { main: healthy, cache: healthy, broker: healthy, prepare: complete, proxy: started }
    sidecars:
      proxy: { image: { repository: registry.example.com/team/proxy, tag: 1.2.3 } }
      prepare: { image: { repository: registry.example.com/team/prepare, tag: 1.2.3 }, command: [prepare, "--all"] }
  mailer:
    kind: worker
    language: python
    image: { repository: registry.example.com/team/mailer }
    dependencies: { cache: healthy, stream: healthy, shop: healthy }
  report:
    kind: job
    language: go
    image: { repository: registry.example.com/team/report }
    dependencies: { mysql: healthy, mariadb: healthy, documents: healthy, found: healthy, valkey: healthy, memory: healthy, bus: healthy }
resources:
  main: { kind: database, type: PostgreSQL, version: "15" }
  mysql: { kind: database, type: Aurora MySQL, version: "8.4" }
  mariadb: { kind: database, type: MariaDB, version: "11.4" }
  documents: { kind: database, type: MongoDB }
  found: { kind: database, type: Elasticsearch }
  cache: { kind: cache, type: ElastiCache Redis }
  valkey: { kind: cache, type: Valkey }
  memory: { kind: cache, type: Memcached }
  broker: { kind: queue, type: RabbitMQ }
  stream: { kind: queue, type: MSK Kafka }
  bus: { kind: queue, type: NATS }
  network: { kind: network, type: VPC, components: [nginx] }
`;
