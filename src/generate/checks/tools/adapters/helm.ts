import { type Adapter, below } from './adapter.ts';

/** `[ERROR] templates/a.yaml: message` */
const line = /^\[(ERROR|WARNING)\] (.*)$/;

/** Each chart with the values that it brings, strictly: what Helm only warns of fails. */
export const helm: Adapter = {
  tool: 'helm',
  kinds: ['helm-template'],
  argv: ({ pathOf, files }) => [pathOf('helm'), 'lint', '--strict', '--quiet', ...charts(files)],
  findings: ({ code, stdout, stderr }, { root }) => {
    let chart = '';
    const found = `${stdout}\n${stderr}`.split('\n').flatMap(text => {
      chart = /^==> Linting (.*)$/.exec(text)?.[1] ?? chart;
      const [, id, message] = line.exec(text) ?? [];
      return id === undefined || message === undefined
        ? []
        : [{ id, message, file: `${below(root, chart)}/Chart.yaml` }];
    });
    if (code !== 0 && found.length === 0) throw new Error(stderr);
    return found;
  },
};

/** The folders of the charts whose templates these are. */
const charts = (files: readonly string[]): readonly string[] => [
  ...new Set(files.map(file => file.slice(0, file.indexOf('/templates/')))),
];
