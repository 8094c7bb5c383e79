import type { WriteStream } from 'node:tty';

type Colour = (text: string) => string;

export interface Paint {
  readonly bold: Colour;
  readonly dim: Colour;
  readonly red: Colour;
  readonly green: Colour;
  readonly yellow: Colour;
  readonly cyan: Colour;
}

/** ANSI colours for a terminal, plain text for anything else; NO_COLOR and CI are honoured. */
export function paint(stream: Pick<WriteStream, 'isTTY'>): Paint {
  const { NO_COLOR, CI, TERM } = process.env;
  const on = stream.isTTY && !NO_COLOR && !CI && TERM !== 'dumb';
  const colour =
    (open: number, close: number): Colour =>
    text =>
      on ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    bold: colour(1, 22),
    dim: colour(2, 22),
    red: colour(31, 39),
    green: colour(32, 39),
    yellow: colour(33, 39),
    cyan: colour(36, 39),
  };
}

export interface Glyphs {
  readonly yes: string;
  readonly no: string;
  readonly back: string;
  readonly arrow: string;
  readonly dot: string;
  readonly bars: readonly string[];
}

/** The signs of the terminal, with ASCII twins where the locale has no UTF-8. */
export function glyphs(env: NodeJS.ProcessEnv): Glyphs {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  // A service without any locale (CI, containers) still reads UTF-8; only an explicit other charset does not.
  const utf8 = locale === '' || /utf-?8/i.test(locale) || locale.startsWith('C.');
  return utf8
    ? { yes: '✓', no: '✗', back: '↩', arrow: '→', dot: '·', bars: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] }
    : {
        yes: 'ok',
        no: 'x',
        back: '<-',
        arrow: '->',
        dot: '-',
        bars: ['_', '.', ':', '-', '=', '+', '*', '#'],
      };
}
