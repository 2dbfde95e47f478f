namespace CrmEnrichment.PhoneNumbers;

/// <summary>A phone number in the one form that we compare and send: E.164, as <see cref="PhoneNumberReader"/> read it.</summary>
public readonly record struct PhoneNumber
{
    private readonly string? _e164;
    private readonly int _callingCode;

    internal PhoneNumber(int callingCode, string e164) => (_callingCode, _e164) = (callingCode, e164);

    /// <summary>The whole number, such as <c>+13175550142</c>: personal data, for requests and never for logs.</summary>
    public string E164 => _e164
        ?? throw new InvalidOperationException("default(PhoneNumber) is not a number. Use a null PhoneNumber? where there is none.");

    /// <summary>The number without its calling code and trunk prefix, such as <c>3175550142</c>: as private as the whole.</summary>
    public string NationalDigits => E164[$"+{_callingCode}".Length..];

    /// <summary>The country's calling code, such as <c>1</c>.</summary>
    public string CallingCode => E164[1..^NationalDigits.Length];

    /// <summary>The same subscriber, as systems that keep to an older or another form of the country's numbers write it; null where there is no such form.</summary>
    public PhoneNumber? OtherSpelling =>
        NumberingChanges.Other(_callingCode, NationalDigits) is { } national ? new PhoneNumber(_callingCode, $"+{_callingCode}{national}") : null;

    /// <summary>Whether both numbers reach one subscriber.</summary>
    public bool IsSameSubscriber(PhoneNumber other) => this == other || (_callingCode == other._callingCode && OtherSpelling == other);

    /// <summary>The masked form, such as <c>+1•••••••42</c>, so that a number that slips into a log or a message gives nothing away.</summary>
    /// <remarks>Always seven dots: how long a number is narrows down whose it is.</remarks>
    public override string ToString() => _e164 is { } e164 ? $"+{_callingCode}•••••••{e164.AsSpan(e164.Length - 2)}" : "(no number)";
}
