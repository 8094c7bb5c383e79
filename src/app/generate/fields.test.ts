import { describe, expect, it } from 'vitest';
import { ordersProject } from '../../../test/fixtures/orders.ts';
import { trace } from '../../model/traced.ts';
import { fieldLabel } from './field-label.ts';
import { fieldsOf, matchField } from './fields.ts';

describe('the fields of a project', () => {
  it('are addressed as the emitters address them', () => {
    const fields = new Set(fieldsOf(ordersProject).keys());
    const traced = JSON.stringify(trace(ordersProject), (_, value: unknown) => value);
    const used = [...traced.matchAll(/"fields":\["([^"]+)"\]/g)].map(([, field]) => field);
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter(field => field !== undefined && !fields.has(field))).toEqual([]);
  });

  it('have their values', () => {
    expect(fieldsOf(ordersProject).get('service.name')).toBe('orders');
  });
});

describe('what a person asks for', () => {
  const fields = [
    'service.port',
    'service.resources.limits.memory',
    'service.resources.requests.memory',
    'service.portal',
    'resources.database.version',
  ];

  it.each([
    ['service.port', { found: ['service.port'] }],
    ['port', { found: ['service.port'] }],
    ['resources.limits', { found: ['service.resources.limits.memory'] }],
    ['database.version', { found: ['resources.database.version'] }],
    ['memory', { ambiguous: ['service.resources.limits.memory', 'service.resources.requests.memory'] }],
    ['service.prot', { unknown: true, suggestion: 'service.port' }],
    ['prot', { unknown: true, suggestion: 'service.port' }],
    ['memry', { unknown: true, suggestion: 'service.resources.requests.memory' }],
    ['__proto__', { unknown: true, suggestion: undefined }],
    ['', { unknown: true, suggestion: undefined }],
  ])('%j is %j', (asked, expected) => {
    expect(matchField(asked, fields)).toEqual(expected);
  });
});

describe('a field in words', () => {
  it.each([
    ['service.port', 'port'],
    ['service.resources.limits.memory', 'memory limit'],
    ['service.resources.requests.cpu', 'cpu request'],
    ['service.shutdown.drainSeconds', 'shutdown drain seconds'],
    ['service.variables.LOG_LEVEL.default', 'LOG_LEVEL default'],
    ['service.environments.production.replicas', 'production replicas'],
    ['service.command.0', 'command'],
    ['resources.database.version', 'resource database version'],
    ['service.dependencies.database.name', 'dependency database name'],
    ['environments.production', 'environment'],
    ['services.web.environments.production.name', 'environment'],
  ])('%s is "%s"', (field, label) => {
    expect(fieldLabel(field)).toBe(label);
  });
});
