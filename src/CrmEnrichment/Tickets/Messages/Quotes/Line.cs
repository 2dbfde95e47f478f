namespace CrmEnrichment.Tickets.Messages.Quotes;

/// <summary>One line of a message, from either of its parts.</summary>
/// <param name="Text">As it is shown, without the white space at its end.</param>
internal readonly record struct Line(string Text, LineKind Kind)
{
    /// <summary>Longer lines are nobody's marker; they are not searched, so that a hostile line costs nothing.</summary>
    public const int LongestMarker = 400;

    public bool IsBlank => Text.Length == 0 && Kind is LineKind.Words or LineKind.Signature;

    /// <summary>A line of the plain kind that is short enough to be a client's marker.</summary>
    public bool MayMark => Kind is LineKind.Words && Text.Length is > 0 and <= LongestMarker;
}
