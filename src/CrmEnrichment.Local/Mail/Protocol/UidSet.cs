using System.Globalization;

namespace CrmEnrichment.Local.Mail.Protocol;

/// <summary>Numbers such as <c>3,5:7,9:*</c>. The star is the last that there is.</summary>
internal sealed class UidSet
{
    private readonly List<(uint From, uint To)> _ranges = [];

    /// <exception cref="InvalidDataException">It is no set of numbers.</exception>
    public UidSet(string text, uint last)
    {
        foreach (var range in text.Split(','))
        {
            var ends = range.Split(':');
            var (from, to) = (Number(ends[0], last), Number(ends[^1], last));
            if (ends.Length > 2)
            {
                throw new InvalidDataException("A set of numbers is not understood.");
            }

            _ranges.Add((Math.Min(from, to), Math.Max(from, to)));
        }
    }

    /// <summary>Ascending numbers, with neighbours as ranges.</summary>
    public static string Of(IEnumerable<uint> uids)
    {
        var ranges = new List<(uint From, uint To)>();
        foreach (var uid in uids)
        {
            if (ranges is [.., var last] && last.To + 1 == uid)
            {
                ranges[^1] = (last.From, uid);
            }
            else
            {
                ranges.Add((uid, uid));
            }
        }

        return string.Join(',', ranges.Select(range => range.From == range.To ? $"{range.From}" : $"{range.From}:{range.To}"));
    }

    public bool Contains(uint uid) => _ranges.Exists(range => range.From <= uid && uid <= range.To);

    private static uint Number(string text, uint last) => text is "*" ? last
        : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new InvalidDataException("A set of numbers is not understood.");
}
