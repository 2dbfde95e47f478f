using System.Collections.Frozen;

namespace CrmEnrichment.Platforms.Vicidial.CallUrls;

/// <summary>What a call URL may say, under the names of our events. The first ones are those of the article's URLs; VICIdial's own names are read, too.</summary>
internal static class CallField
{
    public const string LeadId = "lead_id";
    public const string Disposition = "dispo";
    public const string DispositionName = "dispo_name";
    public const string TalkTime = "talk_time";
    public const string Agent = "agent";
    public const string AgentName = "agent_name";
    public const string AgentEmail = "agent_email";
    public const string VendorCode = "vendor_code";
    public const string Recording = "recording";
    public const string RecordingId = "recording_id";
    public const string UniqueId = "uniqueid";
    public const string CallId = "call_id";
    public const string AgentLogId = "agent_log_id";
    public const string Phone = "phone";
    public const string PhoneCode = "phone_code";
    public const string Campaign = "campaign";
    public const string Group = "group";
    public const string FirstName = "first_name";
    public const string LastName = "last_name";
    public const string TermReason = "term_reason";
    public const string Notes = "call_notes";
    public const string CallbackTime = "callback_datetime";
    public const string CalledCount = "called_count";

    /// <summary>Of texts that people write.</summary>
    public const int LongestNotes = 4_000;

    public const int LongestText = 200;

    private static readonly FrozenDictionary<string, string> s_names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [LeadId] = LeadId,
        [Disposition] = Disposition,
        [DispositionName] = DispositionName,
        [TalkTime] = TalkTime,
        [Agent] = Agent,
        ["user"] = Agent,
        [AgentName] = AgentName,
        ["fullname"] = AgentName,
        [AgentEmail] = AgentEmail,
        [VendorCode] = VendorCode,
        ["vendor_lead_code"] = VendorCode,
        ["vendor_id"] = VendorCode,
        [Recording] = Recording,
        ["recording_filename"] = Recording,
        [RecordingId] = RecordingId,
        [UniqueId] = UniqueId,
        [CallId] = CallId,
        [AgentLogId] = AgentLogId,
        [Phone] = Phone,
        ["phone_number"] = Phone,
        [PhoneCode] = PhoneCode,
        [Campaign] = Campaign,
        [Group] = Group,
        ["channel_group"] = Group,
        [FirstName] = FirstName,
        [LastName] = LastName,
        [TermReason] = TermReason,
        [Notes] = Notes,
        [CallbackTime] = CallbackTime,
        [CalledCount] = CalledCount,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>Null for a name that means nothing to us.</returns>
    public static string? Of(string name) => s_names.GetValueOrDefault(name);

    public static int LongestOf(string field) => field is Notes ? LongestNotes : LongestText;
}
