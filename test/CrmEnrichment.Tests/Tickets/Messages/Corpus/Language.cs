namespace CrmEnrichment.Tests.Tickets.Messages.Corpus;

/// <summary>How the usual clients word what they put around a quote, in one language, and what two people wrote in it.</summary>
internal sealed record Language(string Code, string Prefix)
{
    /// <summary>Gmail's line above a quote, on the web.</summary>
    public required string Gmail { get; init; }

    public required string Apple { get; init; }

    public required string Thunderbird { get; init; }

    /// <summary>From, Sent, To, Subject, as Outlook writes them.</summary>
    public required string[] Labels { get; init; }

    /// <summary>Between the dashes of <c>-----Original Message-----</c>.</summary>
    public required string Original { get; init; }

    /// <summary>What an iPhone adds.</summary>
    public required string Device { get; init; }

    /// <summary>What Outlook for iOS adds.</summary>
    public required string App { get; init; }

    /// <summary>Three paragraphs of the author's.</summary>
    public required string[] Words { get; init; }

    /// <summary>Two paragraphs of the support's.</summary>
    public required string[] Quoted { get; init; }

    public string Subject => $"{Prefix}: [#4711] Invoice";

    public static IReadOnlyList<Language> All { get; } = [.. Germanic.Languages, .. Romance.Languages, .. Others.Languages];
}
