import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ofDocument } from '../conformance/stack.ts';
import type { Facts } from './planned.ts';
import type { Stack } from './stacks.ts';

/** @param texts variables whose values mean something in other languages */
export const azureStacks = (project: string, texts: Readonly<Record<string, string>>): readonly Stack[] => [
  {
    ...ofRequirements(project, 'REQ-05_billing_azure.md'),
    facts: {
      'bootstrap/terraform.tfvars': billingBefore,
      'environments/dev.tfvars': billingIn('development', 1, false),
      'environments/prod.tfvars': billingIn('production', 3, true),
    },
  },
  {
    ...ofRequirements(project, 'REQ-06_rates_azure.md'),
    facts: { 'environments/prod.tfvars': rates },
  },
  depot(texts),
];

const ofRequirements = (project: string, file: string): Omit<Stack, 'facts'> => ({
  name: file.replace(/\.md$/, ''),
  layOut: folder => cpSync(join(project, 'test/terraform/documents', file), join(folder, file)),
  argv: ['--req', file, '--cloud', 'azure'],
});

const billingBefore: Facts = {
  exactly: {
    azurerm_consumption_budget_subscription: (
      [
        [250, 80],
        [40, 75],
        [900, 80],
      ] as const
    ).map(([amount, threshold]) => ({
      amount,
      time_grain: 'Monthly',
      notification: [
        { threshold, threshold_type: 'Actual' },
        { threshold: 100, threshold_type: 'Forecasted' },
      ],
    })),
    azurerm_container_registry: [{ sku: 'Premium', admin_enabled: false, location: 'westeurope' }],
    azurerm_storage_account: [{ shared_access_key_enabled: false, min_tls_version: 'TLS1_2' }],
    azurerm_key_vault: ['bootstrap', 'development', 'production'].map(() => ({
      location: 'westeurope',
      purge_protection_enabled: true,
    })),
  },
};

const locked = { lock_level: 'CanNotDelete' };

