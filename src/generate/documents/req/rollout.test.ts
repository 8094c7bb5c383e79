import { expect, it } from 'vitest';
import { only } from '../../../model/testing/readings.ts';
import { readReq } from './index.ts';

const read = (text: string) => readReq({ kind: 'req', file: 'REQ-01.md', text });
const facts = (text: string, beginning: string) =>
  read(text)
    .facts.filter(({ field }) => field.startsWith(beginning))
    .map(({ field, value, at }) => `${field} = ${String(value)} @${at.line}:${at.column}+${at.length}`);
const problems = (text: string) =>
  read(text)
    .problems.filter(({ id }) => id !== 'section-missing')
    .map(({ id, at, message }) => `${id} ${at?.line}:${at?.column} ${message}`);

const environments = (freezes: string, hold = 'N/A') => `## 9.5 Deployment Requirements
### 9.5.2 Environment Configuration
| Environment | Deployment Strategy | Rollback Time | Replicas | Regions | Freezes | Hold Time |
|---|---|---|---|---|---|---|
| Production | Canary | 5 minutes | 4 | N/A | ${freezes} | ${hold} |
`;

const list = (items: string) => `## 9.5 Deployment Requirements
### 9.5.8 Deployment Automation Requirements
**Deployment Hooks**:
${items}
`;

const parameters = (rows: string) => `### 7.1 Parameters
| Parameter | Type | Default | Description |
|---|---|---|---|
${rows}
## 9.5 Deployment Requirements
`;

it('9.5.2 has the freezes of an environment, and how long a person may hold a deploy up', () => {
  const text = environments(
    'Weekend: fri 16:00 to mon 06:00 Europe/Berlin, Year end: 2026-12-20 – 2027-01-02 08:00; wed 12:00 until wed 13:00 (UTC)',
    '4 hours',
  );
  expect(problems(text)).toEqual([]);
  const production = 'service.environments.production.';
  const nameless = `${production}freezes.wed 12:00 until wed 13:00 (UTC)`;
  expect([...facts(text, `${production}freezes`), ...facts(text, `${production}hold`)]).toEqual([
    `${production}freezes.Weekend.name = Weekend @5:47+7`,
    `${production}freezes.Weekend.from = fri 16:00 @5:56+9`,
    `${production}freezes.Weekend.to = mon 06:00 @5:69+9`,
    `${production}freezes.Weekend.zone = Europe/Berlin @5:79+13`,
    `${production}freezes.Year end.name = Year end @5:94+8`,
    `${production}freezes.Year end.from = 2026-12-20 00:00 @5:104+10`,
    `${production}freezes.Year end.to = 2027-01-02 08:00 @5:117+16`,
    `${nameless}.name = wed 12:00 until wed 13:00 (UTC) @5:135+31`,
    `${nameless}.from = wed 12:00 @5:135+9`,
    `${nameless}.to = wed 13:00 @5:151+9`,
    `${nameless}.zone = UTC @5:162+3`,
    `${production}holdSeconds = 14400 @5:169+7`,
  ]);
  expect(only([read(text)]).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
});

it('9.5.2 has each mistake of a freeze at its place', () => {
  expect(
    problems(
      environments('Weekend: whenever, Year end: 2026-12-20 to soon, A: fri 16:00 to sat 16:00 Mars/Base'),
    ),
  ).toEqual([
    'freeze-time-invalid 5:56 "whenever" is no time at which a freeze begins or ends',
    'freeze-time-invalid 5:90 "soon" is no time at which a freeze begins or ends',
    'time-zone-unknown 5:122 "Mars/Base" is not a time zone',
  ]);
});

it('9.5.8 has hooks, by their point or with a name of their own', () => {
  const text = list(
    '- Migration: `npm run migrate` (10 minutes)\n- Warm-up (post-deploy): `node "warm up.js"`\n- Nothing of the kind',
  );
  expect(problems(text)).toEqual([]);
  expect(facts(text, 'service.hooks')).toEqual([
    'service.hooks.migration.name = migration @4:3+9',
    'service.hooks.migration.at = migration @4:3+9',
    'service.hooks.migration.command.0 = npm @4:15+3',
    'service.hooks.migration.command.1 = run @4:19+3',
    'service.hooks.migration.command.2 = migrate @4:23+7',
    'service.hooks.migration.timeoutSeconds = 600 @4:33+10',
    'service.hooks.warm-up.name = warm-up @5:3+7',
    'service.hooks.warm-up.at = post-deploy @5:12+11',
    'service.hooks.warm-up.command.0 = node @5:27+4',
    'service.hooks.warm-up.command.1 = warm up.js @5:33+10',
  ]);
  expect(read(text).unused.map(({ field }) => field)).toContain(
    '9.5.8 Deployment Automation Requirements, Deployment Hooks',
  );
  expect(problems(list('- Smok: `a | b` (soon)'))).toEqual([
    'word-unknown 4:3 "Smok" is no point of a deploy',
    'command-invalid 4:10 "a | b" is not a command',
    'duration-invalid 4:18 "soon" is not a duration (timeout of the hook)',
  ]);
});

it('7.1 has the parameters of a rollout', () => {
  const text = parameters(`| MAX_SURGE | string | 50% | x |
| CANARY_STEPS | list | 5 %, 20 % | x |
| CANARY_BASELINE | boolean | false | x |
| STICKY_COOKIE | string | \`release\` | x |
| ALLOWED_LATENCY_INCREASE | number | 25 % | x |
| PROMETHEUS_URL | string | http://prometheus:9090 | x |
| RELEASE_FLAG | string | a,b | x |`);
  expect(problems(text)).toEqual(['flag-name-invalid 10:27 "a,b" cannot be the name of a feature flag']);
  expect(facts(text, 'service.rollout')).toEqual([
    'service.rollout.maxSurge = 50% @4:24+3',
    'service.rollout.steps.0.weight = 5 @5:25+3',
    'service.rollout.steps.1.weight = 20 @5:30+4',
    'service.rollout.baseline = false @6:31+5',
    'service.rollout.sticky.cookie = release @7:29+7',
    'service.rollout.allowedLatencyIncreasePercent = 25 @8:39+4',
    'service.rollout.prometheus.url = http://prometheus:9090 @9:29+22',
  ]);
});
