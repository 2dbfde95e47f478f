using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tickets;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Tickets.Desks;

/// <summary>A mailbox in memory, a pretend CRM with a ticket of its customer, and the product between them.</summary>
public abstract class TicketDeskRoom : IAsyncLifetime
{
    /// <summary>An address of the ticket's contact.</summary>
    public const string Customer = "ada@example.org";

    private protected ManualTime Time { get; } = new() { WaitsPassAtOnce = true };

    private protected TicketFloor Floor { get; private set; } = null!;

    private protected DeskCrm Crm { get; private set; } = null!;

    /// <summary>With the number of the customer's ticket.</summary>
    private protected abstract string Subject { get; }

    /// <summary>With a number as this CRM has them, of no ticket.</summary>
    private protected abstract string UnknownSubject { get; }

    /// <summary>The comments of the customer's ticket as people read them, in their order.</summary>
    private protected abstract IReadOnlyList<string> Comments { get; }

    private protected abstract Task<DeskCrm> StartAsync();

    /// <summary>The id of the contact with <see cref="Customer"/>.</summary>
    private protected abstract string CustomerId { get; }

    /// <summary>Tickets that were not there at the start.</summary>
    private protected abstract IReadOnlyList<MadeTicket> Made { get; }

    /// <summary>The comments of one of these.</summary>
    private protected abstract IReadOnlyList<string> CommentsOf(string ticket);

    /// <summary>Whether the request makes a ticket.</summary>
    private protected abstract bool IsTicket(RecordedRequest request);

    /// <summary>Whether the request writes a comment.</summary>
    private protected abstract bool IsComment(RecordedRequest request);

    /// <summary>Whether the request is none of the login.</summary>
    private protected virtual bool IsOfTheApi(RecordedRequest request) => true;

    /// <summary>What of a text this CRM cannot keep.</summary>
    private protected virtual string Kept(string text) => text;

    private protected virtual IEnumerable<(string Name, string Value)> Settings => [];

    public async ValueTask InitializeAsync()
    {
        Crm = await StartAsync();
        Floor = new(Time, Crm, Settings);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Floor.DisposeAsync();
        await Crm.Owner.DisposeAsync();
        Crm.Requests.All.ShouldAllBe(request => !request.Unexpected);
        Floor.Told.ShouldNotContain(Customer);
        Floor.Told.ShouldNotContain("mallory");
        Floor.Told.ShouldNotContain("prints");
    }

    /// <summary>What became of the messages of a run, by name.</summary>
    private protected static string Handled(MailboxRun run) => string.Join(", ", run.Messages.Select(count => $"{count.Value} {count.Key}"));

    private protected void Deliver(string id, string subject, string text, string from = Customer, string? answers = null, TicketFloor? floor = null) => (floor ?? Floor).Mailbox.Deliver(new()
    {
        MessageId = $"{id}@mail.example.org",
        References = answers is null ? [] : [$"{answers}@mail.example.org"],
        From = from,
        FromName = "Ada Lovelace",
        Date = new(2026, 1, 4, 10, 0, 0, TimeSpan.Zero),
        Subject = subject,
        Text = text,
    });
}
