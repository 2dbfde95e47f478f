using CrmEnrichment.Local.Aws;

namespace CrmEnrichment.Local.Sqs;

/// <summary>SQS's errors, with the names of the JSON protocol and the codes of the query protocol before it.</summary>
internal static class SqsErrors
{
    public static AwsException NoSuchQueue() =>
        new("com.amazonaws.sqs#QueueDoesNotExist", "The specified queue does not exist.", "AWS.SimpleQueueService.NonExistentQueue");

    public static AwsException QueueExists(string name) =>
        new("com.amazonaws.sqs#QueueNameExists", $"A queue named {name} already exists with different attributes.", "QueueAlreadyExists");

    public static AwsException InvalidReceiptHandle(string handle) =>
        new("com.amazonaws.sqs#ReceiptHandleIsInvalid", $"The input receipt handle \"{handle}\" is not a valid receipt handle.", "ReceiptHandleIsInvalid");

    public static AwsException NotInFlight() =>
        new("com.amazonaws.sqs#MessageNotInflight", "The message referred to isn't in flight.", "AWS.SimpleQueueService.MessageNotInflight");

    public static AwsException InvalidContents() =>
        new("com.amazonaws.sqs#InvalidMessageContents", "The message contains characters outside the allowed set.", "InvalidMessageContents");

    public static AwsException InvalidAttributeName(string name) =>
        new("com.amazonaws.sqs#InvalidAttributeName", $"Unknown Attribute {name}.", "InvalidAttributeName");

    public static AwsException EmptyBatch() =>
        new("com.amazonaws.sqs#EmptyBatchRequest", "There should be at least one entry in the request.", "AWS.SimpleQueueService.EmptyBatchRequest");

    public static AwsException TooManyEntries(int count) =>
        new("com.amazonaws.sqs#TooManyEntriesInBatchRequest", $"Maximum number of entries per request are 10. You have sent {count}.", "AWS.SimpleQueueService.TooManyEntriesInBatchRequest");

    public static AwsException IdsNotDistinct(string id) =>
        new("com.amazonaws.sqs#BatchEntryIdsNotDistinct", $"Id {id} repeated.", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct");

    public static AwsException InvalidEntryId() =>
        new("com.amazonaws.sqs#InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.", "AWS.SimpleQueueService.InvalidBatchEntryId");

    public static AwsException BatchTooLong(int bytes) =>
        new("com.amazonaws.sqs#BatchRequestTooLong", $"Batch requests cannot be longer than {MessageSize.Limit} bytes. You have sent {bytes} bytes.", "AWS.SimpleQueueService.BatchRequestTooLong");

    public static AwsException Missing(string parameter) =>
        new("com.amazon.coral.service#MissingRequiredParameterException", $"The request must contain the parameter {parameter}.", "MissingParameter");

    public static AwsException Invalid(string reason) =>
        new("com.amazon.coral.service#InvalidParameterValueException", reason, "InvalidParameterValue");

    public static AwsException NotForThisType(string parameter, string value) =>
        Invalid($"Value {value} for parameter {parameter} is invalid. Reason: The request include parameter that is not valid for this queue type.");

    public static AwsException InvalidRedrivePolicy(string policy, string reason) => Invalid($"Value {policy} for parameter RedrivePolicy is invalid. Reason: {reason}");

    public static AwsException InvalidReceipt(string receipt, string reason) => Invalid($"Value {receipt} for parameter ReceiptHandle is invalid. Reason: {reason}");

    public static AwsException OutOfRange(string parameter, int value, int low, int high) =>
        Invalid($"Value {value} for parameter {parameter} is invalid. Reason: Must be between {low} and {high}, if provided.");
}
