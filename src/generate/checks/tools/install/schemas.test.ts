import { expect, it } from 'vitest';
import { customSchemas } from './crds.ts';
import { strictSchemas } from './openapi.ts';

const swagger = {
  definitions: {
    'io.k8s.api.batch.v1.Job': {
      description: 'Runs to its end.',
      type: 'object',
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        spec: { $ref: '#/definitions/io.k8s.api.batch.v1.JobSpec' },
      },
      'x-kubernetes-group-version-kind': [{ group: 'batch', version: 'v1', kind: 'Job' }],
    },
    'io.k8s.api.batch.v1.JobSpec': {
      type: 'object',
      properties: {
        limit: { $ref: '#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity' },
        port: { type: 'string', format: 'int-or-string' },
        template: { type: 'string' },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
      },
      required: ['template'],
    },
    'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'string' },
    Options: {
      type: 'object',
      'x-kubernetes-group-version-kind': [
        { group: '', version: 'v1', kind: 'Options' },
        { group: 'batch', version: 'v1', kind: 'Options' },
      ],
    },
  },
};

it('Kubernetes says of each kind what it holds, and nothing else is allowed', () => {
  expect([...strictSchemas(swagger)]).toEqual([
    [
      'job-batch-v1.json',
      {
        type: 'object',
        properties: {
          apiVersion: { enum: ['batch/v1'] },
          kind: { enum: ['Job'] },
          spec: { $ref: '#/definitions/io.k8s.api.batch.v1.JobSpec' },
        },
        additionalProperties: false,
        required: ['apiVersion', 'kind'],
        definitions: {
          'io.k8s.api.batch.v1.JobSpec': {
            type: 'object',
            properties: {
              limit: { $ref: '#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity' },
              port: { type: ['string', 'integer', 'null'] },
              template: { type: 'string' },
              labels: { type: ['object', 'null'], additionalProperties: { type: 'string' } },
            },
            additionalProperties: false,
            required: ['template'],
          },
          'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['string', 'number', 'null'] },
        },
      },
    ],
  ]);
});

it('what is no OpenAPI document is refused', () => {
  expect(() => strictSchemas({ openapi: '3.0.0' })).toThrow('definitions');
});

const definitions = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: example.com
  names: { kind: Shop }
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          type: object
          properties:
            properties: { type: object, properties: { a: { type: string } } }
            open: { type: object, x-kubernetes-preserve-unknown-fields: true, properties: { b: { type: string } } }
            port: { x-kubernetes-int-or-string: true }
---
kind: ConfigMap
`;

it('a custom resource is closed too, but for what its definition leaves open, and what every object has', () => {
  expect([...customSchemas(definitions)]).toEqual([
    [
      'example.com/shop_v1.json',
      {
        type: 'object',
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: { type: 'object' },
          properties: {
            type: 'object',
            properties: { a: { type: 'string' } },
            additionalProperties: false,
          },
          open: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
            properties: { b: { type: 'string' } },
          },
          port: { 'x-kubernetes-int-or-string': true, type: ['string', 'integer'] },
        },
        additionalProperties: false,
      },
    ],
  ]);
});
