using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CostSim.Cli;

/// <summary>Help that fits a terminal and ends with lines one can copy; a test runs them.</summary>
internal sealed class Help(HelpAction inner) : SynchronousCommandLineAction
{
    private const int Width = 80;

    /// <summary>Lines to copy, by verb; the empty name is costsim alone.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Examples { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [""] =
        [
            "costsim init my-assistant",
            "costsim run scenarios/contract-qa",
            "costsim prices show openai/gpt-4o",
        ],
        ["init"] = [
            "costsim init my-assistant",
            "costsim init my-contracts --documents scenarios/contract-qa/documents",
        ],
        ["schema"] = [
            "costsim schema scenario",
            "costsim schema prices -o prices.schema.json",
        ],
        ["completion"] = [
            "costsim completion bash > ~/.local/share/bash-completion/completions/costsim",
            "costsim completion zsh > ~/.zfunc/_costsim",
            "costsim completion fish > ~/.config/fish/completions/costsim.fish",
            "costsim completion pwsh >> $PROFILE",
        ],
        ["licences"] = [
            "costsim licences",
        ],
        ["run"] = [
            "costsim run scenarios/contract-qa",
            "costsim run scenarios/contract-qa --set traffic.requests_per_day=500 -o -",
            "costsim run scenarios/contract-qa --design rag-512 --format csv --table months -o -",
            "costsim run scenarios/pilot-to-production --vary traffic.requests_per_day=100..10_000:log3 --vary "
            + "reliability.retries=1%,5% -o -",
            "costsim run scenarios/pilot-to-production --format xlsx -o pilot.xlsx",
            "costsim run scenarios/contract-qa --watch",
            "costsim run scenarios/pilot-to-production --percentile 97.5 --exceed 12000 --format json -o -",
        ],
        ["tune"] = [
            "costsim tune scenarios/contract-qa",
            "costsim tune scenarios/contract-qa --design rag-512 --at-least 85% -o -",
            "costsim tune scenarios/contract-qa --grid '{ kinds: [recursive], sizes: [256, 512], k: [4, 8] }' --format csv -o -",
        ],
        ["merge"] = [
            "costsim run scenarios/pilot-to-production --vary traffic.requests_per_day=100..10_000:log3 --shard 1/2 -o shards/1",
            "costsim run scenarios/pilot-to-production --vary traffic.requests_per_day=100..10_000:log3 --shard 2/2 -o shards/2",
            "costsim merge shards/1 shards/2 -o out/merged",
        ],
        ["check"] = [
            "costsim check scenarios/contract-qa --against out/contract-qa/forecast.json",
            "costsim check scenarios/contract-qa --against out/contract-qa/forecast.json --max-increase 5% --format md -o comment.md",
            "costsim check scenarios/contract-qa --against out/contract-qa/forecast.json --update",
        ],
        ["report"] = [
            "costsim report out/contract-qa/forecast.json --format md",
            "costsim report out/contract-qa/forecast.json --format focus --design rag-512",
            "costsim report out/contract-qa/forecast.json --format xlsx -o contract-qa.xlsx",
            "costsim report out/contract-qa/forecast.json -o again",
        ],
        ["explain"] = [
            "costsim explain out/contract-qa/forecast.json",
            "costsim explain out/contract-qa/forecast.json --design rag-512",
            "costsim explain out/contract-qa/forecast.json --against last-quarter/forecast.json",
        ],
        ["measure"] = [
            "costsim measure scenarios/contract-qa/documents --tokenizer o200k_base,cl100k_base",
            "costsim measure scenarios/contract-qa/questions.jsonl --field question --keep id --format csv",
            "costsim measure scenarios/contract-qa/documents --chunker '{ kind: recursive, size: 400 }' --questions "
            + "scenarios/contract-qa/questions.jsonl",
        ],
        ["fit"] = [
            "costsim fit scenarios/from-log-to-landing/usage-september.csv",
            "costsim fit scenarios/from-log-to-landing/usage-september.csv --timezone +08:00 --format json",
            "costsim fit out/contract-qa/focus.csv -o next-year.yaml",
        ],
        ["track"] = [
            "costsim track scenarios/from-log-to-landing/usage-autumn.csv --against out/from-log-to-landing",
            "costsim track scenarios/from-log-to-landing/usage-autumn.csv --against out/from-log-to-landing -o track.html",
            "costsim track scenarios/from-log-to-landing/usage-autumn.csv --against out/from-log-to-landing --backtest",
        ],
        ["close"] = [
            "costsim close scenarios/from-log-to-landing/usage-autumn.csv --against out/from-log-to-landing --month 2026-10",
            "costsim close scenarios/from-log-to-landing/usage-autumn.csv --against out/from-log-to-landing --month 2026-10 -o close.xlsx",
        ],
        ["capacity"] = [
            "costsim capacity scenarios/support-capacity",
            "costsim capacity scenarios/support-capacity --set traffic.requests_per_day=500 --target '429s <= 0.1%, p95 <= 30s' --format "
            + "csv --set 'limits={ tpm: 400_000 }'",
            "costsim capacity --queue '{ kind: M/M/c, lambda: 8, mu: 1, c: 10 }' --customers 100000",
        ],
        ["prices"] = [
            "costsim prices list openai --as-of 2026-11-01",
            "costsim prices show openai/gpt-4o",
            "costsim prices diff 2024-06-01 2026-11-01",
            "costsim prices verify",
        ],
        ["prices list"] =
        [
            "costsim prices list openai",
            "costsim prices list --as-of 2025-01-01 --format csv",
        ],
        ["prices show"] =
        [
            "costsim prices show openai/gpt-4o",
            "costsim prices show openai/gpt-4o --as-of 2025-01-01",
        ],
        ["prices quote"] =
        [
            "costsim prices quote usage.csv",
            "costsim prices quote usage.csv --format csv",
        ],
        ["prices diff"] =
        [
            "costsim prices diff 2024-06-01 2026-11-01",
            "costsim prices diff 2026-01-01 2026-11-01 --scenario scenarios/contract-qa",
        ],
        ["prices verify"] =
        [
            "costsim prices verify",
        ],
        ["prices import"] =
        [
            "costsim prices import litellm model_prices_and_context_window.json --as-of 2026-11-22 -o pricing",
            "costsim prices import genai-prices data.json --as-of 2026-11-22",
        ],
    };

    /// <summary>Help goes on working on a command line that is incomplete.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        inner.MaxWidth = Width;
        var code = inner.Invoke(parseResult);
        var name = UsageErrors.Path(parseResult.CommandResult.Command)["costsim".Length..].Trim();
        if (Examples.TryGetValue(name, out var lines))
            parseResult.InvocationConfiguration.Output.WriteLine("Examples:\n" + string.Join('\n', lines.Select(l => "  " + l)));
        return code;
    }
}
