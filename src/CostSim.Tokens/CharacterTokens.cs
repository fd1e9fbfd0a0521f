using System.Text;

namespace CostSim.Tokens;

/// <summary>
/// The tokens that merging begins with where a vocabulary is made of characters: a character has its own or one for each of its bytes.
/// </summary>
internal sealed class CharacterTokens(Dictionary<int, int> ofCharacter, int[] ofByte)
{
    /// <summary>Writes the tokens of a piece in valid UTF-8 and returns their number.</summary>
    public int Write(ReadOnlySpan<byte> piece, Span<int> ids)
    {
        var count = 0;
        while (!piece.IsEmpty)
        {
            Rune.DecodeFromUtf8(piece, out var rune, out var size);
            if (ofCharacter.TryGetValue(rune.Value, out var id))
            {
                ids[count++] = id;
            }
            else
            {
                foreach (var part in piece[..size])
                    ids[count++] = ofByte[part];
            }

            piece = piece[size..];
        }

        return count;
    }
}
