import { label } from '../../../model/names.ts';
import type { Token } from '../../../model/token.ts';
import { text } from '../../../model/values/text.ts';
import type { Gathering } from '../gathering.ts';
import type { Section } from '../markdown/outline.ts';
import { phrase } from '../markdown/phrase.ts';
import { sectionName } from './table.ts';

export interface LedItem {
  readonly key: Token;
  readonly value: Token;
  /** The key as RFC 1123 label. */
  readonly name: string;
}

/** The items of the list below a bold line such as "**Script Standards**:"; undefined when there is no such list. */
export function ledList(section: Section, title: string): readonly Token[] | undefined {
  const wanted = title.toLowerCase();
  for (const block of section.blocks) {
    if (block.kind === 'list' && block.lead?.text.toLowerCase().includes(wanted)) return block.items;
  }
  return undefined;
}

/** Items of the form "Name: value". Others are unused. */
export function ledItems(section: Section, title: string, gathering: Gathering): readonly LedItem[] {
  return (ledList(section, title) ?? []).flatMap(item => {
    const { key, value } = phrase(item);
    const name = key && label(key.text);
    if (key && name) return [{ key, value, name }];
    gathering.skip(`${sectionName(section)}, ${title}`, item);
    return [];
  });
}

/** A list of standards: each item becomes a name and a text. */
export function readStandards(
  section: Section,
  title: string,
  list: 'scriptStandards' | 'playbookStandards',
  gathering: Gathering,
): void {
  for (const { key, value, name } of ledItems(section, title, gathering)) {
    const item = ['service', list, { name }];
    gathering.state([...item, 'name'], name, key);
    gathering.read([...item, 'value'], value, text('standard'));
  }
}
