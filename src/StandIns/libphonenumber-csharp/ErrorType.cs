namespace PhoneNumbers;

/// <summary>Why a text is no phone number.</summary>
public enum ErrorType
{
    INVALID_COUNTRY_CODE,
    NOT_A_NUMBER,
    TOO_SHORT_AFTER_IDD,
    TOO_SHORT_NSN,
    TOO_LONG,
}
