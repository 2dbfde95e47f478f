using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Tickets.Mailboxes;
using CrmEnrichment.Tickets.Messages;

namespace CrmEnrichment.Tickets.Rules;

/// <summary>Section <c>Mail</c>: which mailboxes are read, and which messages become comments of which tickets.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    public IReadOnlyList<MailboxOptions> Mailboxes { get; init; } = [];

    /// <summary>Who may write into every ticket: addresses, or domains as <c>@example.com</c>.</summary>
    public IReadOnlyList<string> AllowedSenders { get; init; } = [];

    /// <summary>What becomes of a message whose sender does not belong to its ticket.</summary>
    public StrangerRule Strangers { get; init; }

    /// <summary>Of which messages that name no ticket a new one is made.</summary>
    public NewTicketRule NewTickets { get; init; }

    /// <summary>How a ticket's number stands in a subject: regular expressions with one group <c>number</c>. None: the usual forms.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = TicketReference.Defaults;

    /// <summary>Whether attachments are uploaded to the ticket, where the CRM can take them. Otherwise they are named only.</summary>
    public bool UploadAttachments { get; init; }

    /// <summary>Bytes of a file that is uploaded; a longer one is named only.</summary>
    public int LongestAttachment { get; init; } = 10 * 1024 * 1024;

    /// <summary>The line that our own mails have above the quoted conversation; what follows it is not new.</summary>
    public string SeparatorLine { get; init; } = "";

    /// <summary>How many comments one sender may add to one ticket in an hour, and how many new tickets there may be of one sender.</summary>
    public int MostCommentsAnHour { get; init; } = 20;

    /// <summary>Messages that arrived longer ago are not looked at.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>For how long a message is known, and with it which ticket its answers belong to.</summary>
    public TimeSpan RememberFor { get; init; } = TimeSpan.FromDays(180);

    internal static MailOptions Read(Settings settings, IReadOnlyList<CrmSourceOptions> sources)
    {
        var options = new MailOptions
        {
            Mailboxes = settings.Items(nameof(Mailboxes), MailboxOptions.Read),
            AllowedSenders = settings.List(nameof(AllowedSenders)),
            Strangers = settings.Choice(nameof(Strangers), StrangerRule.Letter),
            NewTickets = settings.Choice(nameof(NewTickets), NewTicketRule.Never),
            Patterns = settings.List(nameof(Patterns)) is { Count: > 0 } patterns ? patterns : TicketReference.Defaults,
            UploadAttachments = settings.Flag(nameof(UploadAttachments), fallback: false),
            LongestAttachment = settings.Number(nameof(LongestAttachment), 10 * 1024 * 1024, 1, 25 * 1024 * 1024),
            SeparatorLine = settings.Text(nameof(SeparatorLine), "set one line", ""),
            MostCommentsAnHour = settings.Number(nameof(MostCommentsAnHour), 20, 1, 1_000),
            MaxAge = settings.Duration(nameof(MaxAge), TimeSpan.FromDays(7), TimeSpan.FromHours(1), TimeSpan.FromDays(90)),
            RememberFor = settings.Duration(nameof(RememberFor), TimeSpan.FromDays(180), TimeSpan.FromDays(1), TimeSpan.FromDays(1_000)),
        };
        if (options.Mailboxes.Count == 0)
        {
            settings.Problem("Mailboxes:0:Host", "is not set", "name at least one mailbox", 0);
        }

        foreach (var same in options.Mailboxes.GroupBy(mailbox => mailbox.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
        {
            settings.Problem(nameof(Mailboxes), $"holds {same.Count()} mailboxes called '{same.Key}'", "give each its own Name", 0);
        }

        if (options.RememberFor < options.MaxAge)
        {
            settings.Problem(nameof(RememberFor), $"is {options.RememberFor}, shorter than MaxAge", "make it longer, or a message could become a comment twice", 0);
        }

        foreach (var wrong in options.AllowedSenders.Where(sender => SenderRule.Form.IsMatch(sender) is false))
        {
            settings.Problem(nameof(AllowedSenders), $"holds an entry of {wrong.Length} characters that is neither an address nor a domain", "write addresses as jo@example.com and domains as @example.com", 0);
        }

        for (var i = 0; i < options.Patterns.Count; i++)
        {
            if (TicketReference.Problem(options.Patterns[i]) is { } problem)
            {
                settings.Problem($"{nameof(Patterns)}:{i}", problem, "correct it or remove it", 0);
            }
        }

        options.CheckSources(settings, sources);
        return options;
    }

    /// <summary>The source whose tickets a mailbox means.</summary>
    internal static CrmSourceOptions? SourceOf(MailboxOptions mailbox, IReadOnlyList<CrmSourceOptions> sources)
    {
        var desks = sources.Where(source => source.Kind.KeepsTickets).ToList();
        return mailbox.Source.Length == 0 ? (desks.Count == 1 ? desks[0] : null) : desks.Find(source => string.Equals(source.Name, mailbox.Source, StringComparison.Ordinal));
    }

    // That there is no source at all is said of the section Crm.
    private void CheckSources(Settings settings, IReadOnlyList<CrmSourceOptions> sources)
    {
        for (var i = 0; i < Mailboxes.Count && sources.Count > 0; i++)
        {
            if (SourceOf(Mailboxes[i], sources) is null)
            {
                var able = string.Join(", ", sources.Where(source => source.Kind.KeepsTickets).Select(source => source.Name));
                settings.Problem(
                    $"{nameof(Mailboxes)}:{i}:Source",
                    Mailboxes[i].Source.Length == 0 ? "is not set, and there is not exactly one source with tickets" : $"is '{Mailboxes[i].Source}'",
                    able.Length > 0 ? $"name one of {able}" : "add a source of the kind HubSpot, Salesforce, Vtiger or Rest",
                    0);
            }
        }
    }
}
