namespace CrmEnrichment.Tickets.Messages;

/// <summary>What a message has attached. Its content is read only where it is uploaded.</summary>
/// <param name="Name">The file's name as the sender wrote it, decoded; empty where it has none.</param>
/// <param name="Type">The media type, such as <c>application/pdf</c>.</param>
/// <param name="Size">Bytes, as far as the server tells: as they are sent, which may be a third more than the file has.</param>
public sealed record MailAttachment(string Name, string Type, long Size)
{
    /// <summary>Where it is in the message, as the mail server counts.</summary>
    public string Part { get; init; } = "";

    /// <summary>How it is sent, such as <c>base64</c>.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>Whether the CRM has the file; null where none is uploaded.</summary>
    public bool? IsUploaded { get; init; }
}
