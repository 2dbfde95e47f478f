namespace CrmEnrichment.Dispositions.PreLaunch;

/// <summary>One line of the check list.</summary>
/// <param name="Name">Of the check, such as <c>right to add_lead</c>.</param>
/// <param name="Verdict">What was found.</param>
/// <param name="Text">In a sentence. No secret, number or name of a customer is in it.</param>
/// <param name="Fix">What to do; null where nothing is to be done.</param>
public sealed record CheckLine(string Name, CheckVerdict Verdict, string Text, string? Fix = null);
