using System.Collections.Frozen;

namespace CrmEnrichment.Platforms.Vicidial;

/// <summary>Statuses that VICIdial gives by itself, without an agent, or while a call goes on: no Dispo Call URL is called for them.</summary>
internal static class DialerStatuses
{
    public static IReadOnlySet<string> All { get; } = new[]
    {
        // No agent was in the call.
        "AA", "AB", "ADC", "ADCT", "ADAIR", "AFAX", "AFTHRS", "AL", "AM", "AMDO", "BCHU", "CLOSOP", "CPDATB", "CPDB", "CPDERR", "CPDINV", "CPDNA", "CPDREJ", "CPDSI", "CPDSNC", "CPDSR",
        "CPDSUA", "CPDSUI", "CPDSUK", "CPDSV", "CPDUK", "CPSATB", "DNCL", "DROP", "HOLDTO", "HXFER", "IQNANQ", "IVRXFR", "LRERR", "LSMERG", "MAXCAL", "NANQUE", "NEW", "ACFLTR", "PDROP", "PM", "PU",
        "NA", "SVYEXT", "SVYHU", "SVYREC", "SVYVM", "TIMEOT", "WAITTO", "XDROP",

        // The call goes on.
        "DISPO", "ERI", "INCALL", "QUEUE", "RQXFER", "INBND", "QVMAIL",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A callback is CBHOLD in the log and on the lead until its time comes, and CALLBK in the URL and on the lead afterwards.</summary>
    public static string SameAs(string status) => status.ToUpperInvariant() is var name && name is "CBHOLD" ? "CALLBK" : name;
}
