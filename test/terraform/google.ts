import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ofDocument } from '../conformance/stack.ts';
import type { Facts } from './planned.ts';
import type { Stack } from './stacks.ts';

/** @param texts variables whose values mean something in other languages */
export const googleStacks = (project: string, texts: Readonly<Record<string, string>>): readonly Stack[] => [
  {
    ...ofRequirements(project, 'REQ-03_catalogue_google.md'),
    facts: {
      'bootstrap/terraform.tfvars': catalogueBefore,
      'environments/dev.tfvars': catalogueIn('development', 1, false),
      'environments/prod.tfvars': catalogueIn('production', 3, true),
    },
  },
  {
    ...ofRequirements(project, 'REQ-04_prices_google.md'),
    facts: { 'environments/prod.tfvars': prices },
  },
  shop(texts),
];

const ofRequirements = (project: string, file: string): Omit<Stack, 'facts'> => ({
  name: file.replace(/\.md$/, ''),
  layOut: folder => cpSync(join(project, 'test/terraform/documents', file), join(folder, file)),
  argv: ['--req', file, '--cloud', 'gcp'],
});

const catalogueBefore: Facts = {
  exactly: {
    google_billing_budget: ['150', '30', '300'].map(units => ({
      amount: [{ specified_amount: [{ units, currency_code: 'USD' }] }],
      threshold_rules: [{ spend_basis: 'CURRENT_SPEND', threshold_percent: 0.8 }],
    })),
    google_artifact_registry_repository: [{ repository_id: 'catalogue', format: 'DOCKER' }],
    google_storage_bucket: [{ public_access_prevention: 'enforced', versioning: [{ enabled: true }] }],
    google_kms_key_ring: ['bootstrap', 'development', 'production'].map(place => ({
      name: `catalogue-${place}`,
      location: 'europe-west3',
    })),
  },
};

/** Cloud Run, Cloud SQL, Memorystore, Pub/Sub and a bucket, as REQ-03 says. */
const catalogueIn = (environment: string, replicas: number, isAvailable: boolean): Facts => ({
  exactly: {
    google_compute_subnetwork: [{ region: 'europe-west3', ip_cidr_range: '10.30.0.0/20' }],
    google_cloud_run_v2_service: [
      {
        name: `catalogue-${environment}-catalogue`,
        location: 'europe-west3',
        template: [
          {
            scaling: [{ min_instance_count: replicas, max_instance_count: 20 }],
            containers: [
              {
                resources: [{ limits: { cpu: '2', memory: '2048Mi' } }],
                startup_probe: [{ http_get: [{ path: '/health/startup' }] }],
                liveness_probe: [{ http_get: [{ path: '/health/live' }] }],
              },
            ],
          },
        ],
      },
    ],
    google_sql_database_instance: [
      {
        database_version: 'POSTGRES_16',
        settings: [{ disk_size: 50, availability_type: isAvailable ? 'REGIONAL' : 'ZONAL' }],
      },
    ],
    google_redis_instance: [
      {
        memory_size_gb: 2,
        redis_version: 'REDIS_7_2',
        transit_encryption_mode: 'SERVER_AUTHENTICATION',
        tier: isAvailable ? 'STANDARD_HA' : 'BASIC',
      },
    ],
    google_storage_bucket: [
      {
        lifecycle_rule: [
          { action: [{ type: 'SetStorageClass', storage_class: 'COLDLINE' }], condition: [{ age: 40 }] },
          { action: [{ type: 'Delete' }], condition: [{ age: 120 }] },
        ],
      },
    ],
    google_certificate_manager_certificate: [
      {
        managed: [
          {
            domains: [isAvailable ? 'api.catalogue.example.com' : `${environment}.api.catalogue.example.com`],
          },
        ],
      },
    ],
    google_logging_project_bucket_config: [{ retention_days: 45 }],
  },
  among: {
    google_pubsub_subscription: [{ message_retention_duration: `${10 * 24 * 60 * 60}s` }],
    google_monitoring_alert_policy: [
      { conditions: [{ condition_threshold: [{ threshold_value: 5, duration: '60s' }] }] },
      { conditions: [{ condition_threshold: [{ threshold_value: 400, duration: '300s' }] }] },
    ],
  },
});

/** GKE Autopilot and Cloud SQL, as REQ-04 says: manifests run the services. */
const prices: Facts = {
  exactly: {
    google_container_cluster: [
      { name: 'prices-production', location: 'us-central1', enable_autopilot: true },
    ],
    google_sql_database_instance: [{ database_version: 'MYSQL_8_0', settings: [{ disk_size: 40 }] }],
    google_cloud_run_v2_service: [],
    google_compute_subnetwork: [
      {
        ip_cidr_range: '10.40.0.0/20',
        secondary_ip_range: [{ range_name: 'pods', ip_cidr_range: '10.40.128.0/17' }],
      },
    ],
  },
};

/** A service with files and a secret, a worker and a job on Cloud Run. */
export const shopDocument = (variables: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    cloud: { provider: 'gcp' },
    services: {
      shop: {
        language: 'node',
        port: 8080,
        image: { repository: 'registry.example.com/team/shop', tag: '1.0.0' },
        health: { live: '/health/live', ready: '/health/ready' },
        variables: { ...variables, TOKEN: { sensitive: true } },
        volumes: { data: { path: '/data', size: '10Gi' } },
      },
      mailer: { kind: 'worker', language: 'node', variables },
      report: { kind: 'job', language: 'node', schedule: { cron: '@daily', timeZone: 'Europe/Berlin' } },
    },
    environments: { production: { strategy: 'blue-green', replicas: 3, regions: ['europe-west3'] } },
  });

/** All that an instance is told arrives as it is written. */
const shop = (texts: Readonly<Record<string, string>>): Stack => ({
  ...ofDocument('texts full of templates on Google Cloud', shopDocument(texts)),
  argv: ['--cloud', 'gcp'],
  facts: {
    'environments/prod.tfvars': {
      exactly: {
        google_cloud_run_v2_service: [
          {
            template: [
              { containers: [{ env: Object.entries(texts).map(([name, value]) => ({ name, value })) }] },
            ],
          },
        ],
        google_cloud_run_v2_worker_pool: [
          {
            scaling: [{ manual_instance_count: 3 }],
            template: [
              { containers: [{ env: Object.entries(texts).map(([name, value]) => ({ name, value })) }] },
            ],
          },
        ],
        google_cloud_scheduler_job: [{ schedule: '0 0 * * *', time_zone: 'Europe/Berlin' }],
        google_filestore_instance: [{ file_shares: [{ name: 'files' }] }],
        google_secret_manager_secret: [{ secret_id: 'shop-TOKEN' }],
      },
    },
  },
});
