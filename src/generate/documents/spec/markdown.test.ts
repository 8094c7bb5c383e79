import { describe, expect, it } from 'vitest';
import { facts, problems, read } from './testing/read.ts';

const markdown = (text: string) => read(text, 'SPEC-API-V1.md');

describe('a SPEC in Markdown', () => {
  it('reads front matter, tables, lists and fences as one SPEC, each value at its place', () => {
    const text = `---
id: api
---
# SPEC-API-V1: Catalogue

## Implementation

| Key | Value |
|-----|-------|
| Language | Python |
| Entry point | \`main.py\` |

## Deployment

- Port: 8000, 9000
- Container image: \`company/api:1.2.0\`

## Resources

| Resource | Request | Limit |
|----------|---------|-------|
| CPU | 250m | 1 |

## Environment Variables

| Name | Required | Default |
|------|----------|---------|
| LOG_LEVEL | no | info |

## Endpoints

- \`GET /items\` - lists items

## Anything

  \`\`\`yaml
  observability:
    metrics:
      path: /metrics
  \`\`\`
`;
    const reading = markdown(text);
    expect(problems(reading)).toEqual([]);
    expect(facts(reading)).toEqual([
      'service.name = catalogue @4:16+9',
      'service.name = api @2:5+3',
      'service.language = python @10:14+6',
      'service.entryPoint = main.py @11:18+7',
      'service.image.repository = company/api @16:21+11',
      'service.image.tag = 1.2.0 @16:33+5',
      'service.port = 8000 @15:9+4',
      'service.resources.requests.cpu = 250m @22:9+4',
      'service.resources.limits.cpu = 1 @22:16+1',
      'service.variables.LOG_LEVEL.name = LOG_LEVEL @28:3+9',
      'service.variables.LOG_LEVEL.required = false @28:15+2',
      'service.variables.LOG_LEVEL.default = info @28:20+4',
      'service.endpoints.GET /items.name = GET /items @32:4+10',
      'service.endpoints.GET /items.method = GET @32:4+3',
      'service.endpoints.GET /items.path = /items @32:8+6',
      'service.metricsPath = /metrics @39:13+8',
    ]);
    expect(reading.facts[0]?.derived).toBe(true);
    expect(reading.unused.map(({ field, at }) => `${field} ${at.line}:${at.column}`)).toEqual([
      'implementation.deployment.ports_exposed 15:15',
    ]);
  });

  it('points into the fence when its YAML is broken', () => {
    const text = '# SPEC-1: a\n\n```yaml\nid: a\nid: b\n```\n';
    expect(problems(markdown(text))[0]).toBe(
      'yaml-duplicate-key 5:1 the key "id" stands twice in one mapping',
    );
  });

  it('takes a fence below a known section as a part of that section', () => {
    const text = '# SPEC-1: a\n\n## Scaling\n\n```yaml\nmin_instances: 3\n```\n';
    expect(facts(markdown(text)).slice(1)).toEqual(['service.scaling.min = 3 @6:16+1']);
  });

  it('takes lines of keys and values, and reports what is left of a section that it reads', () => {
    const text = `---
title: a
---
# SPEC-1: a

**Owner**: nobody

## Deployment

**Port**: 8080
Port: 9090
This is prose.

- Health check path: /live
- anything else

\`\`\`sh
run me
\`\`\`
`;
    const reading = markdown(text);
    expect(facts(reading).slice(1)).toEqual([
      'service.port = 8080 @10:11+4',
      'service.health.live = /live @14:22+5',
    ]);
    expect(reading.unused.map(({ field, at }) => `${field} ${at.line}:${at.column}`)).toEqual([
      'front matter 2:1',
      'SPEC-1: a, Owner 6:1',
      'Deployment, Port 11:1',
      'Deployment, anything else 15:3',
      'Deployment, fence, sh 17:1',
    ]);
  });

  it('reports sections that it does not know, and refuses a text without any', () => {
    const { unused } = markdown('# SPEC-1: a\n\n## Deployment\n\n- Port: 1\n\n## Roadmap\n\n- more\n');
    expect(unused.map(({ field }) => field)).toEqual(['Roadmap']);
    expect(problems(markdown('# Hello\n\nworld\n'))).toEqual([
      'not-a-spec 1:1 this is not a SPEC: it looks like a text without SPEC sections',
    ]);
  });
});
