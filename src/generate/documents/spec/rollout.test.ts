import { expect, it } from 'vitest';
import { only } from '../../../model/testing/readings.ts';
import { facts, problems, read } from './testing/read.ts';

const whole = `id: orders
implementation:
  deployment:
    rollout:
      max_surge: 50 %
      max_unavailable: 1
      steps: [5, { weight: 20 %, seconds: 2 minutes, approval: yes }]
      baseline: no
      sticky_cookie: release
      mirror_percent: 10
      flag: new-checkout
      approve_switch: yes
      allowed_error_increase_percent: 5
      allowed_latency_increase_percent: 20
      prometheus_url: http://prometheus:9090
      prometheus_token_variable: PROMETHEUS_TOKEN
      queries: [{ name: Lost orders, expression: "sum(rate(lost[1m]))", max: 0 }]
    hooks:
      - { name: migrate, at: migration, command: npm run migrate, timeout_seconds: 10 minutes }
      - { name: smoke, command: [./smoke.sh, --all] }
    freezes:
      - { name: weekend, environments: [staging, Production], from: Fri 16:00, to: Mon 06:00, time_zone: Europe/Berlin, reason: nobody is here }
`;

it('says how a version is replaced, each value at its place', () => {
  const reading = read(whole);
  expect(problems(reading)).toEqual([]);
  expect(reading.unused).toEqual([]);
  expect(facts(reading).slice(1)).toEqual([
    'service.rollout.maxSurge = 50% @5:18+4',
    'service.rollout.maxUnavailable = 1 @6:24+1',
    'service.rollout.baseline = false @8:17+2',
    'service.rollout.sticky.cookie = release @9:22+7',
    'service.rollout.mirrorPercent = 10 @10:23+2',
    'service.rollout.flag = new-checkout @11:13+12',
    'service.rollout.approveSwitch = true @12:23+3',
    'service.rollout.allowedErrorIncreasePercent = 5 @13:39+1',
    'service.rollout.allowedLatencyIncreasePercent = 20 @14:41+2',
    'service.rollout.prometheus.url = http://prometheus:9090 @15:23+22',
    'service.rollout.prometheus.tokenVariable = PROMETHEUS_TOKEN @16:34+16',
    'service.rollout.steps.0.weight = 5 @7:15+1',
    'service.rollout.steps.1.weight = 20 @7:28+4',
    'service.rollout.steps.1.seconds = 120 @7:43+9',
    'service.rollout.steps.1.approval = true @7:64+3',
    'service.rollout.queries.lost-orders.name = lost-orders @17:25+11',
    'service.rollout.queries.lost-orders.expression = sum(rate(lost[1m])) @17:51+19',
    'service.rollout.queries.lost-orders.max = 0 @17:78+1',
    'service.hooks.migrate.name = migrate @19:17+7',
    'service.hooks.migrate.at = migration @19:30+9',
    'service.hooks.migrate.command.0 = npm @19:50+3',
    'service.hooks.migrate.command.1 = run @19:54+3',
    'service.hooks.migrate.command.2 = migrate @19:58+7',
    'service.hooks.migrate.timeoutSeconds = 600 @19:84+10',
    'service.hooks.smoke.name = smoke @20:17+5',
    'service.hooks.smoke.command.0 = ./smoke.sh @20:34+10',
    'service.hooks.smoke.command.1 = --all @20:46+5',
    ...['staging 22:41+7', 'production 22:50+10'].flatMap(environment => {
      const [name = '', at = ''] = environment.split(' ');
      const freeze = `service.environments.${name}.freezes.weekend`;
      return [
        `service.environments.${name}.name = ${name} @${at}`,
        `${freeze}.name = weekend @22:17+7`,
        `${freeze}.from = fri 16:00 @22:69+9`,
        `${freeze}.to = mon 06:00 @22:84+9`,
        `${freeze}.zone = Europe/Berlin @22:106+13`,
        `${freeze}.reason = nobody is here @22:129+14`,
      ];
    }),
  ]);
  expect(only([reading]).problems).toEqual([]);
});

it('may say it in Markdown', () => {
  const text = `# SPEC-01: Orders

## Rollout

| Setting | Value |
|---|---|
| Max surge | 50% |
| Steps | 5 %, 20 % |

## Deployment Hooks

| Name | At | Command | Timeout |
|---|---|---|---|
| migrate | migration | \`npm run migrate\` | 10 minutes |

## Freeze Windows

| Name | Environments | From | To | Time zone |
|---|---|---|---|---|
| Year end | production | 2026-12-20 | 2027-01-02 | Europe/Berlin |
`;
  const reading = read(text, 'SPEC-01.md');
  expect(problems(reading)).toEqual([]);
  expect(facts(reading).slice(1)).toEqual([
    'service.rollout.maxSurge = 50% @7:15+3',
    'service.rollout.steps.0.weight = 5 @8:11+3',
    'service.rollout.steps.1.weight = 20 @8:16+4',
    'service.hooks.migrate.name = migrate @14:3+7',
    'service.hooks.migrate.at = migration @14:13+9',
    'service.hooks.migrate.command.0 = npm @14:26+3',
    'service.hooks.migrate.command.1 = run @14:30+3',
    'service.hooks.migrate.command.2 = migrate @14:34+7',
    'service.hooks.migrate.timeoutSeconds = 600 @14:45+10',
    'service.environments.production.name = production @20:14+10',
    'service.environments.production.freezes.Year end.name = Year end @20:3+8',
    'service.environments.production.freezes.Year end.from = 2026-12-20 00:00 @20:27+10',
    'service.environments.production.freezes.Year end.to = 2027-01-02 00:00 @20:40+10',
    'service.environments.production.freezes.Year end.zone = Europe/Berlin @20:53+13',
  ]);
});

it('has each mistake at its place', () => {
  const text = `id: orders
implementation:
  deployment:
    rollout:
      max_surge: many
      steps: [{ seconds: 5 }, 100, all]
      querys: []
      queries: [{ expression: x }]
    hooks: [{ name: a, at: smok, command: "a | b" }, b]
    freezes:
      - { name: a, from: soon, to: mon 06:00, environments: production }
      - { name: b, from: fri 16:00, to: mon 06:00 }
      - { name: c, from: fri 16:00, to: mon 06:00, environments: ["!"] }
`;
  expect(problems(read(text))).toEqual([
    'surge-invalid 5:18 "many" is neither a number of instances nor a share of them (surge)',
    'document-shape 6:15 implementation.deployment.rollout.steps[0] is a mapping without one, not a mapping with a weight',
    'weight-invalid 6:31 "100" is not the share of a step',
    'weight-invalid 6:36 "all" is not the share of a step',
    'document-shape 8:17 implementation.deployment.rollout.queries[0] is a mapping without one, not a mapping with a name',
    'word-unknown 9:28 "smok" is no point of a deploy',
    'command-invalid 9:44 "a | b" is not a command',
    'document-shape 9:54 implementation.deployment.hooks[1].name is a single value, not a mapping',
    'freeze-time-invalid 11:26 "soon" is no time at which a freeze begins or ends',
    'document-shape 12:9 implementation.deployment.freezes[1] is a mapping without one, not a mapping with environments',
    'name-invalid 13:68 "!" cannot become a name (environments)',
  ]);
});
