import { text } from '../../../../model/traced.ts';
import { lineComment } from '../literals.ts';
import { about, type TestLanguage } from './language.ts';
import { type Syntax, testsOf } from './syntax.ts';

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

const syntax: Syntax = {
  language: 'ruby',
  names: { lead: 'test', style: 'snake' },
  test: ({ name, requests }) => [text`  def ${name}`, ...requests, '  end'],
  segment: property => `segment(made, "${property}")`,
  request: ({ answer, method, path, status, body }) =>
    text`    ${answer ? `${answer} = ` : ''}ask(${method}, ${path}, ${status.from}..${status.to}${body ? text`, ${body}` : ''})`,
  holds: (answer, expected) =>
    text`    assert holds?(JSON.parse(${answer}), JSON.parse(${expected})), ${answer}`,
};

export const ruby: TestLanguage = {
  command: folder => `ruby ${folder}e2e_test.rb`,
  files: ({ service, scenarios }) => [
    {
      path: 'e2e_test.rb',
      kind: 'ruby',
      lines: [
        '# frozen_string_literal: true',
        '',
        lineComment('#', about(service)),
        ...client,
        ...testsOf(syntax, scenarios),
        'end',
      ],
    },
  ],
};
