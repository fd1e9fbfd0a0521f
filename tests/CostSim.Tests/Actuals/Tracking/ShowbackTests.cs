using System.Text.Json;

namespace CostSim.Tests.Actuals;

/// <summary>Cost by team and project, and alerts that leave the machine.</summary>
public sealed class ShowbackTests
{
    // January 2027 of the portfolio: $3.50 per 1,000 requests of 1,000 and 100 tokens; 1,000 requests a day of search, 3,000 of legal.
    private static string Log(double legal) =>
        "date,model,team,project,requests,input_tokens,output_tokens\n" + string.Concat(Enumerable.Range(1, 31).Select(d =>
        FormattableString.Invariant($"2027-01-{d:00},openai/gpt-4o,search,a,1000,1000000,100000\n2027-01-{d:00},openai/gpt-4o,legal,b,{3_000 * legal},{3_000_000 * legal},{300_000 * legal}\n")));

    [Fact]
    public async Task Members_of_a_portfolio_are_held_against_their_own_forecast_and_budget()
    {
        using var run = await Cases.Run("money/portfolio");

        var track = await Cases.Track(run.Write("log.csv", Log(1)), run.Out, "--by", "team");

        var groups = track.GetProperty("groups").EnumerateArray().ToDictionary(g => g.GetProperty("tags").GetProperty("team").GetString()!);
        Assert.Equal(108.5, groups["search"].GetProperty("actual").GetDouble(), 1e-6);
        Assert.Equal(325.5, groups["legal"].GetProperty("actual").GetDouble(), 1e-6);
        Assert.Equal(0.25, groups["search"].GetProperty("share").GetDouble(), 1e-9);
        Assert.Equal(108.5, groups["search"].GetProperty("forecast").GetDouble(), 0.5);
        Assert.True(groups["search"].GetProperty("own_forecast").GetBoolean());
        Assert.Equal(90, groups["legal"].GetProperty("budget").GetDouble());
        Assert.Contains(track.GetProperty("alerts").EnumerateArray(),
            a => a.GetString()!.StartsWith("legal passed its budget of $90", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_group_without_a_forecast_of_its_own_has_a_share_of_the_whole_by_requests()
    {
        // One scenario of 4,000 requests a day: $14 a day, $434 in January. Half of the log's requests are search's.
        using var run = new TemporaryRun();
        var scenario = run.Write("one.yaml", """
            scenario: one
            start: 2027-01-01
            months: 1
            requests: { input: 1_000, output: 100 }
            traffic: { requests_per_day: 4_000, counts: fixed }
            designs: { base: { model: openai/gpt-4o } }
            prices: { as_of: 2026-11-01 }
            """);
        using var forecast = await Cases.Run(scenario);
        var log = run.Write("log.csv", Log(1.0 / 3));

        var track = await Cases.Track(log, forecast.Out, "--by", "team,project");
        var csv = await Cli.Run("track", log, "--against", forecast.Out, "--by", "team,project", "--format", "csv", "-q");

        Assert.All(track.GetProperty("groups").EnumerateArray(), g => Assert.Equal(217, g.GetProperty("forecast").GetDouble(), 1e-6));
        Assert.StartsWith("team,project,month,requests,actual_usd,share,forecast_usd,forecast_of,driver,driver_usd,budget_usd",
            csv.Output, StringComparison.Ordinal);
        Assert.Contains("search,a,2027-01,31000,", csv.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_for_a_webhook_names_the_alerts()
    {
        using var run = await Cases.Run("money/fee.yaml");

        var answer = await Cli.Run("track", Cases.Path("money/fee.csv"), "--against", run.Out, "--format", "slack", "-q");

        Assert.Equal(3, answer.Exit);
        using var json = JsonDocument.Parse(answer.Output);
        Assert.Contains("month of 2027-04-01: $549 is above P99", json.RootElement.GetProperty("text").GetString(),
            StringComparison.Ordinal);
        Assert.Equal("header", json.RootElement.GetProperty("blocks")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Alerts_are_sent_to_the_address_that_is_given_and_only_then()
    {
        using var run = await Cases.Run("money/fee.yaml");
        using var server = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        server.Start();
        var received = Task.Run(async () =>
        {
            using var client = await server.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream());
            var length = 0;
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
                length = line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)
                    ? int.Parse(line.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture) : length;
            var body = new char[length];
            var read = 0;
            // Characters are at most as many as bytes.
            while (read < length && !new string(body, 0, read).EndsWith("}\n", StringComparison.Ordinal))
                read += await reader.ReadAsync(body, read, length - read);
            await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            return new string(body, 0, read);
        });

        var answer = await Cli.Run("track", Cases.Path("money/fee.csv"), "--against", run.Out, "-q", "--notify",
            $"http://127.0.0.1:{((System.Net.IPEndPoint)server.LocalEndpoint).Port}/hook");

        Assert.Equal(3, answer.Exit);
        Assert.Contains("is above P99", await received, StringComparison.Ordinal);
    }
}
