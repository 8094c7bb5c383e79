// node tools/record.mjs OUT.svg COMMAND...: runs a command in a terminal (script(1)) and draws what is left on the screen.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const [out, ...words] = process.argv.slice(2);
const columns = 118;
const { CI: _, ...env } = process.env;
const recorded = spawnSync(
  'script',
  ['-qec', `stty cols ${columns} rows 50; ${words.join(' ')}`, '/dev/null'],
  {
    encoding: 'utf8',
    env: { ...env, TERM: 'xterm-256color', LANG: 'C.UTF-8' },
    maxBuffer: 64 * 1024 * 1024,
  },
);

/** Every control sequence but colours and "erase the line" is about the cursor: it leaves nothing on the screen. */
const plain = line =>
  line.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, code => (/(?:m|\[2K)$/.test(code) ? code : ''));

/** What stays on the screen: a line that was erased and drawn again counts as last drawn. */
const lines = recorded.stdout
  .replaceAll('\r\n', '\n')
  .split('\n')
  .map(
    line =>
      plain(line)
        .split(/\r(?:\u001b\[2K)?|\u001b\[2K/)
        .at(-1) ?? '',
  );
// npm's own spinner is not part of the story.
while (/^[\u2800-\u28ff]?$/.test(lines.at(-1) ?? 'end')) lines.pop();

const colours = { 31: '#f47067', 32: '#57ab5a', 33: '#c69026', 36: '#39c5cf' };
const escape = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** One line with its ANSI colours as tspans. */
function draw(line, y) {
  let style = { fill: '', weight: false, dim: false };
  const parts = line.split(/(\u001b\[\d+m)/);
  let spans = '';
  for (const part of parts) {
    const code = /^\u001b\[(\d+)m$/.exec(part)?.[1];
    if (code === undefined) {
      if (part === '') continue;
      const attributes = [
        style.fill && `fill="${style.fill}"`,
        style.weight && 'font-weight="bold"',
        style.dim && 'opacity="0.6"',
      ].filter(Boolean);
      spans += `<tspan ${attributes.join(' ')}>${escape(part)}</tspan>`;
    } else if (colours[code]) style = { ...style, fill: colours[code] };
    else if (code === '39') style = { ...style, fill: '' };
    else if (code === '1') style = { ...style, weight: true };
    else if (code === '2') style = { ...style, dim: true };
    else if (code === '22') style = { ...style, weight: false, dim: false };
  }
  return `<text x="16" y="${y}" xml:space="preserve">${spans}</text>`;
}

const height = 17;
const width = Math.round(columns * 7.85) + 32;
const shown = [`$ ${words.join(' ')}`, ...lines];
const text = shown.map((line, i) => draw(line, 28 + i * height)).join('\n');
writeFileSync(
  out,
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${shown.length * height + 36}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" fill="#cdd9e5">
<rect width="100%" height="100%" rx="8" fill="#1c2128"/>
${text}
</svg>
`,
);
process.exitCode = recorded.status ?? 1;
