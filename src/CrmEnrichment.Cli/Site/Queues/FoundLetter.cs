using System.Text.Json.Nodes;
using CrmEnrichment.Cli.Letters;

namespace CrmEnrichment.Cli.Site.Queues;

/// <summary>What became of the search for a letter.</summary>
/// <param name="Listed">Its small facts; null where it was not found.</param>
/// <param name="Shown">The letter with its event, masked.</param>
/// <param name="Prospect">What a replay would do with it.</param>
/// <param name="Failure">Why it was not found.</param>
public sealed record FoundLetter(ListedLetter? Listed, JsonObject? Shown, string Prospect, string? Failure);
