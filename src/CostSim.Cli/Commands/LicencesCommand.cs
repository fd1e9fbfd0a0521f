using System.CommandLine;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim licences</c>: what the tool brings of others, and under which licences.</summary>
internal static class LicencesCommand
{
    private const string Notices = "THIRD-PARTY-NOTICES.txt";

    public static Command Create()
    {
        var command = new Command("licences", "Print the licences of CostSim and of what it brings: packages, fonts, vocabularies");
        command.SetAction(parsed =>
        {
            using var text = new StreamReader(typeof(LicencesCommand).Assembly.GetManifestResourceStream(Notices)!);
            parsed.InvocationConfiguration.Output.Write(text.ReadToEnd());
            return App.Fine;
        });
        return command;
    }
}
