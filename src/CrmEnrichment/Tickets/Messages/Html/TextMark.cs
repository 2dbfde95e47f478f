namespace CrmEnrichment.Tickets.Messages.Html;

/// <summary>A place in what has been written.</summary>
internal sealed record TextMark(int Line, int Column);
