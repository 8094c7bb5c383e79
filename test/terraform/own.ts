import type { Facts } from './planned.ts';

const assumedByTasks = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } },
  ],
};

/** What the plans of the configuration in own/ must have, by file of variables: it is known without any document. */
export const ownFacts: Readonly<Record<string, Facts>> = {
  'environments/dev.tfvars': {
    exactly: {
      aws_vpc: [
        {
          cidr_block: '10.1.0.0/16',
          tags_all: { Name: 'orders-dev', Project: 'orders', Environment: 'dev' },
        },
      ],
      aws_subnet: [
        { availability_zone: 'eu-central-1a', cidr_block: '10.1.0.0/20' },
        { availability_zone: 'eu-central-1b', cidr_block: '10.1.16.0/20' },
      ],
      aws_ecs_service: [
        { name: 'orders-dev-api', desired_count: 1, deployment_circuit_breaker: [{ rollback: true }] },
      ],
      aws_db_instance: [],
      aws_route53_record: [{ ttl: 60 }],
    },
  },
  'environments/prod.tfvars': {
    exactly: {
      aws_subnet: ['a', 'b', 'c'].map(zone => ({
        availability_zone: `eu-central-1${zone}`,
        region: 'eu-central-1',
      })),
      aws_ecs_service: [
        { name: 'orders-prod-api', desired_count: 4 },
        { name: 'orders-prod-admin', desired_count: 2 },
      ],
      aws_security_group: [{ ingress: [{ from_port: 8080 }] }, { ingress: [{ from_port: 9000 }] }],
      aws_db_instance: [
        { engine_version: '15.3', allocated_storage: 100, multi_az: true, password_wo: null },
      ],
      aws_iam_role: [
        { name: 'orders-prod-api', assume_role_policy: assumedByTasks },
        { name: 'orders-prod-admin', assume_role_policy: assumedByTasks },
      ],
    },
  },
};
