using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.State;

namespace CrmEnrichment.Dispositions;

/// <summary>The task to call a customer back, at the time that the agent has promised. Created once for each call.</summary>
public sealed class CallbackTask(IStateStore store, VicidialOptions vicidial, DispositionsOptions options)
{
    private const string Begun = "begun";

    private static readonly TimeSpan s_kept = TimeSpan.FromDays(30);

    /// <exception cref="Http.Upstreams.UpstreamException">The state store or the CRM did not answer, or refuses.</exception>
    internal async Task CreateAsync(ICrmJournal crm, CustomerRef customer, CallEvent call, CancellationToken ct)
    {
        var key = $"disposition/task/{CallIdentity.Key(call)}";

        // Before the CRM is asked: whoever comes after a crash must know that the task may be there.
        var before = await store.PutIfAbsentAsync(key, Begun, s_kept, ct);
        if (before is not (null or Begun))
        {
            return;
        }

        var id = await crm.CreateTaskAsync(Of(call, customer), mayExist: before is Begun, ct);
        await store.PutAsync(key, $"done {id}", s_kept, ct);
    }

    private FollowUpTask Of(CallEvent call, CustomerRef customer)
    {
        var name = string.Join(' ', new[] { call[CallField.FirstName], call[CallField.LastName] }.OfType<string>());
        return new()
        {
            TrackingId = $"vicidial-{CallIdentity.Interaction(call)}-callback",
            Title = name.Length > 0 ? $"Call back {name}" : "Call back",
            Text = call[CallField.Notes],
            DueAt = CallbackTime.Read(call[CallField.CallbackTime], vicidial.Zone) ?? call.ReceivedAt + options.CallbackAfter,
            Customer = customer,
        };
    }
}
