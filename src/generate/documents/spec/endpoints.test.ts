import { describe, expect, it } from 'vitest';
import { facts, problems, read } from './testing/read.ts';

const endpoints = (text: string, file?: string) =>
  facts(read(text, file))
    .filter(fact => fact.startsWith('service.endpoints.') && !/\.(?:method|path)? = /.test(fact))
    .map(fact => fact.replace('service.endpoints.', ''))
    .filter(fact => !/\.(?:name|method|path) = /.test(fact));
const apis = (text: string) => `id: a\ninterfaces:\n  external_apis:\n${text}`;

describe('an endpoint of a SPEC', () => {
  it('has schemas, examples, who may ask, how fast and how often', () => {
    const text = apis(`    - endpoint: POST /orders
      auth: JWT Bearer
      rate_limit: 600 req/min per IP
      latency_target: 0.2 s
      request_schema: { type: object, required: [item] }
      examples:
        - name: tea
          request: { item: tea, quantity: 2, gift: true, note: "2" }
          status: 201
          response: { item: tea }
        - request: [1]
`);
    expect(endpoints(text)).toEqual([
      'POST /orders.auth = JWT Bearer @5:13+10',
      'POST /orders.p95Ms = 200 @7:23+5',
      'POST /orders.rateLimit = 10 @6:19+11',
      'POST /orders.requestSchema = {"type":"object","required":["item"]} @8:23+34',
      'POST /orders.examples.tea.request = {"item":"tea","quantity":2,"gift":true,"note":"2"} @11:20+49',
      'POST /orders.examples.tea.status = 201 @12:19+3',
      'POST /orders.examples.tea.response = {"item":"tea"} @13:21+13',
      'POST /orders.examples.example 2.request = [1] @14:20+3',
    ]);
    expect(problems(read(text))).toEqual([]);
    expect(read(text).unused).toEqual([]);
  });

  it('has values for the parameters of its path, as a mapping or as in OpenAPI', () => {
    expect(endpoints(apis('    - { endpoint: "GET /a/{id}", parameters: { id: 7 } }\n'))).toEqual([
      'GET /a/{id}.parameters.id.value = 7 @4:52+1',
    ]);
    expect(
      endpoints(
        apis('    - { endpoint: "GET /a/{id}", parameters: [{ name: id, in: path, example: x-1 }] }\n'),
      ),
    ).toEqual(['GET /a/{id}.parameters.id.value = x-1 @4:78+3']);
  });

  it('may be a row of a table in Markdown, with its body as JSON', () => {
    const text = `# SPEC-1: Shop

## External APIs

| Endpoint | Auth | Latency target | Request example | Response status |
|---|---|---|---|---|
| \`POST /orders\` | None | 150 ms | \`{"item": "tea"}\` | 201 |
`;
    expect(endpoints(text, 'SPEC-1.md')).toEqual([
      'POST /orders.auth = None @7:20+4',
      'POST /orders.p95Ms = 150 @7:27+6',
      'POST /orders.examples.example.request = {"item":"tea"} @7:37+15',
      'POST /orders.examples.example.status = 201 @7:56+3',
    ]);
  });

  it('whose limit is no rate keeps it in the loss report, and a status that is none is a problem', () => {
    const text = apis(
      '    - { endpoint: GET /a, rate_limit: fair use, examples: [{ name: b, status: 99 }] }\n',
    );
    expect(read(text).unused.map(({ field }) => field)).toEqual(['interfaces.external_apis.0.rate_limit']);
    expect(problems(read(text))).toEqual(['status-invalid 4:79 "99" is not a status of the answer']);
  });

  it('is refused where a body is longer than anybody would read', () => {
    const text = apis(
      `    - { endpoint: POST /a, examples: [{ name: b, request: { c: ${'x'.repeat(20_000)} } }] }\n`,
    );
    expect(problems(read(text))).toEqual(['json-too-long 4:59 request is longer than 20000 characters']);
  });
});
