import { describe, expect, it } from 'vitest';
import { projectOf } from './testing/project-of.ts';

const serviceOf = (text: string) => {
  const { project, problems, origins } = projectOf(text);
  const [service] = project.services;
  if (!service) throw new Error('no service');
  return {
    service,
    origins,
    problems: problems.map(({ id, at, message }) => `${id} ${at?.line}:${at?.column} ${message}`),
  };
};

describe('how a version is replaced', () => {
  it('has a default with a reason for what nobody says', () => {
    const { service, origins, problems } = serviceOf('name: orders\nlanguage: node\n');
    expect(problems).toEqual([]);
    expect(service.rollout).toEqual({
      readySeconds: 60,
      bakeSeconds: 60,
      maxErrorPercent: 1,
      minRequests: 100,
      rollbackWindowSeconds: 600,
      maxSurge: '25%',
      maxUnavailable: '0',
      steps: [{ weight: 10 }, { weight: 50 }],
      baseline: true,
      approveSwitch: false,
      allowedErrorIncreasePercent: 25,
      allowedLatencyIncreasePercent: 10,
      queries: [],
    });
    expect(service.hooks).toEqual([]);
    expect(service.environments.map(({ freezes, holdSeconds }) => [freezes, holdSeconds])).toEqual([
      [[], 86_400],
      [[], 86_400],
      [[], 86_400],
    ]);
    expect(origins.get('service.rollout.steps.0.weight')).toEqual({
      from: 'default',
      reason: 'a tenth of the requests shows most faults, and spares nine users of ten',
    });
  });

  it('may be said in whole, each value with its place', () => {
    const { service, origins, problems } = serviceOf(
      [
        'name: orders',
        'rollout:',
        '  maxSurge: 50 %',
        '  maxUnavailable: 1',
        '  steps: [1, { weight: 10, seconds: 5 minutes, approval: yes }, 50 %]',
        '  baseline: false',
        '  sticky: { cookie: release }',
        '  mirrorPercent: 20',
        '  flag: new-checkout',
        '  approveSwitch: true',
        '  allowedErrorIncreasePercent: 5',
        '  allowedLatencyIncreasePercent: 150 %',
        '  queries: { Lost orders: { expression: "sum(rate(lost[1m]))", max: 0 } }',
        '  prometheus: { url: "http://prometheus:9090/", tokenVariable: PROMETHEUS_TOKEN }',
      ].join('\n'),
    );
    expect(problems).toEqual([]);
    expect(service.rollout).toMatchObject({
      maxSurge: '50%',
      maxUnavailable: '1',
      steps: [{ weight: 1 }, { weight: 10, seconds: 300, approval: true }, { weight: 50 }],
      baseline: false,
      sticky: { cookie: 'release' },
      mirrorPercent: 20,
      flag: 'new-checkout',
      approveSwitch: true,
      allowedErrorIncreasePercent: 5,
      allowedLatencyIncreasePercent: 150,
      queries: [{ name: 'lost-orders', expression: 'sum(rate(lost[1m]))', max: 0 }],
      prometheus: { url: 'http://prometheus:9090', tokenVariable: 'PROMETHEUS_TOKEN' },
    });
    expect(origins.get('service.rollout.steps.1.seconds')).toEqual({
      from: 'document',
      at: { file: 'devops-flow.yaml', line: 5, column: 37, length: 9 },
    });
  });

  it('says all steps at once: those of one service take nothing from those of all', () => {
    const { project, problems } = projectOf(
      'command: [a, b, c]\nrollout: { steps: [5, 20, 40] }\nservices:\n  web: { command: [x], rollout: { steps: 30 } }\n  api: {}\n',
    );
    expect(problems).toEqual([]);
    expect(project.services.map(({ command, rollout }) => [command, rollout.steps])).toEqual([
      [['x'], [{ weight: 30 }]],
      [
        ['a', 'b', 'c'],
        [{ weight: 5 }, { weight: 20 }, { weight: 40 }],
      ],
    ]);
  });

  it('names a flag where an environment ramps one, after the service unless it is said', () => {
    const flagOf = (text: string) =>
      serviceOf(`name: orders\nenvironments: { a: { strategy: feature-flag } }\n${text}`).service.rollout
        .flag;
    expect(flagOf('')).toBe('orders-release');
    expect(flagOf('rollout: { flag: new-checkout }')).toBe('new-checkout');
  });

  it.each([
    [
      'maxSurge: many',
      'surge-invalid 2:22 "many" is neither a number of instances nor a share of them (instances that may be added while they are replaced)',
    ],
    [
      'maxSurge: 0%, maxUnavailable: 0',
      'rolling-stands-still 2:22 no instance may be added (maxSurge 0%) and none may be missing (maxUnavailable 0)',
    ],
    ['maxUnavailable: 101%', 'unavailable-too-many 2:28 maxUnavailable 101% is more than all instances'],
    ['steps: [10, 10]', 'steps-not-growing 2:24 a step of 10 % follows one of 10 %'],
    ['steps: [100]', 'weight-invalid 2:20 "100" is not the share of a step'],
    [
      'steps: [{ seconds: 5 }]',
      'document-shape 2:20 rollout.steps[0] is a mapping, not a weight, or a mapping with one',
    ],
    [
      'steps: [{ weight: 5, second: 5 }]',
      'service-key-unknown 2:33 devops-flow.yaml has no key "second" in rollout.steps[0]',
    ],
    [
      'sticky: { cookie: a, header: b }',
      'sticky-twice 2:41 the version of a client is kept by the cookie a and by the header b',
    ],
    ['prometheus: "ftp://p"', 'prometheus-url-invalid 2:25 "ftp://p" is no address of Prometheus'],
    [
      'prometheus: { tokenVariable: T }',
      'prometheus-missing 2:41 nothing says where Prometheus answers, and a token for it is named',
    ],
    [
      'queries: { q: { expression: x, max: 1 } }',
      'prometheus-missing 2:23 nothing says where Prometheus answers, and the query q asks it',
    ],
    [
      'prometheus: "http://p", queries: { q: { max: 1 } }',
      'query-incomplete 2:47 the query q has no expression',
    ],
    [
      'prometheus: "http://p", queries: { q: { expression: x } }',
      'query-incomplete 2:47 the query q has no min and no max',
    ],
    [
      'prometheus: "http://p", queries: { q: { expression: x, min: 2, max: 1 } }',
      'query-inverted 2:72 the query q is good from 2 to 1',
    ],
  ])('is refused at its place: %s', (fields, expected) => {
    expect(serviceOf(`name: orders\nrollout: { ${fields} }\n`).problems).toEqual([expected]);
  });
});

