using System.Text;
using CrmEnrichment.Local.Aws;

namespace CrmEnrichment.Local.Sqs;

/// <summary>Opaque to clients; inside, the queue, the message and which of its receives it was.</summary>
internal static class ReceiptHandle
{
    public static string Write(string queue, string messageId, int receive) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{queue} {messageId} {receive}"));

    /// <returns>The message's id.</returns>
    /// <exception cref="AwsException">The handle was never given out by this queue.</exception>
    public static string MessageIdOf(string handle, string queue)
    {
        var bytes = new byte[handle.Length];
        if (Convert.TryFromBase64String(handle, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(' ') is [var ofQueue, var messageId, _]
            && string.Equals(ofQueue, queue, StringComparison.Ordinal))
        {
            return messageId;
        }

        throw SqsErrors.InvalidReceiptHandle(handle);
    }
}
