using CrmEnrichment.Customers.Numbers;

namespace CrmEnrichment.Customers;

/// <summary>A phone number in the one form that we compare and send: E.164, as <see cref="PhoneNumberReader"/> read it.</summary>
public readonly record struct PhoneNumber
{
    private readonly string? _e164;

    private PhoneNumber(string e164) => _e164 = e164;

    /// <summary>The whole number, such as <c>+13175550142</c>: personal data, for requests and never for logs.</summary>
    public string E164 => _e164
        ?? throw new InvalidOperationException("default(PhoneNumber) is no number; say 'no number' with a null PhoneNumber?.");

    /// <summary>The number without its calling code and trunk prefix, such as <c>3175550142</c>: as private as the whole.</summary>
    public string NationalDigits => E164[(1 + CallingCodes.LengthIn(E164.AsSpan(1)))..];

    /// <summary>The masked form, such as <c>+1•••••••42</c>, so that a number that slips into a log or a message gives nothing away.</summary>
    /// <remarks>Always seven dots: how long a number is narrows down whose it is.</remarks>
    public override string ToString() => _e164 is { } e164
        ? $"{e164.AsSpan(0, 1 + CallingCodes.LengthIn(e164.AsSpan(1)))}•••••••{e164.AsSpan(e164.Length - 2)}"
        : "(no number)";

    /// <param name="digits">Calling code and national number.</param>
    /// <returns>Null when no such number can be assigned.</returns>
    internal static PhoneNumber? FromDigits(ReadOnlySpan<char> digits) =>
        digits.Length is < 7 or > 15 || CallingCodes.LengthIn(digits) == 0 || WithheldNumbers.Contain(digits)
            ? null
            : new PhoneNumber($"+{digits}");
}
