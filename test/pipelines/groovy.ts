import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Parses each file as Groovy does and prints its strings, a line each, in base64. */
const script = `import org.codehaus.groovy.ast.CodeVisitorSupport
import org.codehaus.groovy.ast.expr.ConstantExpression
import org.codehaus.groovy.control.CompilationUnit
import org.codehaus.groovy.control.Phases

args.each { name ->
  println("file \${name}")
  def unit = new CompilationUnit()
  unit.addSource(new File(name))
  unit.compile(Phases.CONVERSION)
  def strings = new CodeVisitorSupport() {
    void visitConstantExpression(ConstantExpression constant) {
      if (constant.value instanceof String) println(constant.value.getBytes('UTF-8').encodeBase64())
    }
  }
  unit.AST.modules.each { it.statementBlock.visit(strings) }
}
`;

export interface Groovy {
  readonly java: string;
  readonly jar: string;
}

/** The strings of each file, as Groovy understands them. @throws when a file is no Groovy */
export function groovyStrings(
  { java, jar }: Groovy,
  files: readonly string[],
  folder: string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const program = join(folder, 'strings.groovy');
  writeFileSync(program, script);
  const words = ['-cp', jar, 'groovy.ui.GroovyMain', program, ...files];
  const { status, stdout, stderr } = spawnSync(java, words, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  const found = new Map<string, Set<string>>();
  let strings = new Set<string>();
  for (const line of stdout.split('\n')) {
    if (line.startsWith('file ')) {
      strings = new Set();
      found.set(line.slice('file '.length), strings);
    } else strings.add(Buffer.from(line, 'base64').toString('utf8'));
  }
  return found;
}
