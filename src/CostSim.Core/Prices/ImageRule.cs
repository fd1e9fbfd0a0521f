using CostSim.Units;

namespace CostSim.Prices;

/// <summary>How closely a model is to look at an image.</summary>
internal enum ImageDetail
{
    High,
    Low,
}

/// <summary>How a provider counts the tokens of an image. Null is a size or detail that its rule does not cover.</summary>
internal abstract record ImageRule
{
    /// <summary>Tokens of an image of a size in pixels.</summary>
    public abstract TokenCount? OfImage(int width, int height, ImageDetail detail);

    /// <summary>Tokens of a page of a document; of most providers those of its picture.</summary>
    public virtual TokenCount? OfPage(int width, int height, ImageDetail detail) => OfImage(width, height, detail);

    private protected static long Squares(double width, double height, int side) =>
        (long)Math.Ceiling(width / side) * (long)Math.Ceiling(height / side);
}

/// <summary>Squares of an image that shrinks into a larger square first, then to a shorter side.</summary>
internal sealed record TileRule(int Fit, int Shortest, int Tile, int Base, int Each) : ImageRule
{
    public override TokenCount? OfImage(int width, int height, ImageDetail detail)
    {
        if (detail is ImageDetail.Low)
            return new TokenCount(Base);
        var fitting = Math.Min(1, (double)Fit / Math.Max(width, height));
        var scale = fitting * Math.Min(1, Shortest / (fitting * Math.Min(width, height)));
        // Rounding must not add a row of tiles where a side has exactly the length of some.
        return new TokenCount(Base + (Each * Squares(Math.Round(width * scale, 6), Math.Round(height * scale, 6), Tile)));
    }
}

/// <summary>Small squares, each a token times a factor; an image with too many of them shrinks. Low detail is not published.</summary>
internal sealed record PatchRule(int Patch, int Most, double Factor) : ImageRule
{
    public override TokenCount? OfImage(int width, int height, ImageDetail detail)
    {
        if (detail is ImageDetail.Low)
            return null;
        var patches = Squares(width, height, Patch);
        if (patches > Most)
        {
            // As large as the most allows, then a little smaller, so that one side is a whole number of patches.
            var scale = Math.Sqrt((double)Patch * Patch * Most / ((double)width * height));
            var (across, down) = (width * scale / Patch, height * scale / Patch);
            scale *= Math.Min(Math.Floor(across) / across, Math.Floor(down) / down);
            patches = Math.Min(Most, Squares(Math.Round(width * scale, 6), Math.Round(height * scale, 6), Patch));
        }

        return new TokenCount((long)Math.Ceiling(Math.Round(patches * Factor, 6)));
    }
}

/// <summary>Pixels over a number, of an image that shrinks to a longest side and a most. There is one detail.</summary>
internal sealed record AreaRule(int Pixels, int Longest, int Most) : ImageRule
{
    public override TokenCount? OfImage(int width, int height, ImageDetail detail)
    {
        if (detail is ImageDetail.Low)
            return null;
        var scale = Math.Min(1, (double)Longest / Math.Max(width, height));
        return new TokenCount((long)Math.Ceiling(Math.Min(Most, Math.Round(width * scale * height * scale / Pixels, 6))));
    }
}

/// <summary>Squares, a small image counting as one; a page of a PDF counts the same whatever its size. There is one detail.</summary>
internal sealed record GridRule(int Small, int Tile, int Each, int Page) : ImageRule
{
    public override TokenCount? OfImage(int width, int height, ImageDetail detail) =>
        detail is ImageDetail.Low ? null : new TokenCount(Math.Max(width, height) <= Small ? Each : Each * Squares(width, height, Tile));

    public override TokenCount? OfPage(int width, int height, ImageDetail detail) =>
        detail is ImageDetail.Low ? null : new TokenCount(Page);
}

/// <summary>A number for each detail.</summary>
internal sealed record FixedRule(int High, int Low, int PageHigh, int PageLow) : ImageRule
{
    public override TokenCount? OfImage(int width, int height, ImageDetail detail) =>
        new TokenCount(detail is ImageDetail.Low ? Low : High);

    public override TokenCount? OfPage(int width, int height, ImageDetail detail) =>
        new TokenCount(detail is ImageDetail.Low ? PageLow : PageHigh);
}
