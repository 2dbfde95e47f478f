using System.Text.Json;
using System.Text.Json.Serialization;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;

namespace CrmEnrichment.Journal.Reconciliation;

/// <summary>How far the schedule has come, in the state store.</summary>
/// <param name="Began">When it first ran. What was before may be older than the journal.</param>
/// <param name="Reached">Interactions that began before are compared.</param>
internal sealed record ReconcileProgress(DateTimeOffset Began, DateTimeOffset Reached)
{
    private const string Key = "journal/reconcile";

    /// <summary>Far more than a night.</summary>
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(90);

    /// <returns>Null before the first run.</returns>
    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    public static async Task<ReconcileProgress?> LoadAsync(IStateStore store, CancellationToken ct) =>
        await store.GetAsync(Key, ct) is { } text ? JsonSerializer.Deserialize(text, ReconcileJson.Default.ReconcileProgress) : null;

    /// <exception cref="UpstreamException">The state store did not take it.</exception>
    public async Task SaveAsync(IStateStore store, CancellationToken ct) => await store.PutAsync(Key, JsonSerializer.Serialize(this, ReconcileJson.Default.ReconcileProgress), s_kept, ct);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReconcileProgress))]
internal sealed partial class ReconcileJson : JsonSerializerContext;