describe('hooks', () => {
  it('run at the point that they are called like, or at another that is said', () => {
    const { service, problems } = serviceOf(
      [
        'hooks:',
        '  smoke: ./smoke.sh --all',
        '  Migrate: [npm, run, migrate]',
        '  warm: { at: post_deploy, command: node "warm up.js", timeoutSeconds: 1 minute }',
      ].join('\n'),
    );
    expect(problems).toEqual([]);
    expect(service.hooks).toEqual([
      { name: 'smoke', at: 'smoke', command: ['./smoke.sh', '--all'], timeoutSeconds: 300 },
      { name: 'migrate', at: 'migration', command: ['npm', 'run', 'migrate'], timeoutSeconds: 300 },
      { name: 'warm', at: 'post-deploy', command: ['node', 'warm up.js'], timeoutSeconds: 60 },
    ]);
  });

  it.each([
    ['warm: node warm.js', ['hook-incomplete 1:10 nothing says when the hook warm runs']],
    ['smoke: {}', ['hook-incomplete 1:10 the hook smoke has no command']],
    [
      'a: { at: smok, command: b }',
      [
        'word-unknown 1:19 "smok" is no point of a deploy',
        'hook-incomplete 1:10 nothing says when the hook a runs',
      ],
    ],
    [
      'smoke: "a | b"',
      ['command-invalid 1:18 "a | b" is not a command', 'hook-incomplete 1:10 the hook smoke has no command'],
    ],
  ])('are refused at their place: %s', (hooks, expected) => {
    expect(serviceOf(`hooks: { ${hooks} }\n`).problems).toEqual(expected);
  });

  it('keep no secret of their words', () => {
    const { service, problems } = serviceOf('hooks: { smoke: curl -u me:hunter2 http://a }\n');
    expect(service.hooks[0]?.command).toEqual(['curl', '-u', 'me:${PASSWORD}', 'http://a']);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });
});

describe('freezes', () => {
  const production = (freezes: string) =>
    serviceOf(`environments:\n  production:\n    freezes: ${freezes}\n`);

  it('are weekly or once, on the clock of a zone', () => {
    const { service, problems } = production(
      '{ weekend: { from: Friday 16:00, to: mon 6:00, zone: Europe/Berlin, reason: nobody is here }, year end: { from: 2026-12-20, to: 2027-01-02 08:00 } }',
    );
    expect(problems).toEqual([]);
    expect(service.environments.at(-1)?.freezes).toEqual([
      {
        name: 'weekend',
        from: 'fri 16:00',
        to: 'mon 06:00',
        zone: 'Europe/Berlin',
        reason: 'nobody is here',
      },
      { name: 'year end', from: '2026-12-20 00:00', to: '2027-01-02 08:00', zone: 'UTC', reason: 'year end' },
    ]);
  });

  it.each([
    [
      '{ a: { from: fri 16:00 } }',
      [
        'freeze-invalid 3:16 the freeze a of production cannot be kept: it goes from "fri 16:00" to "", and both have to be times',
      ],
    ],
    [
      '{ a: { from: fri 16:00, to: 2027-01-01 } }',
      [
        'freeze-invalid 3:16 the freeze a of production cannot be kept: "fri 16:00" and "2027-01-01 00:00" are not of one form',
      ],
    ],
    [
      '{ a: { from: fri 16:00, to: mon 06:00, zone: Mars/Base } }',
      ['time-zone-unknown 3:59 "Mars/Base" is not a time zone'],
    ],
    [
      '{ a: { from: soon, to: mon 06:00 } }',
      [
        'freeze-time-invalid 3:27 "soon" is no time at which a freeze begins or ends',
        'freeze-invalid 3:16 the freeze a of production cannot be kept: it goes from "" to "mon 06:00", and both have to be times',
      ],
    ],
  ])('are refused at their place: %s', (freezes, expected) => {
    expect(production(freezes).problems).toEqual(expected);
  });
});
