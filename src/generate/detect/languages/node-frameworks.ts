import type { Candidate } from '../finding.ts';
import type { Repository } from '../repository.ts';
import { search } from '../search.ts';
import type { NodeManifest } from './node-manifest.ts';

export interface NodeFramework {
  /** The npm package that says it. */
  readonly dependency: string;
  readonly name: string;
  /** The port where nobody says another. */
  readonly port?: number;
  /** How its build is served, where it has a server of its own. */
  readonly serve?: readonly string[];
  /** The folder into which it builds a site of files. */
  readonly site?: string;
  /** Its server takes the PORT variable without being told. */
  readonly readsPort?: boolean;
}

/** Those that bring others come first: Next has React, Nest has Express. */
const frameworks: readonly NodeFramework[] = [
  { dependency: 'next', name: 'next', port: 3000, serve: ['next', 'start'], readsPort: true },
  {
    dependency: 'nuxt',
    name: 'nuxt',
    port: 3000,
    serve: ['node', '.output/server/index.mjs'],
    readsPort: true,
  },
  {
    dependency: '@remix-run/serve',
    name: 'remix',
    port: 3000,
    serve: ['remix-serve', './build/server/index.js'],
    readsPort: true,
  },
  {
    dependency: '@react-router/serve',
    name: 'react-router',
    port: 3000,
    serve: ['react-router-serve', './build/server/index.js'],
    readsPort: true,
  },
  {
    dependency: '@sveltejs/adapter-node',
    name: 'sveltekit',
    port: 3000,
    serve: ['node', 'build'],
    readsPort: true,
  },
  { dependency: '@sveltejs/adapter-static', name: 'sveltekit', site: 'build' },
  { dependency: '@sveltejs/kit', name: 'sveltekit' },
  {
    dependency: '@astrojs/node',
    name: 'astro',
    port: 4321,
    serve: ['node', './dist/server/entry.mjs'],
    readsPort: true,
  },
  { dependency: '@nestjs/core', name: 'nest', port: 3000, serve: ['node', 'dist/main'] },
  {
    dependency: '@adonisjs/core',
    name: 'adonis',
    port: 3333,
    serve: ['node', 'build/bin/server.js'],
    readsPort: true,
  },
  { dependency: 'fastify-cli', name: 'fastify', port: 3000, readsPort: true },
  { dependency: 'fastify', name: 'fastify', port: 3000 },
  { dependency: 'hono', name: 'hono', port: 3000 },
  { dependency: 'koa', name: 'koa', port: 3000 },
  { dependency: '@hapi/hapi', name: 'hapi', port: 3000 },
  { dependency: 'restify', name: 'restify' },
  { dependency: 'polka', name: 'polka', port: 3000 },
  { dependency: 'express', name: 'express', port: 3000 },
  { dependency: 'astro', name: 'astro', site: 'dist' },
  { dependency: 'gatsby', name: 'gatsby', site: 'public' },
  { dependency: '@docusaurus/core', name: 'docusaurus', site: 'build' },
  { dependency: 'vitepress', name: 'vitepress', site: '.vitepress/dist' },
  { dependency: '@11ty/eleventy', name: 'eleventy', site: '_site' },
  { dependency: 'react-scripts', name: 'create-react-app', site: 'build' },
  { dependency: '@vue/cli-service', name: 'vue-cli', site: 'dist' },
  { dependency: '@angular/core', name: 'angular', site: 'dist' },
  { dependency: 'vite', name: 'vite', site: 'dist' },
  { dependency: 'parcel', name: 'parcel', site: 'dist' },
];

/** A framework that builds a site of files here: it always does, or Next is set to export one. */
export function siteOf(repository: Repository, found: FoundFramework | undefined): string | undefined {
  if (found?.framework.name !== 'next') return found?.framework.site;
  const settings = repository.files.filter(file => /^next\.config\.[cm]?[jt]s$/.test(file));
  return search(repository, settings, /\boutput\s*:\s*["'](export)["']/) ? 'out' : undefined;
}

export interface FoundFramework {
  readonly framework: NodeFramework;
  readonly found: Candidate<string>;
}

export function frameworkOf(manifest: NodeManifest): FoundFramework | undefined {
  for (const framework of frameworks) {
    const found = manifest.dependencies.get(framework.dependency);
    if (found) return { framework, found: { value: framework.name, found: found.found } };
  }
  return undefined;
}
