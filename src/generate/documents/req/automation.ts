/** REQ 9.5.3, 9.5.4 and 9.5.8: scripts, playbooks and how automatic delivery is. */
import { label } from '../../../model/names.ts';
import { bare, type Token } from '../../../model/token.ts';
import { name, text } from '../../../model/values/text.ts';
import type { Gathering } from '../gathering.ts';
import type { Section } from '../markdown/outline.ts';
import { items, phrase } from '../markdown/phrase.ts';
import { readHooks } from './hooks.ts';
import { ledItems, ledList, readStandards } from './lists.ts';
import { type Columns, readTable, sectionName } from './table.ts';

const scriptColumns = {
  script: { title: 'Script Name' },
  purpose: { title: 'Purpose' },
  automation: { title: 'Automation Level' },
  environments: { title: 'Required for Environments' },
} as const satisfies Columns<string>;

export function readScripts(section: Section, gathering: Gathering): void {
  for (const row of readTable(section, scriptColumns, gathering)) {
    const cell = row.script && bare(row.script);
    if (!cell) continue;
    const path = ['service', 'scripts', { name: cell.text }];
    gathering.read([...path, 'name'], cell, text('script name'));
    gathering.read([...path, 'purpose'], row.purpose, text('purpose'));
    gathering.read([...path, 'automation'], row.automation, text('automation level'));
    const environments = row.environments ? items(row.environments) : [];
    gathering.readList([...path, 'environments'], environments, name('environment'));
  }
  readStandards(section, 'Script Standards', 'scriptStandards', gathering);
}

const playbookColumns = {
  playbook: { title: 'Playbook Name' },
  purpose: { title: 'Purpose' },
  target: { title: 'Target' },
  variables: { title: 'Variables' },
  tags: { title: 'Tags' },
} as const satisfies Columns<string>;

export function readPlaybooks(section: Section, gathering: Gathering): void {
  for (const row of readTable(section, playbookColumns, gathering)) {
    const cell = row.playbook && bare(row.playbook);
    if (!cell) continue;
    const path = ['service', 'playbooks', { name: cell.text }];
    gathering.read([...path, 'name'], cell, text('playbook name'));
    gathering.read([...path, 'purpose'], row.purpose, text('purpose'));
    gathering.read([...path, 'target'], row.target, text('target'));
    gathering.readList([...path, 'variables'], row.variables ? items(row.variables) : [], text('variable'));
    gathering.readList([...path, 'tags'], row.tags ? items(row.tags) : [], text('tag'));
  }
  readStandards(section, 'Playbook Standards', 'playbookStandards', gathering);
}

export function readAutomation(section: Section, gathering: Gathering): void {
  readLevel(section, gathering);
  readHooks(section, gathering);
  const workflow = ledList(section, 'Deployment Workflow') ?? [];
  gathering.readList(['service', 'automation', 'workflow'], workflow, text('workflow step'));
  for (const { key, value } of ledItems(section, 'Validation Requirements', gathering)) {
    const name = label(key.text);
    if (!name) continue;
    const path = ['service', 'automation', 'validation', { name }];
    gathering.state([...path, 'name'], name, key);
    gathering.readList([...path, 'requirements'], items(value), text('requirement'));
  }
}

/** "**Automation Level**: Fully automated (no manual steps)". */
function readLevel(section: Section, gathering: Gathering): void {
  for (const line of section.blocks.flatMap(block => (block.kind === 'paragraph' ? block.lines : []))) {
    const { key, value } = phrase(line);
    if (!key || value.text === '') continue;
    if (label(key.text) === 'automation-level') readLevelText(value, gathering);
    else gathering.skip(`${sectionName(section)}, ${key.text}`, line);
  }
}

function readLevelText(value: Token, gathering: Gathering): void {
  gathering.read(['service', 'automation', 'level'], value, text('automation level'));
}
