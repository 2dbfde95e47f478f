using CrmEnrichment.Tickets.Messages;

namespace CrmEnrichment.Tests.Tickets.Messages.Corpus;

/// <summary>A message as a client writes it, and what its author wrote.</summary>
internal sealed record CorpusMessage(string Name, MailMessage Message, string Expected)
{
    /// <summary>The line that our own mails carry.</summary>
    public const string Separator = "-- Please reply above this line --";

    public static IReadOnlyList<CorpusMessage> All { get; } =
    [
        .. Language.All.SelectMany(language => PlainClients.Of(language).Concat(HtmlClients.Of(language))),
        .. OddText.Messages, .. OddHtml.Messages,
    ];

    /// <summary>An answer to a mail of ours.</summary>
    public static CorpusMessage Answer(string name, string subject, string expected, string? text = null, string? html = null) =>
        new(name, new() { MessageId = "1@example.org", References = ["2@example.com"], From = "john@example.org", FromName = "John Doe", Subject = subject, Text = text, Html = html }, expected);

    public override string ToString() => Name;
}
