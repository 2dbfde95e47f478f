using System.Text.Json;
using CrmEnrichment.Configuration;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Rest;

/// <summary>Where a REST CRM has its tickets; section <c>Tickets</c> of the source.</summary>
public sealed class RestTicketOptions
{
    private static readonly string[] s_emails = ["contact_email", "account_email"];

    /// <summary>Where a ticket is found by its number; holds <c>{number}</c>. The answer is a list, or one object.</summary>
    public string NumberPath { get; init; } = "/tickets?number={number}";

    /// <summary>Where a ticket is read; holds <c>{id}</c>.</summary>
    public string TicketPath { get; init; } = "/tickets/{id}";

    /// <summary>Where a comment is posted; holds <c>{id}</c>, the ticket's.</summary>
    public string CommentsPath { get; init; } = "/tickets/{id}/comments";

    /// <summary>Where a comment is found again; holds <c>{id}</c> and <c>{marker}</c>.</summary>
    public string FindCommentPath { get; init; } = "/tickets/{id}/comments?marker={marker}";

    /// <summary>The ticket's member with its id.</summary>
    public string IdMember { get; init; } = "id";

    /// <summary>The ticket's member with its number, which the answer of <see cref="NumberPath"/> must have: a CRM that ignores the parameter answers with all tickets.</summary>
    public string NumberMember { get; init; } = "number";

    /// <summary>The ticket's members with the addresses of those to whom it belongs: texts, or lists of texts.</summary>
    public IReadOnlyList<string> EmailMembers { get; init; } = s_emails;

    /// <summary>The comment's member with its text.</summary>
    public string TextMember { get; init; } = "text";

    /// <summary>The comment's member with what it is found again by.</summary>
    public string MarkerMember { get; init; } = "marker";

    /// <summary>Bytes of UTF-8 that a comment may have.</summary>
    public int LongestComment { get; init; } = 65_535;

    /// <summary>Where a new ticket is posted.</summary>
    public string NewTicketPath { get; init; } = "/tickets";

    /// <summary>Where a new ticket is found again; holds <c>{marker}</c>.</summary>
    public string FindTicketPath { get; init; } = "/tickets?marker={marker}";

    /// <summary>Where people are found by their address; holds <c>{email}</c>.</summary>
    public string ContactPath { get; init; } = "/customers?email={email}";

    /// <summary>The member of a person with the address, which the answer of <see cref="ContactPath"/> must have: a CRM that ignores the parameter answers with everybody.</summary>
    public string ContactEmailMember { get; init; } = "email";

    /// <summary>The new ticket's member with its title.</summary>
    public string TitleMember { get; init; } = "title";

    /// <summary>The new ticket's member with the sender's address.</summary>
    public string SenderMember { get; init; } = "contact_email";

    /// <summary>The new ticket's member with the person's id.</summary>
    public string ContactMember { get; init; } = "contact_id";

    /// <summary>Where a ticket's file is posted; holds <c>{id}</c>, the ticket's. Empty: none are uploaded.</summary>
    public string FilesPath { get; init; } = "";

    /// <summary>Whether a ticket or comment has the marker: where it belongs, or in the text, where a CRM keeps no other member.</summary>
    internal bool Bears(JsonElement record, string marker) => new[] { MarkerMember, TextMember }
        .Any(member => JsonMember.Find(record, member) is { } value && RestAnswer.Text(value)?.Contains(marker, StringComparison.Ordinal) is true);

    internal static RestTicketOptions Read(Settings settings)
    {
        var unset = new RestTicketOptions();
        return new()
        {
            NumberPath = settings.Text(nameof(NumberPath), "begin with / and hold {number}", unset.NumberPath, RestOptions.PathWithNumber),
            TicketPath = settings.Text(nameof(TicketPath), "begin with / and hold {id}", unset.TicketPath, RestOptions.PathWithId),
            CommentsPath = settings.Text(nameof(CommentsPath), "begin with / and hold {id}", unset.CommentsPath, RestOptions.PathWithId),
            FindCommentPath = settings.Text(nameof(FindCommentPath), "begin with / and hold {id}", unset.FindCommentPath, RestOptions.PathWithId),
            IdMember = settings.Text(nameof(IdMember), "name a member of the ticket", unset.IdMember),
            NumberMember = settings.Text(nameof(NumberMember), "name a member of the ticket", unset.NumberMember),
            EmailMembers = settings.List(nameof(EmailMembers)) is { Count: > 0 } members ? members : s_emails,
            TextMember = settings.Text(nameof(TextMember), "name a member of the comment", unset.TextMember),
            MarkerMember = settings.Text(nameof(MarkerMember), "name a member of the comment", unset.MarkerMember),
            LongestComment = settings.Number(nameof(LongestComment), unset.LongestComment, 1_000, 1_000_000),
            NewTicketPath = settings.Text(nameof(NewTicketPath), "begin with /", unset.NewTicketPath, RestOptions.Path),
            FindTicketPath = settings.Text(nameof(FindTicketPath), "begin with / and hold {marker}", unset.FindTicketPath, RestOptions.PathWithMarker),
            ContactPath = settings.Text(nameof(ContactPath), "begin with / and hold {email}", unset.ContactPath, RestOptions.PathWithEmail),
            FilesPath = settings.Text(nameof(FilesPath), "begin with / and hold {id}", unset.FilesPath, RestOptions.PathWithId),
            ContactEmailMember = settings.Text(nameof(ContactEmailMember), "name a member of the person", unset.ContactEmailMember),
            TitleMember = settings.Text(nameof(TitleMember), "name a member of the ticket", unset.TitleMember),
            SenderMember = settings.Text(nameof(SenderMember), "name a member of the ticket", unset.SenderMember),
            ContactMember = settings.Text(nameof(ContactMember), "name a member of the ticket", unset.ContactMember),
        };
    }
}
