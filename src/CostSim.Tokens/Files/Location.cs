namespace CostSim.Files;

/// <summary>A place in a file that a person wrote; line and column count from 1, 0 where there is none.</summary>
public readonly record struct Location(string File, int Line, int Column)
{
    public static Location Of(string file) => new(file, 0, 0);

    public override string ToString() => this switch
    {
        { Line: 0 } => File,
        { Column: 0 } => $"{File}:{Line}",
        _ => $"{File}:{Line}:{Column}",
    };
}
