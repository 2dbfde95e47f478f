using System.Globalization;

namespace CrmEnrichment.StandIns.PhoneNumbers.Plans;

/// <summary>Finds the plan of a country or of a calling code in <see cref="World"/>; none is kept, as finding one takes a few microseconds.</summary>
internal static class NumberingPlans
{
    public static NumberingPlan OfRegion(string? region)
    {
        if (region is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
        {
            return default;
        }

        ReadOnlySpan<byte> name = [(byte)' ', (byte)region[0], (byte)region[1]];
        for (var zone = '1'; zone <= '9'; zone++)
        {
            // Capitals are in the headers only.
            var world = World.Zone(zone);
            var at = world.IndexOf(name);
            if (at >= 0)
            {
                return At(world, world[..at].LastIndexOf((byte)'+'), at);
            }
        }

        return default;
    }

    public static NumberingPlan OfCallingCode(int code) => OfCallingCode(code.ToString(CultureInfo.InvariantCulture));

    public static NumberingPlan OfCallingCode(scoped ReadOnlySpan<char> code)
    {
        if (code is not ([>= '1' and <= '9', ..] and { Length: <= 3 }))
        {
            return default;
        }

        Span<byte> start = stackalloc byte[5];
        start[0] = (byte)'+';
        for (var i = 0; i < code.Length; i++)
        {
            start[i + 1] = (byte)code[i];
        }

        start[code.Length + 1] = (byte)' ';
        start = start[..(code.Length + 2)];
        var world = World.Zone(code[0]);
        var at = world.IndexOf(start);
        return at < 0 ? default : At(world, at, at + start.Length - 1);
    }

    private static NumberingPlan At(ReadOnlySpan<byte> world, int start, int region)
    {
        var block = world[start..];
        var end = block.IndexOf("\n+"u8);
        var header = world[(region + 1)..];
        var home = Words.Next(ref header, ' ');
        _ = Words.Next(ref home, '=');
        return new NumberingPlan(end < 0 ? block : block[..end], home);
    }
}
