namespace CrmEnrichment.Platforms.Vicidial.CallUrls;

/// <summary>The Dispo Call URL as it stands in a campaign: VICIdial puts a call's values in the place of its variables. Pure.</summary>
internal static class CallUrlTemplate
{
    /// <summary>What people write stands last: of several parameters with one name the first counts.</summary>
    private static readonly (string Name, string Variable)[] s_parameters =
    [
        (CallField.LeadId, "lead_id"),
        (CallField.Disposition, "dispo"),
        (CallField.TalkTime, "talk_time"),
        (CallField.Agent, "user"),
        (CallField.Phone, "phone_number"),
        (CallField.VendorCode, "vendor_lead_code"),
        (CallField.Recording, "recording_filename"),
        (CallField.UniqueId, "uniqueid"),
        (CallField.Campaign, "campaign"),
        (CallField.Group, "group"),
        (CallField.PhoneCode, "phone_code"),
        (CallField.AgentLogId, "agent_log_id"),
        (CallField.CallId, "call_id"),
        ("fullname", "fullname"),
        (CallField.DispositionName, "dispo_name"),
        (CallField.CallbackTime, "callback_datetime"),
        (CallField.Notes, "call_notes"),
        (CallField.FirstName, "first_name"),
        (CallField.LastName, "last_name"),
    ];

    /// <summary>Where VicidialCalls answers.</summary>
    /// <param name="api">The address of its HTTP API.</param>
    /// <param name="secret">The segment of the path that proves who calls.</param>
    public static Uri Door(Uri api, string secret) => new($"{api.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(secret)}/webhook/call_end");

    /// <summary>As docs/vicidial.md has it.</summary>
    public static string DispoCallUrl(Uri api, string secret) =>
        $"{Door(api, secret).AbsoluteUri}?{string.Join('&', s_parameters.Select(parameter => $"{parameter.Name}=--A--{parameter.Variable}--B--"))}";

    /// <returns>What a URL is to tell, and has no variable for.</returns>
    /// <param name="url">As it stands in a campaign.</param>
    /// <param name="fields">Of <see cref="CallField"/>.</param>
    public static IReadOnlyList<string> Lacks(string url, IReadOnlyList<string> fields)
    {
        var told = url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&').Select(part => part.Split('=', 2))
            .Where(pair => pair is [_, ['-', '-', 'A', '-', '-', ..]]).Select(pair => CallField.Of(pair[0]));
        return [.. fields.Except(told, StringComparer.Ordinal).OfType<string>()];
    }

    /// <summary>For people: the secret's first letters only.</summary>
    public static string Masked(Uri api, string secret) => DispoCallUrl(api, $"{secret[..Math.Min(4, secret.Length)]}…").Replace("%E2%80%A6", "…", StringComparison.Ordinal);
}
