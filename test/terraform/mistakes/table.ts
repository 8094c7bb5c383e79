/** What stands in the right configuration, what is put in its place, and the summaries of all errors that it earns. */
export type Mistake = readonly [right: string, wrong: string, ...errors: string[]];

const unknownArgument = 'Unsupported argument';
const unknownBlock = 'Unsupported block type';
const unknownAttribute = 'Unsupported attribute';
const unknownType = 'Invalid resource type';
const unknownData = 'Invalid data source';
const missing = 'Missing required argument';
const wrongType = 'Incorrect attribute value type';
const undeclared = 'Reference to undeclared resource';

/** By the name of the configuration. */
export const mistakes: Readonly<Record<string, readonly Mistake[]>> = {
  aws: [
    ['enable_dns_hostnames', 'enable_dns_hostname', unknownArgument],
    ['enable_dns_hostnames = true', 'enable_dns_hostnames = "si"', wrongType],
    ['"aws_vpc" "main"', '"aws_vcp" "main"', unknownType, undeclared],
    ['"aws_availability_zones" "here"', '"aws_zones" "here"', unknownData, undeclared],
    ['here.names[', 'here.zones[', unknownAttribute],
    ['  vpc_id            = aws_vpc.main.id\n', '', missing],
    ['aws_vpc.main.cidr_block,', 'aws_vpc.main.cidr,', unknownAttribute],
    ['ingress {', 'ingres {', unknownBlock],
    ['from_port   = 443', 'from_port   = "https"', wrongType],
    ['cidr_blocks = ["10.0.0.0/16"]', 'cidr_blocks = "10.0.0.0/16"', wrongType],
    ['name = "orders"\n}', '}', missing],
    ['desired_count = 2', 'desired_count = "two"', wrongType],
    ['desired_count = 2', 'desired_replicas = 2', unknownArgument],
    ['subnets = aws_subnet.private[*].id', 'subnet_ids = aws_subnet.private[*].id', missing, unknownArgument],
    ['    rollback = true\n', '', missing],
    [
      'deployment_circuit_breaker {',
      'deployment_circuit_breaker {\n    enable   = true\n    rollback = true\n  }\n  deployment_circuit_breaker {',
      'Too many deployment_circuit_breaker blocks',
    ],
    ['instance_class    = "db.t4g.medium"', 'class             = "db.t4g.medium"', missing, unknownArgument],
    ['allocated_storage = 100', 'allocated_storage = "100 GB"', wrongType],
    ['multi_az          = true', 'multi_az          = ["eu-central-1a"]', wrongType],
    ['message_retention_seconds', 'retention_seconds', unknownArgument],
    ['default_tags {', 'tags {', unknownBlock],
    ['region = "eu-central-1"', 'regions = ["eu-central-1"]', unknownArgument],
    ['tags = { Project = "orders" }', 'tags = "orders"', wrongType],
  ],
  google: [
    ['auto_create_subnetworks', 'auto_create_subnets', unknownArgument],
    ['"google_compute_subnetwork" "private"', '"google_compute_subnet" "private"', unknownType],
    ['  network       = google_compute_network.main.id\n', '', missing],
    ['network.main.id', 'network.main.uri', unknownAttribute],
    ['database_version    = "POSTGRES_16"\n', '', missing],
    ['deletion_protection = true', 'deletion_protection = "always"', wrongType],
    ['    tier = "db-custom-2-8192"\n', '', missing],
    ['backup_configuration {', 'backups {', unknownBlock],
    ['min_instance_count = 2', 'min_instances = 2', unknownArgument],
    ['min_instance_count = 2', 'min_instance_count = "two"', wrongType],
    ['limits = { cpu = "1", memory = "512Mi" }', 'limits = ["1", "512Mi"]', wrongType],
    ['      type = "Delete"\n', '', missing],
    ['      age = 90\n', '      age = "90 days"\n', wrongType],
  ],
  azurerm: [
    ['features {', 'feature {', unknownBlock],
    ['address_space       = ["10.0.0.0/16"]', 'address_space       = "10.0.0.0/16"', wrongType],
    ['  location = "westeurope"\n', '', missing],
    ['"azurerm_key_vault" "main"', '"azurerm_keyvault" "main"', unknownType],
    ['current.tenant_id', 'current.tenant', unknownAttribute],
    ['sku_name            = "standard"', 'sku                 = "standard"', missing, unknownArgument],
    ['storage_mb          = 131072', 'storage_mb          = "128 GB"', wrongType],
    ['    mode = "ZoneRedundant"\n', '', missing],
    ['revision_mode                = "Multiple"\n', '', missing],
    ['cpu    = 0.5', 'cpu    = "half"', wrongType],
    ['      memory = "1Gi"\n', '', missing],
    ['container {', 'containers {', 'Insufficient container blocks', unknownBlock],
  ],
};
