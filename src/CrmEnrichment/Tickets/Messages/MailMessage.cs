namespace CrmEnrichment.Tickets.Messages;

/// <summary>A message as it was read from a mailbox: decoded, bounded, and without a type of the library that read it.</summary>
public sealed record MailMessage
{
    /// <summary>How many messages <see cref="References"/> names at most.</summary>
    public const int MaxReferences = 100;

    /// <summary>How many <see cref="Headers"/> are kept at most.</summary>
    public const int MaxHeaders = 1000;

    /// <summary>Without its angle brackets; null where the message has none.</summary>
    public string? MessageId { get; init; }

    /// <summary>What it answers: In-Reply-To first, then References from the last to the first; without angle brackets, each once.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The sender's address in lower case; null where From names nobody or several.</summary>
    public string? From { get; init; }

    public string? FromName { get; init; }

    /// <summary>As the sender's clock had it.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Empty where the message has none.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The text/plain part, decoded, with format=flowed joined again; null where there is none.</summary>
    public string? Text { get; init; }

    /// <summary>The text/html part, decoded; null where there is none.</summary>
    public string? Html { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>All headers in the order of the message, the repeated ones too.</summary>
    public IReadOnlyList<MailHeader> Headers { get; init; } = [];
}
