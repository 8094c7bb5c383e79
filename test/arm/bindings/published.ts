/** Packages of npm that publish models of resources, and the model that each kind of resource is made by. */
export interface Published {
  readonly version: string;
  /** Folder of `mappers.js` in the package. */
  readonly models: string;
  readonly kinds: Readonly<Record<string, string>>;
}

export const published: Readonly<Record<string, Published>> = {
  '@azure/arm-keyvault': {
    version: '3.2.0',
    models: 'dist/esm/models',
    kinds: {
      'Microsoft.KeyVault/vaults': 'VaultCreateOrUpdateParameters',
      'Microsoft.KeyVault/vaults/keys': 'KeyCreateParameters',
    },
  },
  '@azure/arm-servicebus': {
    version: '6.1.0',
    models: 'dist-esm/src/models',
    kinds: {
      'Microsoft.ServiceBus/namespaces': 'SBNamespace',
      'Microsoft.ServiceBus/namespaces/queues': 'SBQueue',
    },
  },
  '@azure/arm-storage': {
    version: '18.6.0',
    models: 'dist/esm/models',
    kinds: {
      'Microsoft.Storage/storageAccounts': 'StorageAccountCreateParameters',
      'Microsoft.Storage/storageAccounts/blobServices': 'BlobServiceProperties',
      'Microsoft.Storage/storageAccounts/blobServices/containers': 'BlobContainer',
      'Microsoft.Storage/storageAccounts/managementPolicies': 'ManagementPolicy',
      'Microsoft.Storage/storageAccounts/fileServices': 'FileServiceProperties',
      'Microsoft.Storage/storageAccounts/fileServices/shares': 'FileShare',
    },
  },
  '@azure/arm-appcontainers': {
    version: '2.2.0',
    models: 'dist/esm/models',
    kinds: {
      'Microsoft.App/managedEnvironments': 'ManagedEnvironment',
      'Microsoft.App/managedEnvironments/storages': 'ManagedEnvironmentStorage',
      'Microsoft.App/containerApps': 'ContainerApp',
      'Microsoft.App/jobs': 'Job',
    },
  },
  '@azure/arm-msi': {
    version: '2.2.0',
    models: 'dist/esm/models',
    kinds: { 'Microsoft.ManagedIdentity/userAssignedIdentities': 'Identity' },
  },
};

/** What the API has and these packages, whose models can be read, do not have yet. */
export const newer: readonly string[] = [
  'Microsoft.App/managedEnvironments.properties.publicNetworkAccess is unknown',
  'Microsoft.ServiceBus/namespaces.properties.minimumTlsVersion is unknown',
  'Microsoft.ServiceBus/namespaces.properties.premiumMessagingPartitions is unknown',
  'Microsoft.ServiceBus/namespaces.properties.publicNetworkAccess is unknown',
];
