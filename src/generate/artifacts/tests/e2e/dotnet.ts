import { type Text, text } from '../../../../model/traced.ts';
import { lineComment, literal } from '../literals.ts';
import { functionNames } from '../names.ts';
import type { Ask, Scenario } from '../plan/scenario.ts';
import type { TestLanguage } from './language.ts';

const cs = (value: Text) => literal('csharp', value);

const client: readonly string[] = [
  'using System;',
  'using System.Linq;',
  'using System.Net.Http;',
  'using System.Text;',
  'using System.Text.Json;',
  'using System.Threading.Tasks;',
  'using Xunit;',
  '',
  'public sealed class E2eFact : FactAttribute',
  '{',
  '    public E2eFact()',
  '    {',
  '        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("BASE_URL")))',
  '        {',
  '            Skip = "BASE_URL does not say where the service answers";',
  '        }',
  '    }',
  '}',
  '',
  'public class E2eTests',
  '{',
  '    private static readonly HttpClient Client = new(new HttpClientHandler { AllowAutoRedirect = false })',
  '    {',
  '        Timeout = TimeSpan.FromSeconds(10),',
  '    };',
  '',
  '    /// <summary>Asks the service once; fails unless its status is one of first to last.</summary>',
  '    private static async Task<string> Ask(string method, string path, int first, int last, string? body = null)',
  '    {',
  '        var url = Environment.GetEnvironmentVariable("BASE_URL")!.TrimEnd(\'/\') + path;',
  '        using var request = new HttpRequestMessage(new HttpMethod(method), url);',
  '        if (body is not null)',
  '        {',
  '            request.Content = new StringContent(body, Encoding.UTF8, "application/json");',
  '        }',
  '        using var response = await Client.SendAsync(request);',
  '        var answer = await response.Content.ReadAsStringAsync();',
  '        var status = (int)response.StatusCode;',
  '        Assert.True(first <= status && status <= last, $"{method} {path} answered {status}: {answer}");',
  '        return answer;',
  '    }',
  '',
  '    /// <summary>The value of a property, as one segment of a path.</summary>',
  '    private static string Segment(string answer, string name)',
  '    {',
  '        using var document = JsonDocument.Parse(answer);',
  '        return Uri.EscapeDataString(document.RootElement.GetProperty(name).ToString());',
  '    }',
  '',
  '    private static void Holds(string answer, string expected)',
  '    {',
  '        using var found = JsonDocument.Parse(answer);',
  '        using var wanted = JsonDocument.Parse(expected);',
  '        Assert.True(IsHeld(found.RootElement, wanted.RootElement), answer);',
  '    }',
  '',
  '    /// <summary>Whether the answer holds what is expected; it may hold more.</summary>',
  '    private static bool IsHeld(JsonElement answer, JsonElement expected)',
  '    {',
  '        if (answer.ValueKind != expected.ValueKind)',
  '        {',
  '            return false;',
  '        }',
  '        return expected.ValueKind switch',
  '        {',
  '            JsonValueKind.Object => expected.EnumerateObject().All(wanted =>',
  '                answer.TryGetProperty(wanted.Name, out var found) && IsHeld(found, wanted.Value)),',
  '            JsonValueKind.Array => answer.GetArrayLength() == expected.GetArrayLength()',
  '                && answer.EnumerateArray().Zip(expected.EnumerateArray(), IsHeld).All(isHeld => isHeld),',
  '            JsonValueKind.Number => answer.GetDouble() == expected.GetDouble(),',
  '            _ => answer.ToString() == expected.ToString(),',
  '        };',
  '    }',
];

const project: readonly string[] = [
  '<Project Sdk="Microsoft.NET.Sdk">',
  '  <PropertyGroup>',
  '    <TargetFramework>net8.0</TargetFramework>',
  '    <RollForward>LatestMajor</RollForward>',
  '    <Nullable>enable</Nullable>',
  '    <IsPackable>false</IsPackable>',
  '  </PropertyGroup>',
  '  <ItemGroup>',
  '    <PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.11.1" />',
  '    <PackageReference Include="xunit" Version="2.9.2" />',
  '    <PackageReference Include="xunit.runner.visualstudio" Version="2.8.2" />',
  '  </ItemGroup>',
  '</Project>',
];

export const dotnet: TestLanguage = {
  command: folder => `dotnet test ${folder}E2e.csproj`,
  files: ({ service, scenarios }) => [
    { path: 'E2e.csproj', kind: 'msbuild', lines: project },
    {
      path: 'E2eTests.cs',
      kind: 'csharp',
      lines: [
        lineComment(
          '//',
          text`End-to-end tests of ${service}. BASE_URL says where it answers; without it they are skipped.`,
        ),
        ...client,
        ...testsOf(scenarios),
        '}',
      ],
    },
  ],
};

function testsOf(scenarios: readonly Scenario[]): Text[] {
  const names = functionNames(
    scenarios.map(({ title }) => title),
    'Test',
    'pascal',
  );
  return scenarios.flatMap(({ title, asks }, i) => [
    '',
    text`    [E2eFact(DisplayName = ${cs(title)})]`,
    text`    public async Task ${names[i] ?? ''}()`,
    '    {',
    ...asks.flatMap((ask, at) => step(ask, asks[at - 1]?.takes)),
    '    }',
  ]);
}

function step(ask: Ask, taken: string | undefined): Text[] {
  const isUsed = ask.holds !== undefined || ask.takes !== undefined;
  const name = ask.takes === undefined ? 'answer' : 'made';
  const path =
    ask.rest === undefined
      ? cs(ask.path)
      : text`${cs(ask.path)} + Segment(made, "${taken ?? 'id'}")${ask.rest === '' ? '' : text` + ${cs(ask.rest)}`}`;
  const body = ask.body === undefined ? '' : text`, ${cs(ask.body)}`;
  return [
    text`        ${isUsed ? `var ${name} = ` : ''}await Ask(${cs(ask.method)}, ${path}, ${ask.status.from}, ${ask.status.to}${body});`,
    ...(ask.holds === undefined ? [] : [text`        Holds(${name}, ${cs(ask.holds)});`]),
  ];
}
