namespace CrmEnrichment.PhoneNumbers;

/// <summary>What a text turned out to be that stands where a phone number is expected.</summary>
public abstract record NumberReading
{
    private NumberReading()
    {
    }

    /// <summary>The number, where it is one.</summary>
    public PhoneNumber? Phone => this is Number number ? number.Value : null;

    /// <param name="Value">The number that the network knows.</param>
    /// <param name="Extension">Digits that are dialled when it has answered; null where there are none.</param>
    public sealed record Number(PhoneNumber Value, string? Extension) : NumberReading
    {
        public override string ToString() => Value.ToString();
    }

    /// <summary>The caller does not show a number.</summary>
    public sealed record Withheld : NumberReading;

    /// <summary>An emergency or service number, a short code, an internal extension: it is not the same subscriber everywhere.</summary>
    public sealed record ShortNumber : NumberReading;

    /// <summary>Words, an address, a number that nobody can have, or one that can be read in two ways.</summary>
    public sealed record Unreadable : NumberReading;
}
