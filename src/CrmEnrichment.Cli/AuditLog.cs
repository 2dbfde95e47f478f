using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Cli;

/// <summary>Who did what to which letters: one JSON line each, appended, never rewritten.</summary>
internal sealed class AuditLog
{
    private readonly RecordFile _file;
    private readonly TimeProvider _time;
    private readonly string _command;
    private readonly string? _identity;

    private AuditLog(RecordFile file, string command, string? identity, TimeProvider time) =>
        (_file, _command, _identity, _time) = (file, command, identity, time);

    /// <exception cref="UsageException">What cannot be recorded is not done.</exception>
    public static async Task<AuditLog> OpenAsync(RecordFile file, string command, TimeProvider time)
    {
        file.RequireWritable();
        return new AuditLog(file, command, await CallerIdentity.ReadAsync(), time);
    }

    /// <param name="step"><c>begun</c> before the first letter is touched, <c>ended</c> after the last; <c>revealed</c> for a look.</param>
    /// <param name="filter">What was asked for.</param>
    /// <param name="letterIds">Which letters it comes to.</param>
    /// <param name="outcome">What became of how many.</param>
    public void Write(string step, LetterFilter? filter, IReadOnlyCollection<string> letterIds, IReadOnlyDictionary<string, int>? outcome = null) =>
        _file.WriteLine(Json.Line(New(step) with { Filter = filter, Count = letterIds.Count, LetterIds = letterIds, Outcome = outcome }));

    /// <param name="step"><c>begun</c> before the first interaction is compared, <c>ended</c> after the last.</param>
    /// <param name="function">Which deployed function does it.</param>
    /// <param name="since">Interactions that began at this time or later.</param>
    /// <param name="until">And before this one.</param>
    /// <param name="interactionIds">Which ones were changed; null before it is known.</param>
    /// <param name="outcome">What was found of how many.</param>
    public void WritePeriod(
        string step, string function, DateTimeOffset since, DateTimeOffset until, IReadOnlyCollection<string>? interactionIds = null, IReadOnlyDictionary<string, int>? outcome = null) =>
        _file.WriteLine(Json.Line(New(step) with { Function = function, Since = since, Until = until, Count = interactionIds?.Count, InteractionIds = interactionIds, Outcome = outcome }));

    /// <param name="step"><c>begun</c> before the first day is compared, <c>ended</c> after the last.</param>
    /// <param name="function">Which deployed function does it.</param>
    /// <param name="days">The first and the last.</param>
    /// <param name="leadIds">Whose dispositions were given to SyncDisposition; null before it is known.</param>
    /// <param name="outcome">What was found of how many.</param>
    public void WriteDays(string step, string function, (DateOnly Since, DateOnly Until) days, IReadOnlyCollection<string>? leadIds = null, IReadOnlyDictionary<string, int>? outcome = null) =>
        _file.WriteLine(Json.Line(New(step) with { Function = function, Since = Midnight(days.Since), Until = Midnight(days.Until), Count = leadIds?.Count, LeadIds = leadIds, Outcome = outcome }));

    /// <param name="step"><c>begun</c> before the first one is changed, <c>ended</c> after the last.</param>
    /// <param name="campaigns">Which ones are to be changed; at the end, which ones were.</param>
    public void WriteCampaigns(string step, IReadOnlyCollection<string> campaigns) => _file.WriteLine(Json.Line(New(step) with { Count = campaigns.Count, Campaigns = campaigns }));

    /// <param name="step"><c>begun</c> before the first lead is added, <c>ended</c> after the last.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="rows">How many it has.</param>
    /// <param name="outcome">What became of how many.</param>
    public void WriteLeads(string step, string file, int rows, IReadOnlyDictionary<string, int>? outcome = null) => _file.WriteLine(Json.Line(New(step) with { File = file, Count = rows, Outcome = outcome }));

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private AuditEntry New(string step) => new(_time.GetUtcNow(), $"{Environment.UserName}@{Environment.MachineName}", _identity, _command, step);
}
