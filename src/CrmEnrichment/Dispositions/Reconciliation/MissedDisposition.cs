using System.Text;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.Platforms.Vicidial.Reconciliation;

namespace CrmEnrichment.Dispositions.Reconciliation;

/// <summary>A disposition that did not reach us, as its URL would have told it. Pure.</summary>
internal static class MissedDisposition
{
    private const string DoNotContact = "DNC";

    /// <summary>VICIdial's clock has whole seconds: a call of that second may be its last moment's.</summary>
    private static readonly TimeSpan s_restOfTheSecond = TimeSpan.FromMilliseconds(999);

    /// <param name="lead">As VICIdial shows it now.</param>
    /// <param name="disposition">What it got that day.</param>
    /// <param name="began">When the first URL reached us.</param>
    /// <param name="waitUntil">Calls after this moment may still be told.</param>
    /// <param name="isStale">SyncDisposition would drop a call of that day.</param>
    public static DispositionFindingKind Judge(LeadCall lead, string disposition, DateTimeOffset began, DateTimeOffset waitUntil, bool isStale) =>
        // VICIdial's clock has whole seconds.
        lead.CalledAt is { } at && at <= began.AddSeconds(-1) ? DispositionFindingKind.BeforeTheFirst
        : lead.CalledAt > waitUntil ? DispositionFindingKind.Waiting
        : lead.VendorCode is null ? DispositionFindingKind.NoVendorCode

        // Whoever asked not to be called again must never be, whatever came afterwards.
        : disposition is not DoNotContact && !string.Equals(DialerStatuses.SameAs(lead.Status), disposition, StringComparison.Ordinal) ? DispositionFindingKind.Superseded
        : isStale ? DispositionFindingKind.Stale
        : DispositionFindingKind.Missing;

    /// <param name="lead">With a vendor code.</param>
    /// <param name="disposition">What it got.</param>
    /// <param name="day">In the server's zone.</param>
    /// <param name="campaign">Where it is known.</param>
    /// <param name="callbackAt">Of a callback, as VICIdial writes it.</param>
    /// <param name="at">See <see cref="At"/>.</param>
    public static CallEvent Event(LeadCall lead, string disposition, DateOnly day, string? campaign, string? callbackAt, DateTimeOffset at)
    {
        var url = new StringBuilder();
        Add(CallField.LeadId, lead.LeadId);
        Add(CallField.VendorCode, lead.VendorCode);
        Add(CallField.Disposition, disposition);
        Add(CallField.Agent, lead.User);
        Add(CallField.Phone, lead.Phone);
        Add(CallField.PhoneCode, lead.PhoneCode);
        Add(CallField.Campaign, campaign);
        Add(CallField.CallbackTime, callbackAt);
        Add(CallField.CallId, ToldCalls.IdOfReconciled(day, lead.LeadId, disposition));
        return CallEvent.Of(CallKind.End, CallQuery.Read(url.ToString()), at);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                // A space as %20, so that a plus stays a plus.
                url.Append(url.Length > 0 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }
    }

    /// <summary>The lead's latest call, if it was on that day; else the middle of the day. Never later than now: a later call would be taken for an older one. Nor earlier than it may have been: then it would be taken for older than an outcome that was told in the same second.</summary>
    public static DateTimeOffset At(LeadCall lead, DateOnly day, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (lead.CalledAt is { } at && CallMoment.DayOf(at, zone) == day)
        {
            return Earlier(at.ToUniversalTime() + s_restOfTheSecond, now);
        }

        var noon = day.ToDateTime(new TimeOnly(12, 0));
        return Earlier(new DateTimeOffset(noon, zone.GetUtcOffset(noon)).ToUniversalTime(), now);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
