using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Health;
using CrmEnrichment.Pipeline;
using CrmEnrichment.State;
using CrmEnrichment.Tickets.Mailboxes;
using CrmEnrichment.Tickets.Messages;
using CrmEnrichment.Tickets.Rules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Tickets;

public static class TicketsFeature
{
    /// <summary><see cref="UpdateTickets"/> and its handler, over the CRMs that are registered, and the mailboxes' places in the health check.</summary>
    public static FeatureSetup AddTickets(this FeatureSetup setup) => setup.AddPipeline().Once(nameof(AddTickets), () =>
    {
        var sources = setup.CrmSection().Sources;
        var options = setup.Section(MailOptions.Section, settings => MailOptions.Read(settings, sources));
        setup.NeedTable("Mail", "it is known there which messages are comments already");

        setup.Services
            .AddSingleton<OpenMailboxes>()
            .AddSingleton(provider => new KnownMessages(provider.GetRequiredService<IStateStore>(), options, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new TicketOfMessage(provider.GetRequiredService<KnownMessages>(), new TicketReference(options.Patterns)))
            .AddSingleton(provider => new LoopBrake(provider.GetRequiredService<IStateStore>(), options, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IReadOnlyList<TicketMailbox>>(provider => [.. options.Mailboxes
                .Select(mailbox => (mailbox, source: MailOptions.SourceOf(mailbox, sources)))
                .Where(pair => pair.source is not null)
                .Select(pair => new TicketMailbox(pair.mailbox, provider.GetRequiredKeyedService<CrmSystem>(pair.source!.Name).Tickets
                    ?? throw new InvalidOperationException($"The kind of '{pair.source.Name}' opened without tickets.")))])
            .AddSingleton(provider => Handler(provider, options, defers: false))
            .AddSingleton(provider => EventRoute.Of(provider.GetRequiredService<CommentOnTicket>(), provider.GetRequiredService<FailureBoundary>()))
            .AddSingleton(provider => Run(provider, options))
            .AddSingleton(provider => new MailboxCheck(
                provider.GetRequiredService<IReadOnlyList<TicketMailbox>>(), provider.GetRequiredService<IMailServer>(), provider.GetRequiredService<IStateStore>(), options));
        foreach (var mailbox in options.Mailboxes)
        {
            setup.Services.AddSingleton(provider => new Component($"{mailbox.Name} mailbox", ComponentKind.Mailbox, async ct =>
            {
                await using var opened = await provider.GetRequiredService<IMailServer>().OpenAsync(mailbox, ct);
            }));
        }

        foreach (var source in options.Mailboxes.Select(mailbox => MailOptions.SourceOf(mailbox, sources)).OfType<CrmSourceOptions>().Distinct())
        {
            setup.Services.AddSingleton(provider => new Component($"{source.Name} tickets", ComponentKind.Tickets, ct => provider.GetRequiredKeyedService<CrmSystem>(source.Name).Tickets!.ProbeAsync(options, ct)));
        }
    });

    private static CommentOnTicket Handler(IServiceProvider provider, MailOptions options, bool defers) => new(
        provider.GetRequiredService<IReadOnlyList<TicketMailbox>>().ToDictionary(mailbox => mailbox.Options.Name, StringComparer.Ordinal),
        provider.GetRequiredService<OpenMailboxes>(),
        options,
        provider.GetRequiredService<TicketOfMessage>(),
        provider.GetRequiredService<KnownMessages>(),
        provider.GetRequiredService<LoopBrake>(),
        provider.GetRequiredService<ILogger<UpdateTickets>>(),
        defers);

    private static UpdateTickets Run(IServiceProvider provider, MailOptions options)
    {
        var (store, time, log) = (provider.GetRequiredService<IStateStore>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<UpdateTickets>>());
        var deferring = Handler(provider, options, defers: true);
        return new(
            [.. provider.GetRequiredService<IReadOnlyList<TicketMailbox>>().Select(mailbox => new MailboxReader(
                mailbox, provider.GetRequiredService<OpenMailboxes>(), options, store, provider.GetRequiredService<FailureBoundary>(), deferring, provider.GetRequiredService<CommentOnTicket>(), time, log))],
            store,
            provider.GetRequiredService<Metrics>(),
            time,
            log);
    }
}