/** Container Apps, PostgreSQL, Managed Redis, Service Bus and blobs, as REQ-05 says. */
const billingIn = (environment: string, replicas: number, isProduction: boolean): Facts => ({
  exactly: {
    azurerm_resource_group: [{ name: `billing-${environment}`, location: 'westeurope' }],
    azurerm_virtual_network: [{ address_space: ['10.50.0.0/16'] }],
    azurerm_subnet: [
      {
        address_prefixes: ['10.50.0.0/20'],
        delegation: [{ service_delegation: [{ name: 'Microsoft.App/environments' }] }],
      },
      { address_prefixes: ['10.50.64.0/20'] },
    ],
    azurerm_container_app: [
      {
        name: 'billing',
        revision_mode: 'Multiple',
        template: [
          {
            min_replicas: replicas,
            max_replicas: 12,
            container: [
              {
                cpu: 1,
                memory: '2Gi',
                startup_probe: [{ path: '/health/startup' }],
                readiness_probe: [{ path: '/health/ready' }],
                liveness_probe: [{ path: '/health/live' }],
              },
            ],
          },
        ],
      },
    ],
    azurerm_postgresql_flexible_server: [
      {
        version: '16',
        storage_mb: 131_072,
        public_network_access_enabled: false,
        geo_redundant_backup_enabled: isProduction,
        high_availability: isProduction ? [{ mode: 'ZoneRedundant' }] : [],
      },
    ],
    azurerm_managed_redis: [
      {
        sku_name: 'Balanced_B3',
        high_availability_enabled: isProduction,
        default_database: [{ client_protocol: 'Encrypted' }],
      },
    ],
    azurerm_servicebus_namespace: [
      { sku: isProduction ? 'Premium' : 'Standard', public_network_access_enabled: !isProduction },
    ],
    azurerm_servicebus_queue: [
      { default_message_ttl: 'P12D', requires_session: true, max_delivery_count: 5 },
    ],
    azurerm_storage_management_policy: [
      {
        rule: [
          {
            actions: [
              {
                base_blob: [
                  {
                    tier_to_cool_after_days_since_modification_greater_than: 60,
                    delete_after_days_since_modification_greater_than: 180,
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
    azurerm_cdn_frontdoor_custom_domain: [
      { host_name: isProduction ? 'api.billing.example.com' : `${environment}.api.billing.example.com` },
    ],
    azurerm_log_analytics_workspace: [{ retention_in_days: 60 }],
    azurerm_management_lock: isProduction ? Array.from({ length: 3 }, () => locked) : [],
    azurerm_private_endpoint: [
      'postgresqlServer',
      'redisEnterprise',
      'blob',
      ...(isProduction ? ['namespace'] : []),
    ].map(name => ({ private_service_connection: [{ subresource_names: [name] }] })),
    azurerm_kubernetes_cluster: [],
  },
  among: {
    azurerm_monitor_metric_alert: [
      { criteria: [{ metric_name: 'Requests', threshold: 8 }] },
      { criteria: [{ metric_name: 'ResponseTime', threshold: 300 }] },
    ],
    azurerm_role_assignment: [
      'Azure Service Bus Data Receiver',
      'Azure Service Bus Data Sender',
      'Storage Blob Data Contributor',
    ].map(role_definition_name => ({ role_definition_name })),
  },
});

/** AKS and MySQL, as REQ-06 says: manifests run the services. */
const rates: Facts = {
  exactly: {
    azurerm_kubernetes_cluster: [
      {
        name: 'rates-production',
        location: 'northeurope',
        private_cluster_enabled: true,
        local_account_disabled: true,
      },
    ],
    azurerm_mysql_flexible_server: [
      { version: '8.0.21', storage: [{ size_gb: 40 }], high_availability: [{ mode: 'ZoneRedundant' }] },
    ],
    azurerm_federated_identity_credential: [{ subject: 'system:serviceaccount:rates:rates' }],
    azurerm_container_app: [],
    azurerm_container_app_environment: [],
    azurerm_management_lock: [locked, locked],
    azurerm_subnet: [
      { address_prefixes: ['10.60.0.0/20'], delegation: [] },
      { address_prefixes: ['10.60.64.0/20'] },
    ],
  },
};

/** A service with files and a secret, a worker and a job on Container Apps. */
export const depotDocument = (variables: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    cloud: { provider: 'azure' },
    resources: { mails: { kind: 'queue', type: 'Azure Service Bus' } },
    services: {
      depot: {
        language: 'node',
        port: 8080,
        image: { repository: 'registry.example.com/team/depot', tag: '1.0.0' },
        health: { live: '/health/live', ready: '/health/ready' },
        variables: { ...variables, TOKEN: { sensitive: true } },
        volumes: { data: { path: '/data', size: '200Gi' } },
      },
      mailer: { kind: 'worker', language: 'node', variables, dependencies: { mails: {} } },
      report: { kind: 'job', language: 'node', schedule: { cron: '@daily', timeZone: 'Europe/Berlin' } },
    },
    environments: { production: { strategy: 'blue-green', replicas: 3, regions: ['westeurope'] } },
  });

/** All that an instance is told arrives as it is written. */
const depot = (texts: Readonly<Record<string, string>>): Stack => ({
  ...ofDocument('texts full of templates on Azure', depotDocument(texts)),
  argv: ['--cloud', 'azure'],
  facts: {
    'environments/prod.tfvars': {
      exactly: {
        azurerm_container_app: ['depot', 'mailer'].map(name => ({
          name,
          template: [
            {
              min_replicas: 3,
              container: [
                { env: Object.entries(texts).map(([variable, value]) => ({ name: variable, value })) },
              ],
            },
          ],
        })),
        azurerm_container_app_job: [
          { name: 'report', schedule_trigger_config: [{ cron_expression: '0 0 * * *' }] },
        ],
        azurerm_storage_share: [{ enabled_protocol: 'NFS', quota: 200 }],
        azurerm_cdn_frontdoor_profile: [],
      },
      among: {
        azurerm_container_app: [
          { template: [{ custom_scale_rule: [{ custom_rule_type: 'azure-servicebus' }] }] },
          { secret: [{ name: 'token' }] },
        ],
      },
    },
  },
});
