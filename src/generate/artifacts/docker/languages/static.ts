import type { Recipe } from '../recipe.ts';

export const staticSite: Recipe = {
  build: () => [],
  install: () => ['COPY nginx.conf /etc/nginx/nginx.conf', 'COPY --from=build /src /usr/share/nginx/html'],
  probe: ['sh', '-c', 'wget -q -O /dev/null "http://127.0.0.1:$PORT$0"'],
  command: () => ['nginx', '-g', 'daemon off;'],
  ignore: ['node_modules'],
};
