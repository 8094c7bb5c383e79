/** The shapes of what a service promises to those who call it. */
import type { Endpoint, EndpointExample, Performance } from '../interface.ts';
import { namedValues } from './container.ts';
import { anyText, json, latency, rate, share, statusCode } from './scalars.ts';
import { namedList, record } from './shape.ts';

const examples = namedList<EndpointExample>(
  anyText('example'),
  'Requests that the service accepts, and what it answers',
  {
    request: json('The body'),
    status: statusCode('status of the answer'),
    response: json('What the answer holds among other things'),
  },
);

export const endpoints = namedList<Endpoint>(anyText('"METHOD /path"'), 'Endpoints of the service', {
  method: anyText('HTTP method'),
  path: anyText('Path'),
  auth: anyText('How a caller shows who it is; None where everybody may ask'),
  p95Ms: latency('time in which 95 of 100 answers come'),
  rateLimit: rate('how often one caller may ask'),
  requestSchema: json('JSON Schema of the body'),
  responseSchema: json('JSON Schema of a successful answer'),
  parameters: namedValues('Values that parameters of the path may have'),
  examples,
});

export const promises = record<Performance>('What is promised of its answers', {
  p50Ms: latency('time in which half of all answers come'),
  p95Ms: latency('time in which 95 of 100 answers come'),
  p99Ms: latency('time in which 99 of 100 answers come'),
  maxMs: latency('time in which every answer comes'),
  sustainedRate: rate('load that it bears for long'),
  burstRate: rate('load that it bears for a short time'),
  maxErrorPercent: share('requests that may fail'),
});
