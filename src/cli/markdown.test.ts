import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { code, escaped, fenced, html } from './markdown.ts';

const render = (text: string) => new MarkdownIt({ html: true, linkify: true }).render(text);

const hostile = [
  'a | b',
  '`ticks` and ``more``',
  '<img src=x onerror=alert(1)>',
  '@everyone look at #12 and https://evil.example/x',
  '[click](javascript:alert(1)) ![x](http://evil.example/p.png)',
  '**bold** _it_ ~~gone~~ # title',
  '</code></summary><script>',
  '&lt;b&gt; \\` \\',
  '\u202emirrored',
];

test.each(hostile)('text stays text, without markup, links or mentions: %j', text => {
  const shown = render(escaped(text));
  expect(shown.match(/<(?!\/?p>|!-- -->)[^>]*>/g)).toBeNull();
  expect(shown).not.toMatch(/[@#]\w/);
});

test.each(hostile)('a code span is one span, whatever is in it: %j', text => {
  expect(render(code(text)).match(/<[^>]*>/g)).toEqual(['<p>', '<code>', '</code>', '</p>']);
});

test.each(hostile)('a table cell ends where it should: %j', text => {
  const shown = render(`| a | b |\n|---|---|\n| ${code(text)} | ${escaped(text)} |\n`);
  expect(shown.match(/<td>/g)).toHaveLength(2);
});

test('a fence is longer than any in the text', () => {
  const shown = render(fenced('```\n````\nx', 'diff'));
  expect(shown.match(/<[^>]*>/g)).toEqual(['<pre>', '<code class="language-diff">', '</code>', '</pre>']);
});

test('text in an element does not leave it', () => {
  expect(html('</code>"&')).toBe('&#60;/code&#62;&#34;&#38;');
});

test('direction and control characters are shown, not obeyed', () => {
  expect(escaped('a\u202eb')).toBe('a\\\\u\\{202e\\}b');
});
