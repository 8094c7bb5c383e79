/** The stack as it would be made, without an engine, a provider or an account. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { parse } from 'yaml';

const top = dirname(__dirname);

export interface Made {
  type: string;
  name: string;
  inputs: Record<string, any>;
}

/** What AWS would answer to who asks for what is there already. */
const answers: Record<string, (inputs: Record<string, any>) => Record<string, any>> = {
  'aws:index/getCallerIdentity:getCallerIdentity': () => ({ accountId: '123456789012' }),
  'aws:index/getPartition:getPartition': () => ({ partition: 'aws' }),
  'aws:route53/getZone:getZone': () => ({ zoneId: 'Z0123456789' }),
  'aws:ecr/getRepository:getRepository': ({ name }) => ({
    arn: `arn:aws:ecr:eu-west-1:123456789012:repository/${name}`,
    repositoryUrl: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/${name}`,
  }),
};

/** What is known of a resource once it is made. */
const known: Record<string, (inputs: Record<string, any>) => Record<string, any>> = {
  'aws:acm/certificate:Certificate': ({ domainName, subjectAlternativeNames }) => ({
    domainValidationOptions: [domainName, ...subjectAlternativeNames].map(name => ({
      domainName: name,
      resourceRecordName: `_acme.${name}`,
      resourceRecordType: 'CNAME',
      resourceRecordValue: 'validation.example',
    })),
  }),
  'aws:lb/loadBalancer:LoadBalancer': ({ name }) => ({
    dnsName: `${name}.elb.example`,
    zoneId: 'Z9876543210',
    arnSuffix: `app/${name}/0`,
  }),
  'aws:lb/targetGroup:TargetGroup': ({ name }) => ({ arnSuffix: `targetgroup/${name}/0` }),
  'aws:sqs/queue:Queue': ({ name }) => ({ url: `https://sqs.example/${name}` }),
  'aws:elasticache/replicationGroup:ReplicationGroup': () => ({ primaryEndpointAddress: 'cache.example' }),
  'aws:rds/instance:Instance': ({ engine }) => ({
    address: 'database.example',
    port: engine === 'postgres' ? 5432 : 3306,
    masterUserSecrets: [{ secretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds' }],
  }),
};

/**
 * All resources of an environment, with the values that they were asked for: of one only in a process.
 *
 * @param program the folder of the program: the environments, or bootstrap
 */
export async function stackOf(environment: string, program = '.'): Promise<Made[]> {
  const made: Made[] = [];
  const folder = join(top, program);
  const { name } = parse(readFileSync(join(folder, 'Pulumi.yaml'), 'utf8'));
  const { config } = parse(readFileSync(join(folder, `Pulumi.${environment}.yaml`), 'utf8'));
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name: resource, inputs }) => {
        made.push({ type, name: resource, inputs });
        return {
          id: `${resource}-id`,
          state: { ...inputs, arn: `arn:aws:${resource}`, ...known[type]?.(inputs) },
        };
      },
      call: ({ token, inputs }) => {
        if (token === 'aws:index/getRegion:getRegion') return { region: config['aws:region'] };
        const answer = answers[token];
        if (!answer) throw new Error(`nobody answers ${token}`);
        return answer(inputs);
      },
    },
    name,
    environment,
  );
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [
        key,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
  );
  await pulumi.runtime.runInPulumiStack(async () => require(join(folder, 'index')));
  // What waits for others is asked for after the program has ended.
  await pulumi.runtime.disconnect();
  return made;
}
