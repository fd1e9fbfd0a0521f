namespace CostSim.Documents;

/// <summary>A place where a document may be cut; level 0 is the best kind of place.</summary>
internal readonly record struct Cut(int Offset, int Level);

/// <summary>
/// A part of a document that no chunk may leave, with the header of its first chunk and that of the others.
/// </summary>
internal sealed record Section(int Start, int End, string? FirstHeader = null, string? LaterHeader = null);
