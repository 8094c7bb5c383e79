import { type Text, text } from '../../../../model/traced.ts';
import { lineComment, literal } from '../literals.ts';
import { functionNames } from '../names.ts';
import type { Ask, Scenario } from '../plan/scenario.ts';
import type { TestLanguage } from './language.ts';

const rb = (value: Text) => literal('ruby', value);

const client: readonly string[] = [
  'require "erb"',
  'require "json"',
  'require "minitest/autorun"',
  'require "net/http"',
  '',
  'class E2eTest < Minitest::Test',
  '  BASE = ENV.fetch("BASE_URL", "").sub(%r{/+\\z}, "")',
  '',
  '  def setup',
  '    skip "BASE_URL does not say where the service answers" if BASE.empty?',
  '  end',
  '',
  '  # Asks the service once; fails unless its status is one of those expected.',
  '  def ask(method, path, expected, body = nil)',
  '    uri = URI(BASE + path)',
  '    request = Net::HTTPGenericRequest.new(method, !body.nil?, method != "HEAD", uri)',
  '    request["Content-Type"] = "application/json" if body',
  '    request.body = body',
  '    options = { use_ssl: uri.scheme == "https", open_timeout: 10, read_timeout: 10 }',
  '    response = Net::HTTP.start(uri.hostname, uri.port, options) { |http| http.request(request) }',
  '    status = response.code.to_i',
  '    assert_includes expected, status, "#{method} #{path} answered #{status}: #{response.body.to_s[0, 500]}"',
  '    response.body.to_s',
  '  end',
  '',
  '  # The value of a property, as one segment of a path.',
  '  def segment(answer, name)',
  '    ERB::Util.url_encode(JSON.parse(answer).fetch(name).to_s)',
  '  end',
  '',
  '  # Whether the answer holds what is expected; it may hold more.',
  '  def holds?(answer, expected)',
  '    case expected',
  '    when Hash',
  '      answer.is_a?(Hash) && expected.all? { |key, value| answer.key?(key) && holds?(answer[key], value) }',
  '    when Array',
  '      answer.is_a?(Array) && answer.size == expected.size &&',
  '        answer.zip(expected).all? { |found, value| holds?(found, value) }',
  '    else',
  '      answer == expected',
  '    end',
  '  end',
];

export const ruby: TestLanguage = {
  command: folder => `ruby ${folder}e2e_test.rb`,
  files: ({ service, scenarios }) => [
    {
      path: 'e2e_test.rb',
      kind: 'ruby',
      lines: [
        '# frozen_string_literal: true',
        '',
        lineComment(
          '#',
          text`End-to-end tests of ${service}. BASE_URL says where it answers; without it they are skipped.`,
        ),
        ...client,
        ...testsOf(scenarios),
        'end',
      ],
    },
  ],
};

function testsOf(scenarios: readonly Scenario[]): Text[] {
  const names = functionNames(
    scenarios.map(({ title }) => title),
    'test',
    'snake',
  );
  return scenarios.flatMap(({ asks }, i) => [
    '',
    text`  def ${names[i] ?? ''}`,
    ...asks.flatMap((ask, at) => step(ask, asks[at - 1]?.takes)),
    '  end',
  ]);
}

function step(ask: Ask, taken: string | undefined): Text[] {
  const isUsed = ask.holds !== undefined || ask.takes !== undefined;
  const name = ask.takes === undefined ? 'answer' : 'made';
  const path =
    ask.rest === undefined
      ? rb(ask.path)
      : text`${rb(ask.path)} + segment(made, "${taken ?? 'id'}")${ask.rest === '' ? '' : text` + ${rb(ask.rest)}`}`;
  const body = ask.body === undefined ? '' : text`, ${rb(ask.body)}`;
  return [
    text`    ${isUsed ? `${name} = ` : ''}ask(${rb(ask.method)}, ${path}, ${ask.status.from}..${ask.status.to}${body})`,
    ...(ask.holds === undefined
      ? []
      : [text`    assert holds?(JSON.parse(${name}), JSON.parse(${rb(ask.holds)})), ${name}`]),
  ];
}
