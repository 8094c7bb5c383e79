/** The rules for texts in score.dev/v1b1, with the patterns of its JSON Schema. All of them take linear time. */
import type { Form } from './shape.ts';

export const label: Form = {
  pattern: /^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/,
  least: 2,
  most: 63,
  rule: 'a label of 2 to 63 of a-z, 0-9 and "-", no "-" first or last',
  example: 'orders-api',
};

export const typeName: Form = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/,
  least: 2,
  most: 63,
  rule: 'a name of 2 to 63 letters, digits and "-", no "-" first or last',
  example: 'postgres',
};

export const resourceId: Form = {
  pattern: /^[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*$/,
  least: 2,
  most: 63,
  rule: 'labels of a-z, 0-9 and "-" with dots between them, 2 to 63 in all',
  example: 'shared.orders-db',
};

export const annotationName: Form = {
  pattern:
    /^(?:[a-z0-9][a-z0-9-]{0,61}[a-z0-9](?:\.[a-z0-9][a-z0-9-]{0,61}[a-z0-9])*\/)?[A-Za-z0-9][A-Za-z0-9._-]{0,61}[A-Za-z0-9]$/,
  least: 2,
  most: 316,
  rule: 'a name of 2 to 63 letters, digits, ".", "_" and "-", a host name and "/" before it if need be',
  example: 'example.com/team',
};

export const variableName: Form = {
  pattern: /^[^=]+$/,
  least: 1,
  rule: 'a name without "="',
  example: 'LOG_LEVEL',
};

export const memory: Form = {
  pattern: /^(?:0\.\d+|[1-9]\d*(?:\.\d+)?)(?:K|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/,
  rule: 'a number of bytes with a unit such as M or Mi, or none',
  example: '"256Mi"',
};

export const cpu: Form = {
  pattern: /^\d+(?:m|\.\d+)?$/,
  rule: 'a number of CPUs, or of thousandths with "m"',
  example: '"250m"',
};

export const mode: Form = {
  pattern: /^0?[0-7]{3}$/,
  rule: 'three octal digits',
  example: '"0644"',
};

export const headerName: Form = {
  pattern: /^[A-Za-z0-9_-]+$/,
  rule: 'a name of letters, digits, "_" and "-"',
  example: 'X-Probe',
};

export const filled: Form = { pattern: /[^]/, least: 1, rule: 'a text that is not empty', example: 'a text' };
