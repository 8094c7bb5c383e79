// A folder of real files, as one value: `import modules from 'texts:./modules'` is { 'vpc/main.tf': '…', … }, sorted by
// path. What is generated as it stands is kept in its own language, where its own tools check it. For esbuild and Vite.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const prefix = 'texts:';

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

function textsIn(folder) {
  const entries = filesOf(folder).map(file => [
    relative(folder, file).replaceAll('\\', '/'),
    readFileSync(file, 'utf8'),
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}

export const esbuildTexts = {
  name: 'texts',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^texts:/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.slice(prefix.length)),
      namespace: 'texts',
    }));
    onLoad({ filter: /.*/, namespace: 'texts' }, ({ path }) => ({
      contents: textsIn(path),
      loader: 'json',
      watchDirs: [path],
    }));
  },
};

export const viteTexts = {
  name: 'texts',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source.startsWith(prefix)
      ? `\0${prefix}${resolve(dirname(importer), source.slice(prefix.length))}`
      : null,
  load: id =>
    id.startsWith(`\0${prefix}`) ? `export default ${textsIn(id.slice(prefix.length + 1))};` : null,
};
