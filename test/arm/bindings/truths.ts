/** What Azure's reference says of resources, by hand: the models are tried by it, and not by themselves. */

/**
 * Without these, Azure refuses a resource. What is needed in `properties` that can itself be left out, as of security rules
 * and action groups, packages do not tell.
 */
export const needed: Readonly<Record<string, readonly string[]>> = {
  'Microsoft.Authorization/locks': ['properties.level'],
  'Microsoft.Authorization/roleAssignments': ['properties.principalId', 'properties.roleDefinitionId'],
  'Microsoft.App/jobs': ['properties.configuration.triggerType', 'properties.configuration.replicaTimeout'],
  'Microsoft.Cache/redisEnterprise': ['sku', 'sku.name', 'location'],
  'Microsoft.Cdn/profiles': ['sku', 'location'],
  'Microsoft.ContainerRegistry/registries': ['sku', 'sku.name', 'location'],
  'Microsoft.Insights/metricAlerts': [
    'properties.severity',
    'properties.enabled',
    'properties.scopes',
    'properties.evaluationFrequency',
    'properties.windowSize',
    'properties.criteria',
    'properties.criteria.allOf[].name',
    'properties.criteria.allOf[].metricName',
    'properties.criteria.allOf[].operator',
    'properties.criteria.allOf[].threshold',
    'properties.criteria.allOf[].timeAggregation',
  ],
  'Microsoft.KeyVault/vaults': ['location', 'properties.tenantId', 'properties.sku', 'properties.sku.family'],
  'Microsoft.Storage/storageAccounts': ['sku', 'sku.name', 'kind', 'location'],
};

/** These have one of a few values. */
export const enumerations: Readonly<Record<string, readonly string[]>> = {
  'Microsoft.App/containerApps': [
    'properties.configuration.activeRevisionsMode',
    'properties.configuration.ingress.transport',
    'properties.template.containers[].probes[].type',
  ],
  'Microsoft.App/jobs': ['properties.configuration.triggerType'],
  'Microsoft.Authorization/locks': ['properties.level'],
  'Microsoft.Authorization/roleAssignments': ['properties.principalType'],
  'Microsoft.Cdn/profiles': ['sku.name'],
  'Microsoft.Cdn/profiles/afdEndpoints/routes': ['properties.forwardingProtocol', 'properties.httpsRedirect'],
  'Microsoft.Consumption/budgets': ['properties.category', 'properties.timeGrain'],
  'Microsoft.ContainerRegistry/registries': ['sku.name', 'properties.publicNetworkAccess'],
  'Microsoft.DBforMySQL/flexibleServers': ['properties.highAvailability.mode', 'sku.tier'],
  'Microsoft.DBforPostgreSQL/flexibleServers': [
    'sku.tier',
    'properties.highAvailability.mode',
    'properties.backup.geoRedundantBackup',
    'properties.authConfig.passwordAuth',
  ],
  'Microsoft.Insights/metricAlerts': [
    'properties.criteria.allOf[].operator',
    'properties.criteria.allOf[].timeAggregation',
  ],
  'Microsoft.KeyVault/vaults': ['properties.sku.name', 'properties.networkAcls.defaultAction'],
  'Microsoft.Network/networkSecurityGroups': [
    'properties.securityRules[].properties.access',
    'properties.securityRules[].properties.direction',
    'properties.securityRules[].properties.protocol',
  ],
  'Microsoft.Network/publicIPAddresses': ['sku.name', 'properties.publicIPAllocationMethod'],
  'Microsoft.OperationalInsights/workspaces': ['properties.sku.name'],
  'Microsoft.ServiceBus/namespaces': ['sku.name'],
  'Microsoft.Storage/storageAccounts': [
    'sku.name',
    'kind',
    'properties.minimumTlsVersion',
    'properties.accessTier',
  ],
};

/** What lies below these has names that nobody but the document or another program gives, or Azure's own model leaves open. */
export const open: ReadonlySet<string | number> = new Set([
  'tags',
  'userAssignedIdentities',
  'notifications',
  'metadata',
  'features',
]);
