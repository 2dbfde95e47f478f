namespace PhoneNumbers;

public enum PhoneNumberFormat
{
    E164,
}
