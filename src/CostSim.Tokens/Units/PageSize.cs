namespace CostSim.Units;

/// <summary>A page's width and height in points, 72 to the inch.</summary>
internal readonly record struct PageSize(int Width, int Height);
