import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Tool } from './tool.ts';

/** Where tools are looked for, in this order. */
export interface ToolPlaces {
  /** A folder of programs that somebody else brought. */
  readonly folder?: string;
  /** What `tools install` fills. */
  readonly cache: string;
}

/** By DEVOPS_FLOW_TOOLS, and by XDG_CACHE_HOME as the XDG base directories define it (absolute, else ~/.cache). */
export function toolPlaces(env: Readonly<Record<string, string | undefined>>): ToolPlaces {
  const { DEVOPS_FLOW_TOOLS: folder, XDG_CACHE_HOME: xdg } = env;
  const caches = xdg?.startsWith('/') ? xdg : join(homedir(), '.cache');
  return { ...(folder && { folder: resolve(folder) }), cache: join(caches, 'devops-flow', 'tools') };
}

export interface FoundTool {
  /** The program, or the folder of what is none. */
  readonly path: string;
  readonly place: 'folder' | 'cache';
}

/** The name of a tool in the cache: each version has a folder of its own. */
export const entryOf = ({ name, version }: Tool): string => `${name}-${version}`;

export function findTool(tool: Tool, { folder, cache }: ToolPlaces): FoundTool | undefined {
  const brought = folder === undefined ? undefined : join(folder, tool.file);
  if (brought !== undefined && existsSync(brought)) return { path: brought, place: 'folder' };
  const installed = join(cache, entryOf(tool), 'bin', tool.file);
  return existsSync(installed) ? { path: installed, place: 'cache' } : undefined;
}
