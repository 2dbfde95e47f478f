using System.Text;

namespace CrmEnrichment.StandIns.PhoneNumbers.Plans;

/// <summary>The numbering plans of the world, a block for each calling code, as text that lies in the assembly and is never copied.</summary>
/// <remarks>
/// <c>+44 GB GG=1481:6 … trunk 0 abroad 00</c>: the calling code; its countries, the main one first (001: a service of no country); the trunk
/// prefix, - where there is none, and others that are understood; the international prefixes. <c>GG=1481:6</c>: in Guernsey six digits are a local
/// number of the area 1481. <c>0/12=10,11</c>: only in front of ten or eleven digits. Below, by number of digits, what national numbers begin with.
/// <see cref="Prefix"/> tells how prefixes are written, <see cref="NumberingPlan.WithoutNationalPrefix"/> what Argentina's <c>15&gt;9:</c> is.
/// </remarks>
internal static partial class World
{
    /// <param name="digit">The first digit of the calling codes.</param>
    public static ReadOnlySpan<byte> Zone(char digit) => digit switch
    {
        '1' => Zone1,
        '2' => Zone2,
        '3' => Zone3,
        '4' => Zone4,
        '5' => Zone5,
        '6' => Zone6,
        '7' => Zone7,
        '8' => Zone8,
        '9' => Zone9,
        _ => default,
    };

    public static HashSet<string> Regions()
    {
        var regions = new HashSet<string>(StringComparer.Ordinal);
        for (var zone = '1'; zone <= '9'; zone++)
        {
            // Capitals are in the headers only, and there they are countries.
            var text = Encoding.ASCII.GetString(Zone(zone));
            for (var i = 0; i < text.Length - 1; i++)
            {
                if (char.IsAsciiLetterUpper(text[i]))
                {
                    regions.Add(text.Substring(i++, 2));
                }
            }
        }

        return regions;
    }
}
