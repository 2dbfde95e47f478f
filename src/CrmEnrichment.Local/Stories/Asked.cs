using System.Text.RegularExpressions;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Local.Stories;

/// <summary>One thing that the function asked of the world outside AWS.</summary>
internal sealed partial record Asked(string System, RecordedRequest Request)
{
    /// <summary>For a person, without passwords and sessions. Numbers are still in it.</summary>
    public string What => Secret().Replace($"{Request.Method} {Uri.UnescapeDataString(Request.Path + Request.Query)}", "${name}=…");

    /// <summary>The status, or that there is none.</summary>
    public string Status => Request.Status?.ToString() ?? "cut";

    [GeneratedRegex(@"(?<=[?&])(?<name>pass|password|accessKey|sessionName|key|token)=[^&\s]*", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Secret();
}
