using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Sqs;

/// <summary>The MD5s that clients check, in the form that the SQS developer guide gives ("Calculating the MD5 message digest").</summary>
internal static class MessageDigest
{
    [SuppressMessage("Security", "CA5351", Justification = "The protocol asks for MD5; it guards against damage, not against people.")]
    public static string Of(string body) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));

    [SuppressMessage("Security", "CA5351", Justification = "The protocol asks for MD5; it guards against damage, not against people.")]
    public static string Of(JsonObject attributes)
    {
        using var bytes = new MemoryStream();
        foreach (var (name, node) in attributes.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            var attribute = MessageAttribute.Read(name, node);
            Write(bytes, Encoding.UTF8.GetBytes(name));
            Write(bytes, Encoding.UTF8.GetBytes(attribute.DataType));
            bytes.WriteByte(attribute.IsBinary ? (byte)2 : (byte)1);
            Write(bytes, attribute.Value);
        }

        return Convert.ToHexStringLower(MD5.HashData(bytes.ToArray()));
    }

    private static void Write(MemoryStream bytes, byte[] part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        bytes.Write(length);
        bytes.Write(part);
    }
}
