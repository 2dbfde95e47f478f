namespace PhoneNumbers;

public sealed class PhoneNumber
{
    internal PhoneNumber()
    {
    }

    public int CountryCode { get; internal init; }

    /// <summary>Without its leading zeros, which <see cref="NumberOfLeadingZeros"/> counts.</summary>
    public ulong NationalNumber { get; internal init; }

    public int NumberOfLeadingZeros { get; internal init; }
}
