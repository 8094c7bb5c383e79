import type { Plugin } from 'vite';

export const viteTexts: Plugin;
