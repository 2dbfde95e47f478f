namespace CrmEnrichment.Platforms.Vicidial.Api.Connection;

/// <summary>What one of VICIdial's APIs answered: lines that say what became of the request, in any order, or raw data.</summary>
/// <param name="Text">As it came. It must not get into a log or a message.</param>
internal sealed record VicidialAnswer(string Text)
{
    /// <summary>Raw data has none.</summary>
    public IReadOnlyList<AnswerLine> Lines { get; } = [.. Split(Text).Select(AnswerLine.Read).OfType<AnswerLine>()];

    /// <summary>The lines of data.</summary>
    public IReadOnlyList<string> Rows => [.. Split(Text).Where(line => line.Length > 0 && AnswerLine.Read(line) is null)];

    /// <summary>The first success that has these words; null where there is none.</summary>
    public AnswerLine? Success(string words) => Lines.FirstOrDefault(line => line.Kind is AnswerKind.Success && line.Says(words));

    public AnswerLine? Notice(string words) => Lines.FirstOrDefault(line => line.Kind is AnswerKind.Notice && line.Says(words));

    public AnswerLine? Error => Lines.FirstOrDefault(line => line.Kind is AnswerKind.Error);

    public override string ToString() => string.Join("; ", Lines);

    private static IEnumerable<string> Split(string text) => text.Split('\n').Select(line => line.TrimEnd('\r'));
}
