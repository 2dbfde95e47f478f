using System.Globalization;

namespace CrmEnrichment.StandIns.PhoneNumbers.Plans;

/// <summary>Numbers of digits as <see cref="World"/> writes them: <c>7,9-10</c>.</summary>
internal static class Lengths
{
    public static bool Contain(ReadOnlySpan<byte> lengths, int length)
    {
        while (!lengths.IsEmpty)
        {
            var (shortest, longest) = Bounds(Words.Next(ref lengths, ','));
            if (length >= shortest && length <= longest)
            {
                return true;
            }
        }

        return false;
    }

    public static (int Shortest, int Longest) Bounds(ReadOnlySpan<byte> lengths)
    {
        var between = lengths.IndexOfAny((byte)'-', (byte)',');
        var shortest = int.Parse(between < 0 ? lengths : lengths[..between], CultureInfo.InvariantCulture);
        return (shortest, between < 0 ? shortest : int.Parse(lengths[(lengths.LastIndexOfAny((byte)'-', (byte)',') + 1)..], CultureInfo.InvariantCulture));
    }
}
