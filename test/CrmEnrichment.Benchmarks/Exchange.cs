using System.Globalization;

namespace CrmEnrichment.Benchmarks;

/// <summary>One request as the upstream saw it; times are ticks of <see cref="TimeProvider.GetTimestamp"/>, which all processes of a machine share.</summary>
internal sealed record Exchange(long Arrived, long Answered)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Arrived}-{Answered}");

    public static Exchange Parse(string text) =>
        text.Split('-') is [var arrived, var answered] ? new(long.Parse(arrived, CultureInfo.InvariantCulture), long.Parse(answered, CultureInfo.InvariantCulture)) : throw new FormatException($"{text} is no exchange.");
}
