import { describe, expect, it } from 'vitest';
import { readReq } from '../req/index.ts';
import { facts, problems, read } from './testing/read.ts';

describe('what is promised of all answers', () => {
  const promised = (reading: ReturnType<typeof read>) =>
    facts(reading).filter(fact => fact.startsWith('service.performance.'));

  it('stands in the latency and throughput targets of a SPEC', () => {
    const text = `id: a
performance:
  latency_targets: { p50_milliseconds: 20, p95_milliseconds: 0.25 s, p99_milliseconds: 400 ms, max_milliseconds: 2 s }
  throughput_targets: { sustained_requests_per_second: 50, burst_requests_per_second: 6000 req/min }
  error_targets: { max_error_percent: 0.5 % }
`;
    expect(promised(read(text)).map(fact => fact.replace(/ @.*/, ''))).toEqual([
      'service.performance.p50Ms = 20',
      'service.performance.p95Ms = 250',
      'service.performance.p99Ms = 400',
      'service.performance.maxMs = 2000',
      'service.performance.sustainedRate = 50',
      'service.performance.burstRate = 100',
      'service.performance.maxErrorPercent = 0.5',
    ]);
  });

  it('is open where a form refers to no registry yet', () => {
    const text =
      'id: a\nperformance: { latency_targets: { p95_milliseconds: "@threshold: PRD.NN.perf.p95" } }\n';
    expect(promised(read(text))).toEqual([]);
    expect(problems(read(text))).toEqual([]);
    expect(read(text).unused.map(({ field }) => field)).toEqual(['performance']);
  });

  it('may stand in a table of a SPEC in Markdown', () => {
    const text = '# SPEC-1: a\n\n## Latency targets\n\n| Key | Value |\n|---|---|\n| p95 | 200 ms |\n';
    expect(promised(read(text, 'SPEC-1.md'))).toEqual(['service.performance.p95Ms = 200 @7:9+6']);
  });

  it('is told by the way where tests and alerts say what they judge by', () => {
    const text = `id: a
verification:
  performance_tests: [{ target_p95_latency_ms: 300 }]
  load_tests: [{ sustained_load_rps: 40 }, { burst_load_rps: 80 }]
operations:
  monitoring_dashboard:
    alerting_rules: [{ condition: error_rate > 2 % }]
`;
    const reading = read(text);
    expect(promised(reading).map(fact => fact.replace(/ @.*/, ''))).toEqual([
      'service.performance.p95Ms = 300',
      'service.performance.sustainedRate = 40',
      'service.performance.burstRate = 80',
      'service.performance.maxErrorPercent = 2',
    ]);
    expect(reading.facts.filter(({ derived }) => derived).length).toBe(4);
  });

  it('is told by the alerts of a REQ too, at the very number', () => {
    const text = `# REQ-1: a

### 9.5.5 Observability Requirements

| Type | Tool | Metrics/Logs | Retention | Alerts |
|------|------|--------------|-----------|--------|
| Metrics | Prometheus | errors | 30 days | Error rate > 1 %, Degradation: p95 latency > 250ms |
`;
    const reading = readReq({ kind: 'req', file: 'REQ-01.md', text });
    expect(facts(reading).filter(fact => fact.startsWith('service.performance.'))).toEqual([
      'service.performance.maxErrorPercent = 1 @7:58+3',
      'service.performance.p95Ms = 250 @7:90+5',
    ]);
  });
});
