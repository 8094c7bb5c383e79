/** npm run bench:analysis: false alarms and power of the judgment, by simulation; --only TABLE, --runs, --seed, --json. */
import { parseArgs } from 'node:util';
import type { Criteria } from '../../src/deliver/release/analysis/criteria.ts';
import {
  type Scenario,
  type Simulated,
  simulate,
} from '../../src/deliver/release/analysis/testing/simulate.ts';
import { print, type Row } from './table.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
  },
});
/** 14,000 runs know a share of 90 % to 0.5 points, and half of them one of 5 % (95 % confidence). */
const runs = 2 * Math.ceil(Number(values.runs ?? 14_000) / 2);
const seed = Number(values.seed ?? 1);
/** Percent. */
const [mostFalse, leastPower] = [5, 90];

const against = (allowedErrorIncrease: number, allowedLatencyIncrease: number): Criteria => ({
  maxErrorRate: 1,
  minRequests: 100,
  latency: [],
  comparison: { alpha: 0.05, allowedErrorIncrease, allowedLatencyIncrease },
  queries: [],
  limits: { failures: 0, inconclusive: 0, consecutiveErrors: 4 },
});

function limitedTo(maxErrorRate: number): Criteria {
  const { comparison: _, ...alone } = against(0, 0);
  return { ...alone, maxErrorRate };
}

const even = { seed, runs, requests: 5000, errorRate: 0.01, errorFactor: 1, criteria: against(0, 0) };
const percent = (share: number): number => Math.round(share * 1000) / 10;
const run = (name: string, scenario: Scenario): Simulated => {
  process.stderr.write(`${name} … `);
  const started = performance.now();
  const result = simulate(scenario);
  process.stderr.write(`${Math.round(performance.now() - started)} ms\n`);
  return result;
};

const harmless: Readonly<Record<string, Partial<Scenario>>> = {
  'no difference, 5,000 a side': {},
  'no difference, in 5 steps (more than 1 look)': { steps: 5 },
  'no difference, baseline of 500': { baselineRequests: 500 },
  'no difference, 0.1 % errors': { errorRate: 0.001 },
  'as much worse as tolerated (25 %, 10 %)': {
    errorFactor: 1.25,
    latencyFactor: 1.1,
    criteria: against(0.25, 0.1),
  },
};

const falseAlarms = (): Row[] =>
  Object.entries(harmless).flatMap(([subject, traffic]) =>
    [1, 10, 100, 1000].map(looks => {
      const { byCriterion, any } = run(`${subject}, ${looks} looks`, {
        ...even,
        runs: runs / 2,
        latencyFactor: 1,
        looks,
        ...traffic,
      });
      return {
        subject,
        looks,
        'errors, %': percent(byCriterion['errors beside the baseline'] ?? 0),
        'latency, %': percent(byCriterion['latency beside the baseline'] ?? 0),
        'together, %': percent(any),
      };
    }),
  );

const power = (): Row[] =>
  [0.001, 0.01, 0.05].flatMap(errorRate =>
    [1.5, 2, 3].flatMap(errorFactor =>
      [1000, 5000, 20_000].map(requests => {
        const subject = `errors ${percent(errorRate)} % x ${errorFactor}, ${requests} a side`;
        const at = (looks: number) =>
          run(`${subject}, ${looks} looks`, { ...even, errorRate, errorFactor, requests, looks });
        const [ten, hundred] = [at(10), at(100)];
        return {
          subject,
          'found at 10 looks, %': percent(ten.any),
          'at 100, %': percent(hundred.any),
          'before the end, %': percent(hundred.early),
          'by request (median)': hundred.earlyRequests ?? '-',
        };
      }),
    ),
  );

const latencyPower = (): Row[] =>
  [1.05, 1.1, 1.25, 1.5].flatMap(latencyFactor =>
    [1000, 5000].map(requests => {
      const subject = `latency x ${latencyFactor}, ${requests} a side`;
      const at = (allowed: number) =>
        run(`${subject}, ${allowed} tolerated`, {
          ...even,
          latencyFactor,
          requests,
          looks: 100,
          criteria: against(0, allowed),
        });
      const [none, tenth] = [at(0), at(0.1)];
      const of = ({ byCriterion }: Simulated) => percent(byCriterion['latency beside the baseline'] ?? 0);
      return { subject, 'nothing tolerated, %': of(none), '10 % tolerated, %': of(tenth) };
    }),
  );

/** Looked at so often that the figures are those of the test and not of the times of the looks. */
const limits = (): Row[] =>
  [0.001, 0.01, 0.05].flatMap(errorRate =>
    [1, 1.5, 2, 3, 10].map(errorFactor => {
      const subject = `limit ${percent(errorRate)} %, errors x ${errorFactor}`;
      const criteria = limitedTo(errorRate);
      const { early, earlyRequests } = run(subject, {
        ...even,
        runs: Math.ceil(runs / 4),
        baselineRequests: 0,
        errorRate,
        errorFactor,
        looks: 1000,
        criteria,
      });
      return {
        subject,
        'failed before 5,000 requests, %': Math.round(early * 10_000) / 100,
        'by request (median)': earlyRequests ?? '-',
      };
    }),
  );

const tables: Readonly<Record<string, { readonly title: string; readonly rows: () => Row[] }>> = {
  'false-alarms': {
    title: 'False alarms: no version is worse than is tolerated, alpha 5 %',
    rows: falseAlarms,
  },
  power: {
    title: 'Errors of the baseline, and how many times as many the version has; nothing tolerated',
    rows: power,
  },
  latency: {
    title: 'Latency (log-normal), and how many times as long the version takes; 100 looks',
    rows: latencyPower,
  },
  limits: { title: 'One limit, looked at after every fifth request; before the end only', rows: limits },
};

const noise = `${runs} runs, a half of what is harmless, a quarter of limits; seed ${seed}`;
const measured: Row[] = [];
for (const [table, { title, rows }] of Object.entries(tables)) {
  if (values.only !== undefined && values.only !== table) continue;
  const found = rows();
  measured.push(...found.map(row => ({ table, ...row })));
  if (values.json) continue;
  print(`${title} (${noise})`, found);
  process.stdout.write('\n');
}
if (values.json) print(noise, measured);

const missed = measured.filter(
  row =>
    Number(row['together, %'] ?? 0) > mostFalse ||
    (row.subject === 'errors 1 % x 2, 5000 a side' &&
      Math.min(Number(row['found at 10 looks, %']), Number(row['at 100, %'])) < leastPower),
);
for (const { subject } of missed) process.stderr.write(`${subject}: the target is missed\n`);
process.exitCode = missed.length === 0 ? 0 : 1;
