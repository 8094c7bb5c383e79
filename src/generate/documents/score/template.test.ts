import { describe, expect, it } from 'vitest';
import { escaped, keyName, pathKeys, templateParts, unescaped } from './template.ts';

/** The template with its placeholders in angle brackets and everything else as it is meant. */
const meaning = (template: string) =>
  templateParts(template)
    .map(part => {
      if (part.is === 'text') return unescaped(part.written);
      return part.is === 'open' ? '<open>' : `<${part.path}>`;
    })
    .join('');

describe('a template', () => {
  it.each([
    ['', ''],
    ['abc', 'abc'],
    ['$abc', '$abc'],
    ['abc $$ abc', 'abc $ abc'],
    ['$${abc}', '${abc}'],
    ['$$${abc}', '$<abc>'],
    ['$$$${abc}', '$${abc}'],
    ['$$$$${abc}', '$$<abc>'],
    ['amqp://${resources.q.host}:${resources.q.port}', 'amqp://<resources.q.host>:<resources.q.port>'],
    ['${}', '<>'],
    ['a ${b', 'a <open>b'],
    ['a ${b ${c', 'a <open>b <open>c'],
    ['$${b', '${b'],
    ['cost: 5$', 'cost: 5$'],
  ])('%j means %j', (template, expected) => expect(meaning(template)).toBe(expected));

  it('of any text means that text', () => {
    for (const text of ['${a}', '$', '$$', '$${a}', 'a$b', '5$']) expect(meaning(escaped(text))).toBe(text);
  });
});

describe('a path', () => {
  it('is parted at its dots, apart from those after a backslash', () => {
    expect(pathKeys('metadata.annotations.key\\.com/foo-bar')).toEqual([
      'metadata',
      'annotations',
      'key\\.com/foo-bar',
    ]);
    expect(keyName('key\\.com/foo-bar')).toBe('key.com/foo-bar');
  });
});
