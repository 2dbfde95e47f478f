using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Web.ScreenPop.Access;

namespace CrmEnrichment.Web.ScreenPop.Asking;

/// <summary>Who is meant, out of the query.</summary>
internal sealed record PopRequest
{
    private const int LongestText = 128;
    private const string Code = "phone_code";

    /// <summary>Our names, and those of VICIdial's web forms.</summary>
    private static readonly string[] s_phones = ["phone", "phone_number"], s_records = ["vendor_lead_code", "vendor_id"], s_interactions = ["interaction_id", "call_id", "lead_id"];

    private static readonly string[] s_known = [.. s_phones, Code, .. s_records, .. s_interactions];

    /// <summary>A web form without VAR has them.</summary>
    private static readonly string[] s_passwords = ["pass", "phone_pass"];

    /// <summary>The caller's number, or why there is none.</summary>
    public required NumberReading Number { get; init; }

    /// <summary>The dialler's name for the customer's record.</summary>
    public string? RecordCode { get; init; }

    /// <summary>The conversation or call, for the audit.</summary>
    public string? InteractionId { get; init; }

    /// <summary>Which of several customers was chosen.</summary>
    public string? Choice { get; init; }

    /// <summary>Whether to wait for everything at once: a browser without scripts asks so.</summary>
    public bool All { get; init; }

    /// <summary>What the page's own links repeat: everything that is signed, or else what we know. A web form sends more of a lead than we want.</summary>
    private IReadOnlyList<(string Name, string Value)> Kept { get; init; } = [];

    /// <returns>The request, or what is wrong with it, in words for the person who set up the address.</returns>
    public static (PopRequest? Request, string? Problem) Read(IReadOnlyList<(string Name, string Value)> query, bool isSigned, PhoneNumberReader numbers)
    {
        var parameters = query.Where(parameter => parameter.Value.Length > 0 && !IsUnreplaced(parameter.Value)).ToLookup(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        if (Array.Exists(s_passwords, name => parameters[name].Any()))
        {
            return (null, "The address holds an agent's password. Begin the Web Form address with VAR and name only what is needed.");
        }

        string[] read = [.. s_known, SignedLink.Choice, SignedLink.All];
        if (Array.Find(read, name => parameters[name].Skip(1).Any()) is { } twice)
        {
            return (null, $"The address has the parameter {twice} twice. Give it once.");
        }

        if (Array.Find(read, name => parameters[name].Any(value => value.Length > LongestText || value.Any(char.IsControl))) is { } odd)
        {
            return (null, $"The parameter {odd} has more than {LongestText} characters, or control characters.");
        }

        return (new PopRequest
        {
            Number = ReadNumber(First(s_phones), parameters[Code].FirstOrDefault(), numbers),
            RecordCode = First(s_records),
            InteractionId = First(s_interactions) is { } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '_' or '-') ? id : null,
            Choice = parameters[SignedLink.Choice].FirstOrDefault(),
            All = parameters[SignedLink.All].Any(),
            Kept = [.. query.Where(parameter => parameter.Name is not (SignedLink.Choice or SignedLink.All) && (isSigned || s_known.Contains(parameter.Name, StringComparer.Ordinal)))],
        }, null);

        string? First(string[] names) => names.Select(name => parameters[name].FirstOrDefault()).FirstOrDefault(value => value is not null);
    }

    /// <summary>The query of the page's own links.</summary>
    public string Query(string? choice = null, bool all = false) => SignedLink.Encode(
        [.. Kept, .. choice is null ? Array.Empty<(string, string)>() : [(SignedLink.Choice, choice)], .. all ? [(SignedLink.All, "1")] : Array.Empty<(string, string)>()]);

    // Everything in it is personal.
    public override string ToString() => nameof(PopRequest);

    /// <summary>A variable that VICIdial does not know stays as it is written.</summary>
    private static bool IsUnreplaced(string value) => value.StartsWith("--A--", StringComparison.Ordinal) && value.EndsWith("--B--", StringComparison.Ordinal);

    /// <remarks>A plus that nobody escaped arrives as a space.</remarks>
    private static NumberReading ReadNumber(string? text, string? code, PhoneNumberReader numbers)
    {
        if (text is null)
        {
            return new NumberReading.Withheld();
        }

        if (DialledNumber.Whole(code, text) is { } whole && numbers.Read(whole) is NumberReading.Number abroad)
        {
            return abroad;
        }

        return text is [' ', .. var rest] && rest.TrimStart() is [>= '0' and <= '9', ..] digits && numbers.Read($"+{digits}") is NumberReading.Number plus ? plus : numbers.Read(text);
    }
}
