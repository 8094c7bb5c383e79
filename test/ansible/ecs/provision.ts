import { ends } from '../stage.ts';
import type { EcsStage, Read } from './reader.ts';

const host = 'staging.orders.example.com';

/** The infrastructure by modules of AWS, from an empty account; what is there then is asked by aws. */
export async function provision(stage: EcsStage): Promise<void> {
  const { tally, read } = stage;
  const playbook = 'provision_infra.yml';
  tally.title('an empty account');
  const refused = await ends(stage, 'without a certificate it is refused', false, playbook);
  tally.judge('which says what to do', refused.text.includes(`request-certificate --domain-name ${host}`));
  tally.equal('and makes nothing', await networks(read), []);
  await foundation(stage);
  await ends(stage, 'a dry run does not fail', true, playbook, '--check');
  tally.equal('it makes nothing', await networks(read), []);
  await ends(stage, 'the infrastructure is made', true, playbook);
  const again = await ends(stage, 'it is made again', true, playbook);
  tally.equal('a second run changes nothing', again.changed, 0);
  const dry = await ends(stage, 'a dry run does not fail then', true, playbook, '--check');
  tally.equal('and finds nothing to change', dry.changed, 0);
  await whatIsThere(stage);
}

const networks = (read: Read) => read('ec2 describe-vpcs', "Vpcs[?Tags[?Key=='Project']].CidrBlock");

/** What only its owner can prove: a certificate, and the zone that it is proven in. */
async function foundation({ amazon }: EcsStage): Promise<void> {
  const region = ['--region', 'us-east-1'];
  await amazon.aws('acm', 'request-certificate', '--domain-name', host, ...region);
  await amazon.aws('route53', 'create-hosted-zone', '--name', 'example.com', '--caller-reference', 'x');
}

async function whatIsThere({ tally, read }: EcsStage): Promise<void> {
  tally.equal('there is the network of the documents', await networks(read), ['10.20.0.0/16']);
  tally.equal(
    'in three tiers over two zones',
    await read(
      'ec2 describe-subnets',
      "sort(Subnets[?starts_with(CidrBlock, '10.20.')].join(' ', [AvailabilityZone, CidrBlock]))",
    ),
    [
      'us-east-1a 10.20.0.0/20',
      'us-east-1a 10.20.160.0/20',
      'us-east-1a 10.20.80.0/20',
      'us-east-1b 10.20.16.0/20',
      'us-east-1b 10.20.176.0/20',
      'us-east-1b 10.20.96.0/20',
    ],
  );
  const balancers = 'LoadBalancers[].LoadBalancerArn | [0]';
  const balancer = String(await read('elbv2 describe-load-balancers', balancers));
  tally.equal(
    'the load balancer speaks TLS 1.2 at least, and sends on what is not encrypted',
    await read(
      `elbv2 describe-listeners --load-balancer-arn ${balancer}`,
      "[Listeners[?Protocol=='HTTPS'].SslPolicy | [0], Listeners[?Protocol=='HTTP'].DefaultActions[0].Type | [0]]",
    ),
    ['ELBSecurityPolicy-TLS13-1-2-2021-06', 'redirect'],
  );
  tally.equal(
    'files are encrypted',
    await read('efs describe-file-systems', 'FileSystems[].[Name, Encrypted]'),
    [['orders-staging-storage', true]],
  );
  const service = 'ecs describe-services --cluster orders-staging --services orders';
  tally.equal(
    'ECS keeps two tasks, and replaces them blue-green',
    await read(
      service,
      'services[0].[desiredCount, launchType, deploymentConfiguration.strategy, length(loadBalancers)]',
    ),
    [2, 'FARGATE', 'BLUE_GREEN', 1],
  );
}
