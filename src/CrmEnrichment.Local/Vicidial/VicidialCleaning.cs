namespace CrmEnrichment.Local.Vicidial;

/// <summary>What VICIdial leaves of a value before it stores it.</summary>
internal static class VicidialCleaning
{
    /// <summary>A plus is a space, also one that was escaped.</summary>
    public static string Field(string name, string value, bool keepsNonLatin) => Plain(name, value, keepsNonLatin).Replace('+', ' ');

    private static string Plain(string name, string value, bool keepsNonLatin) => name switch
    {
        "comments" or "vendor_lead_code" or "source_id" or "email" => VicidialRequest.Keep(value, letter => letter is not (';' or '#' or '"')),
        "list_id" or "phone_number" or "phone_code" or "rank" => VicidialRequest.Keep(value, char.IsAsciiDigit),
        "gender" => value is "U" or "M" or "F" ? value : "",
        "date_of_birth" => DateOnly.TryParseExact(value, "yyyy-MM-dd", out _) ? value : "0000-00-00",
        _ => VicidialRequest.Keep(value, letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-' or '_' or '.' or '\'' or '/' or '+' || (keepsNonLatin && letter > '\u007F')),
    };
}
