namespace PhoneNumbers;

public class NumberParseException(ErrorType errorType, string message) : Exception(message)
{
    public readonly ErrorType ErrorType = errorType;
}
