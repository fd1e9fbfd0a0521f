namespace CostSim.Prices;

/// <summary>Names of sellers as the names of files.</summary>
internal static class SellerNames
{
    private const int Longest = 64;

    // Files of a book that are not a seller's.
    private static readonly string[] Taken = ["manifest", "accepted", "limits", "catalogue", "names"];

    /// <summary>
    /// A name that is safe as a file's: lower-case letters, digits, dots and hyphens, beginning with a letter or digit. A path, such as
    /// <c>../evil</c>, loses what makes it one.
    /// </summary>
    public static string Safe(string seller)
    {
        var kept = new string([.. seller.ToLowerInvariant()
            .Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' ? c : '-')]).Trim('.', '-');
        while (kept.Contains("..", StringComparison.Ordinal))
            kept = kept.Replace("..", ".", StringComparison.Ordinal);
        kept = kept.Length > Longest ? kept[..Longest].TrimEnd('.', '-') : kept;
        return kept.Length == 0 ? "unnamed" : Taken.Contains(kept) ? $"seller-{kept}" : kept;
    }
}
