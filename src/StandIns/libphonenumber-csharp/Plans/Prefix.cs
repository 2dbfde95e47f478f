namespace CrmEnrichment.StandIns.PhoneNumbers.Plans;

/// <summary>
/// Leading digits as <see cref="World"/> writes them: <c>20,23-25/1,9</c> is 20, 23, 24 or 25, and then 1 or 9. What ranges have the same number of
/// digits on both sides.
/// </summary>
internal static class Prefix
{
    /// <returns>How many digits the longest fitting prefix has; -1 where none fits.</returns>
    public static int Longest(ReadOnlySpan<byte> prefix, ReadOnlySpan<char> digits)
    {
        var alternatives = Words.Next(ref prefix, '/');
        var longest = -1;
        while (!alternatives.IsEmpty)
        {
            var last = Words.Next(ref alternatives, ',');
            var first = Words.Next(ref last, '-');
            if (first.IsEmpty || digits.Length < first.Length || Compare(digits, first) < 0 || Compare(digits, last.IsEmpty ? first : last) > 0)
            {
                continue;
            }

            var more = prefix.IsEmpty ? 0 : Longest(prefix, digits[first.Length..]);
            longest = more < 0 ? longest : Math.Max(longest, first.Length + more);
        }

        return longest;
    }

    private static int Compare(ReadOnlySpan<char> digits, ReadOnlySpan<byte> bound)
    {
        for (var i = 0; i < bound.Length; i++)
        {
            if (digits[i] != bound[i])
            {
                return digits[i] - bound[i];
            }
        }

        return 0;
    }
}
