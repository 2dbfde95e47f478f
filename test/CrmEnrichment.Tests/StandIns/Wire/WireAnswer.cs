namespace CrmEnrichment.Tests.StandIns.Wire;

/// <summary>What the server answers to one call.</summary>
internal sealed record WireAnswer(int Status = 200, string Body = "", params (string Name, string Value)[] Headers);
