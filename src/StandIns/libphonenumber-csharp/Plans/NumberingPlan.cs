using System.Globalization;
using System.Text;
using PhoneNumbers;

namespace CrmEnrichment.StandIns.PhoneNumbers.Plans;

/// <summary>How the countries behind one calling code number their telephones, read from <see cref="World"/> with every question.</summary>
internal readonly ref struct NumberingPlan
{
    private readonly ReadOnlySpan<byte> _trunk;
    private readonly ReadOnlySpan<byte> _abroad;
    private readonly ReadOnlySpan<byte> _numbers;

    /// <summary><c>area:length</c>: numbers of that length are local ones of that area; empty where the region is no such small one.</summary>
    private readonly ReadOnlySpan<byte> _home;

    /// <param name="block">One of <see cref="World"/>, from its plus to the next.</param>
    /// <param name="home">What stands behind the region's = in its header.</param>
    public NumberingPlan(ReadOnlySpan<byte> block, ReadOnlySpan<byte> home)
    {
        var header = block[..block.IndexOf((byte)'\n')];
        var trunk = header.IndexOf(Trunk);
        var abroad = header.IndexOf(Abroad);
        CallingCode = int.Parse(header[1..header.IndexOf((byte)' ')], CultureInfo.InvariantCulture);
        _trunk = header[(trunk + Trunk.Length)..abroad];
        _abroad = header[(abroad + Abroad.Length)..];
        _numbers = block[(header.Length + 1)..];
        _home = home;
    }

    private static ReadOnlySpan<byte> Trunk => " trunk "u8;

    private static ReadOnlySpan<byte> Abroad => " abroad "u8;

    /// <summary>0 where there is no plan.</summary>
    public int CallingCode { get; }

    public bool IsNone => CallingCode == 0;

    /// <summary>The first in the line of trunk prefixes is the one that is dialled; null where none is.</summary>
    public string? NationalPrefix
    {
        get
        {
            var trunk = _trunk;
            return IsNone || trunk[0] == '-' ? null : Text(Words.Next(ref trunk, ' '));
        }
    }

    public bool Fits(ReadOnlySpan<char> national)
    {
        var applies = false;
        var numbers = _numbers;
        while (!numbers.IsEmpty)
        {
            var word = Words.Next(ref numbers, ' ', '\n');
            if (word is [.., (byte)':'])
            {
                applies = IsLengths(word) && Lengths.Contain(word[..^1], national.Length);
            }
            else if (applies && Prefix.Longest(word, national) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public PhoneNumberUtil.ValidationResult Length(int length)
    {
        var (shortest, longest) = (int.MaxValue, 0);
        var numbers = _numbers;
        while (!numbers.IsEmpty)
        {
            var word = Words.Next(ref numbers, ' ', '\n');
            if (!IsLengths(word))
            {
                continue;
            }

            var lengths = word[..^1];

            if (Lengths.Contain(lengths, length))
            {
                return PhoneNumberUtil.ValidationResult.IS_POSSIBLE;
            }

            var bounds = Lengths.Bounds(lengths);
            (shortest, longest) = (Math.Min(shortest, bounds.Shortest), Math.Max(longest, bounds.Longest));
        }

        return length < shortest ? PhoneNumberUtil.ValidationResult.TOO_SHORT
            : length > longest ? PhoneNumberUtil.ValidationResult.TOO_LONG
            : PhoneNumberUtil.ValidationResult.INVALID_LENGTH;
    }

    /// <returns>How many digits of a call abroad are the international prefix; 0 where it is none, as no calling code begins with 0.</returns>
    public int InternationalPrefix(ReadOnlySpan<char> dialled) =>
        Longest(_abroad, dialled) is > 0 and var length && dialled[length..] is not ['0', ..] ? length : 0;

    /// <summary>The national number without what is dialled in front of it only inside the country, where that makes it one.</summary>
    public string WithoutNationalPrefix(string dialled)
    {
        var national = National(dialled);
        return (Fits(dialled) && !Fits(national))
            || Length(national.Length) is PhoneNumberUtil.ValidationResult.TOO_SHORT or PhoneNumberUtil.ValidationResult.INVALID_LENGTH
            ? dialled
            : national;
    }

    private string National(string dialled)
    {
        if (Local(dialled) is { } full)
        {
            return full;
        }

        var length = Longest(_trunk, dialled);
        var national = length > 0 ? dialled[length..] : dialled;
        return Mobile(national) ?? national;
    }

    /// <summary>With the only area code of a small region in front, where that makes it a number.</summary>
    private string? Local(string dialled)
    {
        var colon = _home.IndexOf((byte)':');
        return colon > 0 && Lengths.Contain(_home[(colon + 1)..], dialled.Length) && Text(_home[..colon]) + dialled is var full && Fits(full) ? full : null;
    }

    /// <summary>Argentina dials 15 behind the area code where E.164 has a 9 in front of it: <c>15&gt;9:</c> and the area codes.</summary>
    private string? Mobile(string dialled)
    {
        ReadOnlySpan<byte> key = default;
        var numbers = _numbers;
        while (!numbers.IsEmpty)
        {
            var word = Words.Next(ref numbers, ' ', '\n');
            if (word is [.., (byte)':'])
            {
                key = word[..^1];
            }
            else if (key.IndexOf((byte)'>') is > 0 and var arrow
                && Prefix.Longest(word, dialled) is > 0 and var area
                && Prefix.Longest(key[..arrow], dialled.AsSpan(area)) is > 0 and var behind)
            {
                return $"{Text(key[(arrow + 1)..])}{dialled.AsSpan(0, area)}{dialled.AsSpan(area + behind)}";
            }
        }

        return null;
    }

    /// <summary>The longest of the prefixes; <c>0/12=10,11</c> holds only in front of ten or eleven digits.</summary>
    private static int Longest(ReadOnlySpan<byte> prefixes, ReadOnlySpan<char> dialled)
    {
        var longest = -1;
        while (!prefixes.IsEmpty)
        {
            var condition = Words.Next(ref prefixes, ' ');
            var prefix = Words.Next(ref condition, '=');
            var length = Prefix.Longest(prefix, dialled);
            if (length > longest && (condition.IsEmpty || Lengths.Contain(condition, dialled.Length - length)))
            {
                longest = length;
            }
        }

        return longest;
    }

    /// <summary>Whether the word begins a line for numbers of some lengths, as <c>9,10:</c> does.</summary>
    private static bool IsLengths(ReadOnlySpan<byte> word) => word is [.., (byte)':'] && word.IndexOf((byte)'>') < 0;

    private static string Text(ReadOnlySpan<byte> ascii) => Encoding.ASCII.GetString(ascii);
}
