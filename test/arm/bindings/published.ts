/** A package of npm that publishes models of resources, and the model that each kind of resource is made by. */
export interface Published {
  readonly version: string;
  readonly kinds: Readonly<Record<string, string>>;
}

/** The versions are the last ones whose models can be read as data, or those that speak the API as templates do. */
export const published: Readonly<Record<string, Published>> = {
  '@azure/arm-appcontainers': {
    version: '3.0.0',
    kinds: {
      'Microsoft.App/managedEnvironments': 'ManagedEnvironment',
      'Microsoft.App/managedEnvironments/storages': 'ManagedEnvironmentStorage',
      'Microsoft.App/containerApps': 'ContainerApp',
      'Microsoft.App/jobs': 'Job',
    },
  },
  '@azure/arm-authorization': {
    version: '9.0.0',
    kinds: { 'Microsoft.Authorization/roleAssignments': 'RoleAssignmentCreateParameters' },
  },
  '@azure/arm-cdn': {
    version: '9.1.0',
    kinds: {
      'Microsoft.Cdn/profiles': 'Profile',
      'Microsoft.Cdn/profiles/afdEndpoints': 'AFDEndpoint',
      'Microsoft.Cdn/profiles/afdEndpoints/routes': 'Route',
      'Microsoft.Cdn/profiles/customDomains': 'AFDDomain',
      'Microsoft.Cdn/profiles/originGroups': 'AFDOriginGroup',
      'Microsoft.Cdn/profiles/originGroups/origins': 'AFDOrigin',
    },
  },
  '@azure/arm-consumption': { version: '9.2.0', kinds: { 'Microsoft.Consumption/budgets': 'Budget' } },
  '@azure/arm-containerregistry': {
    version: '11.0.0',
    kinds: { 'Microsoft.ContainerRegistry/registries': 'Registry' },
  },
  '@azure/arm-dns': {
    version: '5.1.0',
    kinds: {
      'Microsoft.Network/dnsZones/A': 'RecordSet',
      'Microsoft.Network/dnsZones/CNAME': 'RecordSet',
      'Microsoft.Network/dnsZones/TXT': 'RecordSet',
    },
  },
  '@azure/arm-keyvault': {
    version: '3.1.0',
    kinds: {
      'Microsoft.KeyVault/vaults': 'VaultCreateOrUpdateParameters',
      'Microsoft.KeyVault/vaults/keys': 'KeyCreateParameters',
    },
  },
  '@azure/arm-locks': {
    version: '2.1.0',
    kinds: { 'Microsoft.Authorization/locks': 'ManagementLockObject' },
  },
  '@azure/arm-monitor': {
    version: '7.0.0',
    kinds: {
      'Microsoft.Insights/actionGroups': 'ActionGroupResource',
      'Microsoft.Insights/diagnosticSettings': 'DiagnosticSettingsResource',
      'Microsoft.Insights/metricAlerts': 'MetricAlertResource',
    },
  },
  '@azure/arm-msi': {
    version: '2.1.0',
    kinds: { 'Microsoft.ManagedIdentity/userAssignedIdentities': 'Identity' },
  },
  '@azure/arm-mysql-flexible': {
    version: '4.0.0-beta.2',
    kinds: {
      'Microsoft.DBforMySQL/flexibleServers': 'Server',
      'Microsoft.DBforMySQL/flexibleServers/databases': 'Database',
    },
  },
  '@azure/arm-network': {
    version: '33.5.0',
    kinds: {
      'Microsoft.Network/natGateways': 'NatGateway',
      'Microsoft.Network/networkSecurityGroups': 'NetworkSecurityGroup',
      'Microsoft.Network/privateEndpoints': 'PrivateEndpoint',
      'Microsoft.Network/privateEndpoints/privateDnsZoneGroups': 'PrivateDnsZoneGroup',
      'Microsoft.Network/publicIPAddresses': 'PublicIPAddress',
      'Microsoft.Network/virtualNetworks': 'VirtualNetwork',
      'Microsoft.Network/virtualNetworks/subnets': 'Subnet',
    },
  },
  '@azure/arm-operationalinsights': {
    version: '9.0.0',
    kinds: { 'Microsoft.OperationalInsights/workspaces': 'Workspace' },
  },
  '@azure/arm-postgresql-flexible': {
    version: '8.0.0',
    kinds: {
      'Microsoft.DBforPostgreSQL/flexibleServers': 'Server',
      'Microsoft.DBforPostgreSQL/flexibleServers/administrators': 'ActiveDirectoryAdministratorAdd',
      'Microsoft.DBforPostgreSQL/flexibleServers/configurations': 'Configuration',
      'Microsoft.DBforPostgreSQL/flexibleServers/databases': 'Database',
    },
  },
  '@azure/arm-privatedns': {
    version: '3.2.0',
    kinds: {
      'Microsoft.Network/privateDnsZones': 'PrivateZone',
      'Microsoft.Network/privateDnsZones/A': 'RecordSet',
      'Microsoft.Network/privateDnsZones/virtualNetworkLinks': 'VirtualNetworkLink',
    },
  },
  '@azure/arm-redisenterprisecache': {
    version: '2.2.0',
    kinds: {
      'Microsoft.Cache/redisEnterprise': 'Cluster',
      'Microsoft.Cache/redisEnterprise/databases': 'Database',
    },
  },
  '@azure/arm-resources': {
    version: '5.2.0',
    kinds: { 'Microsoft.Resources/resourceGroups': 'ResourceGroup' },
  },
  '@azure/arm-servicebus': {
    version: '6.1.0',
    kinds: {
      'Microsoft.ServiceBus/namespaces': 'SBNamespace',
      'Microsoft.ServiceBus/namespaces/queues': 'SBQueue',
    },
  },
  '@azure/arm-storage': {
    version: '18.3.0',
    kinds: {
      'Microsoft.Storage/storageAccounts': 'StorageAccountCreateParameters',
      'Microsoft.Storage/storageAccounts/blobServices': 'BlobServiceProperties',
      'Microsoft.Storage/storageAccounts/blobServices/containers': 'BlobContainer',
      'Microsoft.Storage/storageAccounts/managementPolicies': 'ManagementPolicy',
      'Microsoft.Storage/storageAccounts/fileServices': 'FileServiceProperties',
      'Microsoft.Storage/storageAccounts/fileServices/shares': 'FileShare',
    },
  },
};

/** Kinds of resources that no package has as a model that can be read as data. */
export const unpublished: readonly string[] = [
  'Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments',
  'Microsoft.Insights/scheduledQueryRules',
];

/** What the API has and these packages do not have yet. */
export const newer: readonly string[] = [
  'Microsoft.Cache/redisEnterprise.properties.highAvailability is unknown',
  'Microsoft.Cache/redisEnterprise.properties.publicNetworkAccess is unknown',
  'Microsoft.Cache/redisEnterprise.sku.name is none of its values: "Balanced_B3"',
  'Microsoft.Cache/redisEnterprise/databases.properties.accessKeysAuthentication is unknown',
  'Microsoft.Insights/diagnosticSettings.properties.logs[0].categoryGroup is unknown',
  'Microsoft.ServiceBus/namespaces.properties.minimumTlsVersion is unknown',
  'Microsoft.ServiceBus/namespaces.properties.premiumMessagingPartitions is unknown',
  'Microsoft.ServiceBus/namespaces.properties.publicNetworkAccess is unknown',
];
