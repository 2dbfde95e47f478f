namespace CrmEnrichment.Platforms.Vicidial;

/// <summary>A number as VICIdial keeps it: national digits, and the country's calling code beside them. Pure.</summary>
internal static class DialledNumber
{
    /// <returns>The whole number with its plus; null where these are not such digits.</returns>
    public static string? Whole(string? code, string digits) =>
        code is { Length: > 0 and <= 4 } && code.All(char.IsAsciiDigit) && digits.All(char.IsAsciiDigit) ? $"+{code}{digits}" : null;
}
