import type { Command } from 'commander';
import type { PinResult } from '../app/pin/pin.ts';
import { plural } from './change-lines.ts';
import type { Context } from './command.ts';
import { documentsOf } from './document-flags.ts';
import { table } from './format.ts';
import { chosenBy, folderArgument, type GenerateFlags, projectFlags } from './generate-flags.ts';
import type { Output } from './output.ts';

interface Flags extends GenerateFlags {
  images?: boolean;
  actions?: boolean;
  check?: boolean;
}

export function register(program: Command, { output, exit }: Context): Command {
  return projectFlags(program.command('pin'))
    .summary('digests of images and newest releases of actions, for the generated files')
    .description(
      'Asks registries for the digest of each image that the generated files name, and GitHub for the newest release of the same major version of each action, and keeps both in devops-flow.pins.json: commit it, and generate again. Uses the network, and says so before. Passwords of docker login and GITHUB_TOKEN are used where they are there. Ends with 0, with 1 when nothing at all could be had, with 2 under --check when a pin is missing or old.',
    )
    .addArgument(folderArgument())
    .option('--images', 'only the images')
    .option('--actions', 'only the actions')
    .option('--check', 'write nothing; end with 2 when something newer is published')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow pin && devops-flow generate\n  devops-flow pin examples/orders --images\n  devops-flow pin --check',
    )
    .action(async (folder: string | undefined, flags: Flags) => {
      const { pin } = await import('../app/pin/pin.ts');
      const both = !flags.images && !flags.actions;
      const result = await pin({
        prepare: {
          workingFolder: process.cwd(),
          documents: documentsOf(flags, folder),
          ...chosenBy(flags),
          ownFolder: false,
          command: 'pin',
        },
        kinds: { images: both || flags.images === true, actions: both || flags.actions === true },
        check: flags.check === true,
        env: process.env,
        today: new Date().toISOString().slice(0, 10),
        tell: line => output.say(output.paint.dim(line)),
      });
      tell(result, flags.check === true, output);
      output.document({ problems: result.problems, ...result.fields });
      exit(!result.ok ? 1 : flags.check && result.fields.stale ? 2 : 0);
    });
}

function tell({ fields, problems, ok }: PinResult, isCheck: boolean, output: Output): void {
  const { paint, glyphs } = output;
  output.problems(problems);
  const images = fields.images.map(({ name, outcome, digest = '', before }) => [
    outcome === 'failed' ? glyphs.no : glyphs.yes,
    name,
    outcome,
    `${before === undefined ? '' : `${before.slice(0, 19)} -> `}${digest.slice(0, 19)}`,
  ]);
  const actions = fields.actions.map(({ name, outcome, version = '', commit = '', before }) => [
    outcome === 'failed' ? glyphs.no : glyphs.yes,
    name,
    outcome,
    `${before === undefined ? '' : `${before} -> `}${version} ${commit.slice(0, 12)}`,
  ]);
  for (const row of table([...images, ...actions])) output.answer(`  ${row}`);
  for (const name of fields.dropped) output.answer(`  - ${name}  no file names it any more`);
  if (!ok) return;
  const all = [...fields.images, ...fields.actions];
  const fresh = all.filter(({ outcome }) => outcome === 'new' || outcome === 'changed').length;
  if (fields.written)
    output.answer(
      `${paint.green(glyphs.yes)} ${plural(fresh, 'pin')} in ${fields.file}: devops-flow generate takes them`,
    );
  else if (isCheck && fields.stale)
    output.answer(`${glyphs.no} ${plural(fresh, 'pin')} missing or old: devops-flow pin`);
  else output.answer(`${paint.green(glyphs.yes)} nothing new for ${fields.file}`);
}
