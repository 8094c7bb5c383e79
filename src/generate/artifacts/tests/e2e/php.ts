import { type Text, text } from '../../../../model/traced.ts';
import { lineComment, literal } from '../literals.ts';
import { functionNames } from '../names.ts';
import type { Ask, Scenario } from '../plan/scenario.ts';
import type { TestLanguage } from './language.ts';

const quoted = (value: Text) => literal('php', value);

const client: readonly string[] = [
  '',
  'declare(strict_types=1);',
  '',
  'use PHPUnit\\Framework\\TestCase;',
  '',
  'final class E2eTest extends TestCase',
  '{',
  '    private string $base = "";',
  '',
  '    protected function setUp(): void',
  '    {',
  '        $this->base = rtrim((string) getenv("BASE_URL"), "/");',
  '        if ($this->base === "") {',
  '            $this->markTestSkipped("BASE_URL does not say where the service answers");',
  '        }',
  '    }',
  '',
  '    /** Asks the service once; fails unless its status is one of $first to $last. */',
  '    private function ask(string $method, string $path, int $first, int $last, ?string $body = null): string',
  '    {',
  '        $options = ["method" => $method, "timeout" => 10, "ignore_errors" => true, "follow_location" => 0];',
  '        if ($body !== null) {',
  '            $options += ["header" => "Content-Type: application/json", "content" => $body];',
  '        }',
  '        $answer = @file_get_contents($this->base . $path, false, stream_context_create(["http" => $options]));',
  '        $this->assertNotFalse($answer, "$method $path: no answer");',
  '        $status = (int) (explode(" ", $http_response_header[0])[1] ?? 0);',
  '        $said = "$method $path answered $status: " . substr($answer, 0, 500);',
  '        $this->assertTrue($first <= $status && $status <= $last, $said);',
  '        return $answer;',
  '    }',
  '',
  '    /** The value of a property, as one segment of a path. */',
  '    private function segment(string $answer, string $name): string',
  '    {',
  '        $object = json_decode($answer, true);',
  '        $this->assertIsArray($object, $answer);',
  '        $this->assertArrayHasKey($name, $object);',
  '        return rawurlencode((string) $object[$name]);',
  '    }',
  '',
  '    /** Fails unless the answer holds what is expected; it may hold more. */',
  '    private function holds(string $answer, string $expected): void',
  '    {',
  '        $this->assertTrue($this->isHeld(json_decode($answer), json_decode($expected)), $answer);',
  '    }',
  '',
  '    private function isHeld(mixed $answer, mixed $expected): bool',
  '    {',
  '        if (is_object($expected)) {',
  '            foreach (get_object_vars($expected) as $key => $value) {',
  '                if (!is_object($answer) || !property_exists($answer, (string) $key)) {',
  '                    return false;',
  '                }',
  '                if (!$this->isHeld($answer->{$key}, $value)) {',
  '                    return false;',
  '                }',
  '            }',
  '            return is_object($answer);',
  '        }',
  '        if (is_array($expected)) {',
  '            return is_array($answer)',
  '                && count($answer) === count($expected)',
  '                && !in_array(false, array_map($this->isHeld(...), $answer, $expected), true);',
  '        }',
  '        return is_bool($expected) || $expected === null ? $answer === $expected : $answer == $expected;',
  '    }',
];

export const php: TestLanguage = {
  command: folder => `phpunit ${folder}E2eTest.php`,
  files: ({ service, scenarios }) => [
    {
      path: 'E2eTest.php',
      kind: 'php',
      lines: [
        '<?php',
        '',
        comment(
          text`End-to-end tests of ${service}. BASE_URL says where it answers; without it they are skipped.`,
        ),
        ...client,
        ...testsOf(scenarios),
        '}',
      ],
    },
  ],
};

/** A comment of one line ends at `?>` too. */
const comment = (value: Text): Text =>
  lineComment('//', typeof value === 'string' ? value : value.map(line => line.replaceAll('?>', '? >')));

function testsOf(scenarios: readonly Scenario[]): Text[] {
  const names = functionNames(
    scenarios.map(({ title }) => title),
    'test',
    'camel',
  );
  return scenarios.flatMap(({ asks }, i) => [
    '',
    text`    public function ${names[i] ?? ''}(): void`,
    '    {',
    ...asks.flatMap((ask, at) => step(ask, asks[at - 1]?.takes)),
    '    }',
  ]);
}

function step(ask: Ask, taken: string | undefined): Text[] {
  const isUsed = ask.holds !== undefined || ask.takes !== undefined;
  const name = ask.takes === undefined ? '$answer' : '$made';
  const path =
    ask.rest === undefined
      ? quoted(ask.path)
      : text`${quoted(ask.path)} . $this->segment($made, "${taken ?? 'id'}")${ask.rest === '' ? '' : text` . ${quoted(ask.rest)}`}`;
  const body = ask.body === undefined ? '' : text`, ${quoted(ask.body)}`;
  return [
    text`        ${isUsed ? `${name} = ` : ''}$this->ask(${quoted(ask.method)}, ${path}, ${ask.status.from}, ${ask.status.to}${body});`,
    ...(ask.holds === undefined ? [] : [text`        $this->holds(${name}, ${quoted(ask.holds)});`]),
  ];
}
