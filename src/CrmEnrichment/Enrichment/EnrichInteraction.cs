using System.Text.Json;
using CrmEnrichment.ActiveInteractions;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Enrichment;

/// <summary>The main job: an interaction comes in, the directory says who it is, the context is put where the agent looks.</summary>
public sealed partial class EnrichInteraction(
    IEnumerable<IInteractionReader> readers,
    IEnumerable<IContextWriter> writers,
    PhoneNumberReader numbers,
    CustomerDirectory directory,
    TimeProvider time,
    ILogger<EnrichInteraction> log,
    ActiveInteractionStore? active = null) : IEventHandler<Interaction>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    public string Name => nameof(EnrichInteraction);

    public EventReading<Interaction> Read(JsonElement payload) => EventReading<Interaction>.First(readers.Select(reader => reader.Read(payload)));

    public async Task<Outcome> HandleAsync(Interaction e, CancellationToken ct)
    {
        if (time.GetUtcNow() > e.StaleAt)
        {
            return EnrichmentOutcome.Stale;
        }

        var writer = writers.First(writer => string.Equals(writer.Origin, e.Origin, StringComparison.Ordinal));
        await using var lookup = directory.Begin(CallerOf(e), new Requester(Name, Audience.Context, e.Id));

        // Side by side: a token takes as long as a look-up, and neither needs the other.
        var first = lookup.FirstAsync(ct);
        await Task.WhenAll(first, writer.SignInAsync(ct));

        var found = await first;
        var isSecond = found.Pending.Count > 0;
        if (isSecond)
        {
            // The agent has the essential already while the rest is on its way.
            if (!await writer.WriteAsync(e, CustomerContext.Of(found), ct))
            {
                return EnrichmentOutcome.InteractionGone;
            }

            found = await lookup.CompleteAsync(ct);
        }

        if (found.Status is LookupStatus.Failed)
        {
            // The agent need not wait for a customer who does not come. Whatever becomes of it, the event is kept for its replay.
            return new Outcome.Failed(Failure.OfSources(found.Failures)) { Tell = token => TryWriteAsync(writer, e, CustomerContext.Failed, token) };
        }

        if (!await writer.WriteAsync(e, CustomerContext.Of(found, isSecond), ct))
        {
            return EnrichmentOutcome.InteractionGone;
        }

        await RememberAsync(e, found, ct);
        return EnrichmentOutcome.Of(found);
    }

    /// <summary>After the context, for which an agent waits. The journal looks the customer up again where nothing is remembered.</summary>
    private async Task RememberAsync(Interaction interaction, Found found, CancellationToken ct)
    {
        if (active is null)
        {
            return;
        }

        using var limit = TimeLimit.Start(s_patience, time, ct);
        try
        {
            await limit.RunAsync(token => active.RememberAsync(interaction, found, token));
        }
        catch (Exception e) when (e is UpstreamException || (e is OperationCanceledException && limit.IsOver))
        {
            NotRemembered(log, e.Message);
        }
    }

    private CustomerQuery CallerOf(Interaction interaction) =>
        new(interaction.CustomerId, interaction.Caller is Caller.Phone phone ? numbers.Read(phone.Text).Phone : null);

    /// <summary>For a context on which nothing depends: one that could not be written is no failure.</summary>
    private async Task TryWriteAsync(IContextWriter writer, Interaction interaction, InteractionContext context, CancellationToken ct)
    {
        try
        {
            await writer.WriteAsync(interaction, context, ct);
        }
        catch (UpstreamException e)
        {
            NotWritten(log, e.Message);
        }
    }

    [LoggerMessage(602, LogLevel.Warning, "The customer of the interaction is not remembered; the journal will look them up again: {Reason}")]
    private static partial void NotRemembered(ILogger log, string reason);

    [LoggerMessage(601, LogLevel.Warning, "The context that says 'Failed' was not written; the event is kept all the same: {Reason}")]
    private static partial void NotWritten(ILogger log, string reason);
}
