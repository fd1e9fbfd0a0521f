using System.CommandLine;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim completion</c>: a script for a shell. It asks the tool itself, so that it never lags behind it.</summary>
internal static class CompletionCommand
{
    private const string Bash =
        """
        # costsim completion for bash: add to ~/.bashrc:  source <(costsim completion bash)
        _costsim() {
          local IFS=$'\n' word="${COMP_WORDS[COMP_CWORD]}"
          COMPREPLY=( $(compgen -W "$(costsim "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word") )
        }
        complete -o default -F _costsim costsim
        """;

    private const string Zsh =
        """
        #compdef costsim
        # costsim completion for zsh: add to ~/.zshrc after compinit:  source <(costsim completion zsh)
        _costsim() {
          local -a words_found
          words_found=( "${(@f)$(costsim "[suggest:${#LBUFFER}]" "$LBUFFER" 2>/dev/null)}" )
          compadd -a words_found
          _files
        }
        # A file of fpath is run at the first completion, and is to answer it.
        if [ "$funcstack[1]" = _costsim ]; then _costsim "$@"; else compdef _costsim costsim; fi
        """;

    private const string Fish =
        """
        # costsim completion for fish:  costsim completion fish > ~/.config/fish/completions/costsim.fish
        function __costsim_complete
            set -l line (commandline -cp)
            costsim "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c costsim -a '(__costsim_complete)'
        """;

    private const string Pwsh =
        """
        # costsim completion for PowerShell: add to $PROFILE:  costsim completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName costsim -ScriptBlock {
            param($word, $ast, $position)
            costsim "[suggest:$position]" "$ast" 2>$null | Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    /// <summary>The script of each shell, by its name.</summary>
    public static IReadOnlyList<(string Shell, string Script)> Scripts { get; } =
        [("bash", Bash), ("zsh", Zsh), ("fish", Fish), ("pwsh", Pwsh)];

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh" };
        shell.AcceptOnlyFromAmong([.. Scripts.Select(s => s.Shell)]);
        var command = new Command("completion", "Print the completion script of a shell") { shell };
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(Scripts.Single(s =>
                s.Shell == parsed.GetValue(shell)).Script.ReplaceLineEndings("\n") + "\n");
            return App.Fine;
        });
        return command;
    }
}
