using System.Text;
using CostSim.Files;

namespace CostSim.Actuals;

/// <summary>Sends a payload to an address that the user names.</summary>
internal static class Webhook
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https";

    /// <summary>
    /// Posts JSON; a refusal or a failure is an error that names the host alone, since the path of a webhook is its secret.
    /// </summary>
    public static void Post(string address, string json, CancellationToken stop)
    {
        var uri = new Uri(address);
        try
        {
            using var client = new HttpClient { Timeout = Patience };
            using var content = new StringContent(json, Encoding.UTF8, "application/json");
            using var answer = client.PostAsync(uri, content, stop).GetAwaiter().GetResult();
            if (!answer.IsSuccessStatusCode)
                throw Refused(uri, $"answered {(int)answer.StatusCode} {answer.ReasonPhrase}");
        }
        catch (HttpRequestException failed)
        {
            throw Refused(uri, failed.Message);
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            throw Refused(uri, $"did not answer within {Patience.TotalSeconds:0} seconds");
        }
    }

    private static InputException Refused(Uri uri, string rule) =>
        new(Location.Of($"--notify {uri.Scheme}://{uri.Host}"), $"{rule}; the alerts were not sent");
}
