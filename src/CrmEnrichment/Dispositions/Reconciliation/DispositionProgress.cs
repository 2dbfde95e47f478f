using System.Globalization;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;

namespace CrmEnrichment.Dispositions.Reconciliation;

/// <summary>How far the schedule has come, in the state store.</summary>
internal static class DispositionProgress
{
    private const string Key = "vicidial/reconcile", Form = "yyyy-MM-dd";

    /// <summary>Far more than a night.</summary>
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(90);

    /// <returns>Days before it are compared; null before the first run.</returns>
    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    public static async Task<DateOnly?> LoadAsync(IStateStore store, CancellationToken ct) =>
        DateOnly.TryParseExact(await store.GetAsync(Key, ct), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <exception cref="UpstreamException">The state store did not take it.</exception>
    public static async Task SaveAsync(IStateStore store, DateOnly day, CancellationToken ct) => await store.PutAsync(Key, day.ToString(Form, CultureInfo.InvariantCulture), s_kept, ct);
}
