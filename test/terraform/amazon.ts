/** Documents for AWS beside those of the example and of others: EKS, and tables of DynamoDB. */
import { ofDocument } from '../conformance/stack.ts';
import type { Stack } from './stacks.ts';

const resources = {
  carts: {
    kind: 'database',
    type: 'DynamoDB',
    params: { partitionKey: 'customer', sortKey: 'placed:N' },
  },
  db: { kind: 'database', type: 'RDS PostgreSQL', version: '16.4' },
  mails: { kind: 'queue', type: 'SQS' },
};

const service = {
  language: 'node',
  port: 8080,
  image: { repository: 'registry.example.com/team/carts', tag: '1.0.0' },
  health: { live: '/health/live', ready: '/health/ready' },
  environments: { production: { replicas: 3, regions: ['eu-central-1'] } },
};

const table = {
  name: 'carts-production-carts',
  hash_key: 'customer',
  range_key: 'placed',
  billing_mode: 'PAY_PER_REQUEST',
  deletion_protection_enabled: true,
  point_in_time_recovery: [{ enabled: true }],
  attribute: [
    { name: 'customer', type: 'S' },
    { name: 'placed', type: 'N' },
  ],
};

/** Manifests run the services, on a cluster whose machines are Amazon's. */
const onKubernetes: Stack = {
  ...ofDocument(
    'EKS',
    JSON.stringify({
      name: 'carts',
      ...service,
      resources: { ...resources, compute: { kind: 'compute', type: 'EKS' } },
    }),
  ),
  argv: ['--cloud', 'aws'],
  facts: {
    'environments/prod.tfvars': {
      exactly: {
        aws_eks_cluster: [{ name: 'carts-production', vpc_config: [{ endpoint_public_access: false }] }],
        aws_eks_pod_identity_association: [{ namespace: 'carts', service_account: 'carts' }],
        aws_dynamodb_table: [table],
        aws_db_instance: [{ engine: 'postgres', engine_version: '16.4', multi_az: true }],
        aws_ecs_cluster: [],
        aws_lb: [],
      },
    },
  },
};

/** The same on Fargate: what tasks may do with a table, and that they reach it without the way out. */
const onFargate: Stack = {
  ...ofDocument(
    'DynamoDB',
    JSON.stringify({
      name: 'carts',
      ...service,
      resources: { ...resources, mails: { kind: 'queue', type: 'SQS', queueType: 'FIFO' } },
      variables: { API_TOKEN: { sensitive: true } },
    }),
  ),
  argv: ['--cloud', 'aws'],
  facts: {
    'environments/prod.tfvars': {
      exactly: {
        aws_dynamodb_table: [table],
        aws_vpc_endpoint: [
          { service_name: 'com.amazonaws.eu-central-1.s3' },
          { service_name: 'com.amazonaws.eu-central-1.dynamodb' },
        ],
      },
      among: {
        aws_cloudwatch_metric_alarm: [{ metric_name: 'WriteThrottleEvents' }],
      },
    },
  },
};

const onMachine = (index: number) => `carts-production-${index}`;

/** Machines that playbooks configure, with a disk of its own each, behind HAProxy and a load balancer. */
const onMachines: Stack = {
  ...ofDocument(
    'EC2',
    JSON.stringify({
      name: 'carts',
      ...service,
      environments: { production: { replicas: 3, regions: ['eu-central-1'], host: 'carts.example.com' } },
      resources: {
        ...resources,
        compute: { kind: 'compute', type: 'EC2 m7g.large' },
        files: { kind: 'storage', type: 'EBS', params: { sizeGb: '50' } },
      },
    }),
  ),
  argv: ['--cloud', 'aws'],
  facts: {
    'environments/prod.tfvars': {
      exactly: {
        aws_instance: [
          ...[1, 2, 3].map(index => ({
            instance_type: 'm7g.large',
            associate_public_ip_address: false,
            disable_api_termination: true,
            metadata_options: [{ http_tokens: 'required' }],
            tags: { Name: onMachine(index), Service: 'carts', Role: 'app' },
          })),
          { instance_type: 't3.small', tags: { Role: 'balancer' } },
        ],
        aws_ebs_volume: [1, 2, 3].map(index => ({
          size: 50,
          type: 'gp3',
          encrypted: true,
          tags: { Name: `${onMachine(index)}-files` },
        })),
        aws_volume_attachment: [1, 2, 3].map(() => ({ device_name: '/dev/sdf' })),
        aws_backup_plan: [{ rule: [{ schedule: 'cron(0 2 * * ? *)', lifecycle: [{ delete_after: 30 }] }] }],
        aws_lb_target_group: [{ port: 80 }],
        aws_lb_target_group_attachment: [{ port: 80 }],
        aws_dynamodb_table: [table],
        aws_ecs_cluster: [],
        aws_ecr_repository: [],
      },
      among: {
        aws_cloudwatch_metric_alarm: [{ metric_name: 'StatusCheckFailed', namespace: 'AWS/EC2' }],
      },
    },
  },
};

/** Functions behind a load balancer, and one that takes the messages of a queue. */
const onLambda: Stack = {
  ...ofDocument(
    'Lambda',
    JSON.stringify({
      services: {
        carts: {
          ...service,
          scaling: { max: 8 },
          variables: { API_TOKEN: { sensitive: true }, LOG_LEVEL: { default: 'info' } },
          dependencies: { db: {}, mails: {} },
          environments: { production: { replicas: 3, regions: ['eu-central-1'], host: 'carts.example.com' } },
        },
        mailer: {
          kind: 'worker',
          language: 'python',
          dependencies: { mails: {} },
          environments: { production: { regions: ['eu-central-1'] } },
        },
      },
      resources: { ...resources, compute: { kind: 'compute', type: 'AWS Lambda' } },
    }),
  ),
  argv: ['--cloud', 'aws'],
  facts: {
    'environments/prod.tfvars': {
      exactly: {
        aws_lambda_function: [
          {
            function_name: 'carts-production-carts',
            package_type: 'Image',
            reserved_concurrent_executions: 8,
            publish: true,
            tracing_config: [{ mode: 'Active' }],
          },
          { function_name: 'carts-production-mailer' },
        ],
        aws_lambda_alias: [{ name: 'live' }, { name: 'live' }],
        aws_lb_target_group: [{ target_type: 'lambda', health_check: [{ enabled: false }] }],
        aws_lambda_permission: [{ principal: 'elasticloadbalancing.amazonaws.com', qualifier: 'live' }],
        aws_lambda_event_source_mapping: [{ function_response_types: ['ReportBatchItemFailures'] }],
        aws_dynamodb_table: [table],
        aws_ecs_cluster: [],
      },
      among: {
        aws_cloudwatch_metric_alarm: [{ metric_name: 'Throttles', namespace: 'AWS/Lambda' }],
      },
    },
  },
};

export const amazonStacks: readonly Stack[] = [onKubernetes, onFargate, onMachines, onLambda];
