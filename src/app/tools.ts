import { Failure, type Problem, problem } from '../errors/index.ts';
import { tools } from '../generate/checks/tools/catalogue.ts';
import { installTool } from '../generate/checks/tools/install/index.ts';
import { findTool, type ToolPlaces, toolPlaces } from '../generate/checks/tools/places.ts';
import { publishers, type Tool } from '../generate/checks/tools/tool.ts';
import { nearest } from '../model/names.ts';
import type { ToolFields } from './schemas/tools.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type ToolState = ToolFields['tools'][number];

/** Every tool that devops-flow knows, here or not. */
export function listTools(env: Environment): ToolFields {
  const places = toolPlaces(env);
  return { tools: tools.map(tool => stateOf(tool, places)) };
}

/**
 * Installs tools, one after another: the next one is tried when one fails. What is here already stays.
 *
 * @param tell is told of each tool before it is installed
 * @throws Failure `tool-unknown` with exit code 64, before anything is installed
 */
export async function installTools(
  names: readonly string[],
  env: Environment,
  tell: (tool: ToolState) => void,
): Promise<ToolFields & { readonly problems: readonly Problem[] }> {
  const places = toolPlaces(env);
  const problems: Problem[] = [];
  const wanted = chosen(names);
  for (const tool of wanted) {
    if (findTool(tool, places)) continue;
    tell(stateOf(tool, places));
    try {
      await installTool(tool, places.cache);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(...error.problems);
    }
  }
  return { tools: wanted.map(tool => stateOf(tool, places)), problems };
}

function stateOf(tool: Tool, places: ToolPlaces): ToolState {
  const { name, version, reads, origin } = tool;
  return { name, version, reads, from: publishers[origin.from], ...findTool(tool, places) };
}

/** @throws Failure `tool-unknown` with exit code 64 */
export function refuseUnknown(names: readonly string[], known: readonly string[]): void {
  const problems = names
    .filter(name => !known.includes(name))
    .map(name => problem('tool-unknown', { name, known, suggestion: nearest(name, known) }));
  if (problems.length > 0) throw new Failure(problems, 64);
}

function chosen(names: readonly string[]): readonly Tool[] {
  const known = tools.map(({ name }) => name);
  refuseUnknown(names, known);
  if (names.length === 0) return tools.filter(({ onRequest }) => !onRequest);
  return tools.filter(({ name }) => names.includes(name));
}
