using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.State;

namespace CrmEnrichment.Platforms.Vicidial.Reconciliation;

/// <summary>Which dispositions reached us, by day, in the state store. The reconciliation compares them with what VICIdial counts.</summary>
/// <remarks>
/// VICIdial's reports know calls by campaign and status, and its search knows leads by status and day; neither knows a call's id. So there is a counter for each of the
/// former, which cannot be overrun, and an entry for each of the latter, with the calls that it stands for.
/// </remarks>
internal sealed class ToldCalls(IStateStore store, TimeZoneInfo zone, TimeProvider time)
{
    /// <summary>How far back a reconciliation can go.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(31);

    private const string BeganKey = "vicidial/told/began";

    /// <summary>Begins a call that the reconciliation told of, because its URL never came.</summary>
    public const string Reconciled = "reconciled-";

    /// <summary>Of one lead, one day and one status. More calls are not told apart.</summary>
    private const int MostCalls = 50;

    /// <summary>The store has no entry without an end.</summary>
    private static readonly TimeSpan s_always = TimeSpan.FromDays(36_500);

    private volatile bool _began;

    /// <summary>Writes down that a disposition reached us; a second time for the same call it changes nothing.</summary>
    /// <returns>False where the call is told already by another way: the reconciliation was first, and its URL came late; or the other way round.</returns>
    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    public async ValueTask<bool> AddAsync(CallEvent e, CancellationToken ct)
    {
        if (e is not { Kind: CallKind.End, Disposition: { } disposition, LeadId: { } lead })
        {
            return true;
        }

        if (!_began)
        {
            await store.PutIfAbsentAsync(BeganKey, time.GetUtcNow().ToString("O"), s_always, ct);
            _began = true;
        }

        var (status, moment) = (DialerStatuses.SameAs(disposition), CallMoment.Of(e));
        var day = IsReconciled(e) ? DayOfReconciled(e[CallField.CallId]!) ?? CallMoment.DayOf(moment, zone) : CallMoment.DayOf(moment, zone);
        var call = new ToldCall(CallIdentity.Key(e), IsReconciled(e), time.GetUtcNow(), IsDropped: false);
        while (true)
        {
            var key = LeadKey(day, status, lead);
            if (await store.GetAsync(key, ct) is not { } text)
            {
                if (await store.PutIfAbsentAsync(key, call.ToString(), Kept, ct) is null)
                {
                    await CountAsync(day, status, e, ct);
                    return true;
                }

                continue;
            }

            var calls = ToldCall.ReadAll(text);
            if (calls.FirstOrDefault(one => string.Equals(one.Key, call.Key, StringComparison.Ordinal)) is { } known)
            {
                return !known.IsDropped;
            }

            var isTwice = call.IsReconciled ? calls.Count > 0 : calls.Any(one => one.IsReconciled && moment < one.At);
            if (calls.Count >= MostCalls)
            {
                return !isTwice;
            }

            if (await store.ReplaceAsync(key, text, $"{text}\n{call with { IsDropped = isTwice }}", Kept, ct))
            {
                if (!isTwice)
                {
                    await CountAsync(day, status, e, ct);
                }

                return !isTwice;
            }
        }
    }

    /// <returns>When the first disposition reached us; null before.</returns>
    public async ValueTask<DateTimeOffset?> BeganAsync(CancellationToken ct) =>
        DateTimeOffset.TryParse(await store.GetAsync(BeganKey, ct), System.Globalization.CultureInfo.InvariantCulture, out var began) ? began : null;

    /// <summary>How many calls of this day reached us with this status.</summary>
    /// <param name="day">Of VICIdial's server.</param>
    /// <param name="status">The disposition.</param>
    /// <param name="group">The campaign or in-group; null: all.</param>
    /// <param name="ct">Ends the call.</param>
    public async ValueTask<long> CountOfAsync(DateOnly day, string status, string? group, CancellationToken ct) => await store.AddAsync(CountKey(day, status, group), 0, Kept, ct);

    /// <summary>Whether a call of this lead reached us on this day with this status.</summary>
    public async ValueTask<bool> HasAsync(DateOnly day, string status, string lead, CancellationToken ct) => await store.GetAsync(LeadKey(day, status, lead), ct) is not null;

    /// <summary>The id of a call that only the reconciliation tells of: equal each time that it is found.</summary>
    public static string IdOfReconciled(DateOnly day, string lead, string status) => $"{Reconciled}{day:yyyyMMdd}-{lead}-{status}";

    private static bool IsReconciled(CallEvent e) => e[CallField.CallId]?.StartsWith(Reconciled, StringComparison.Ordinal) is true;

    private static DateOnly? DayOfReconciled(string id) =>
        id.Length >= Reconciled.Length + 8 && DateOnly.TryParseExact(id.AsSpan(Reconciled.Length, 8), "yyyyMMdd", out var day) ? day : null;

    private async Task CountAsync(DateOnly day, string status, CallEvent e, CancellationToken ct)
    {
        await store.AddAsync(CountKey(day, status, group: null), 1, Kept, ct);
        if ((e[CallField.Group] ?? e.Campaign) is { } group)
        {
            await store.AddAsync(CountKey(day, status, group), 1, Kept, ct);
        }
    }

    private static string LeadKey(DateOnly day, string status, string lead) => $"vicidial/told/{day:yyyyMMdd}/{Part(status)}/{Part(lead)}";

    private static string CountKey(DateOnly day, string status, string? group) => $"vicidial/told-count/{day:yyyyMMdd}/{Part(status)}{(group is null ? "" : $"/{Part(group)}")}";

    /// <summary>VICIdial's own ids are short and plain. What comes over a URL may be anything.</summary>
    private static string Part(string text) => Uri.EscapeDataString(text.Length > 40 ? text[..40] : text).ToUpperInvariant();
}
