namespace CrmEnrichment.Platforms;

/// <summary>Who is at the other end, as far as the event says.</summary>
public abstract record Caller
{
    private Caller()
    {
    }

    /// <summary>No number and no address, or one that says nothing (<c>anonymous</c>, <c>restricted</c>, …).</summary>
    public static Caller Withheld { get; } = new NoNumber();

    /// <summary>A phone number as the platform wrote it, not yet E.164.</summary>
    public sealed record Phone(string Text) : Caller
    {
        // A number must not reach a log through string interpolation.
        public override string ToString() => nameof(Phone);
    }

    /// <summary>An e-mail address or the opaque id of a chat guest.</summary>
    public sealed record Address(string Text) : Caller
    {
        public override string ToString() => nameof(Address);
    }

    private sealed record NoNumber : Caller
    {
        public override string ToString() => nameof(Withheld);
    }
}
