using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Tokens;

/// <summary>Words that begin with a cache line, so that no pair of them straddles two.</summary>
internal readonly struct AlignedWords
{
    private const int Line = 64;

    // Pinned, because what moves does not stay aligned.
    private readonly ulong[] words;
    private readonly nint offset;

    public unsafe AlignedWords(int length)
    {
        words = GC.AllocateArray<ulong>(length + Line / sizeof(ulong), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(words));
        offset = (nint)((Line - address % Line) % Line);
    }

    public ref ulong First => ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(words), offset);
}
