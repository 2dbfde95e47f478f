using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.Platforms.Vicidial.Reconciliation;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Dispositions.Reconciliation;

/// <summary>Writes down which dispositions reached us, before anything is done with them, so that neither the CRM nor the journal gets a call twice: from the reconciliation, and from its URL that came late.</summary>
public sealed partial class CallGate
{
    private readonly ToldCalls _told;
    private readonly ILogger<CallGate> _log;

    internal CallGate(ToldCalls told, ILogger<CallGate> log) => (_told, _log) = (told, log);

    /// <param name="payload">A message of the queue of VICIdial's calls.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>False where the call has been told already by the other way.</returns>
    /// <exception cref="UpstreamException">The state store did not answer: the message must come again.</exception>
    public async ValueTask<bool> AdmitsAsync(JsonElement payload, CancellationToken ct)
    {
        if (CallEvent.Read(payload) is not EventReading<CallEvent>.Ours { Event: var call } || await _told.AddAsync(call, ct))
        {
            return true;
        }

        Dropped(_log, CallIdentity.Interaction(call));
        return false;
    }

    [LoggerMessage(747, LogLevel.Information, "Duplicate of {Interaction}: the reconciliation and its Dispo Call URL told of one call, and the first of them counts")]
    private static partial void Dropped(ILogger log, string interaction);
}
