using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Changes;

/// <summary>For any sender that can compute an HMAC: <c>X-Signature: sha256=HEX</c> of <c>X-Timestamp</c>, a dot and the body.</summary>
/// <remarks>The body is JSON with <c>customer_id</c>, a text or a number, or a list <c>customer_ids</c>. Other members may be there and are not needed: everything is asked anew.</remarks>
internal sealed class SignedNotices : IChangeNotices
{
    private const string Prefix = "sha256=";
    private const string One = "customer_id", Several = "customer_ids";
    private const int MostIds = 100;

    public static SignedNotices Scheme { get; } = new();

    public string Name => "Signed";

    public NoticeSecret Secret { get; } = new("signing_key", "a long random text that the sender signs with");

    public bool SignsAddress => false;

    public bool NamesOrganization => false;

    public NoticeAnswer Done => NoticeAnswer.Json;

    public NoticeReading Read(ReceivedNotice notice, NoticeTrust trust, DateTimeOffset now) =>
        notice.Header("x-timestamp") is not { } timestamp ? new NoticeReading.Refused("The header X-Timestamp is missing.")
        : notice.Header("x-signature") is not { } signature ? new NoticeReading.Refused("The header X-Signature is missing.")
        : !NoticeTime.IsNear(timestamp, now) ? new NoticeReading.Refused(NoticeTime.TooOld)
        : !Holds(signature, trust.Secret, $"{timestamp}.{notice.Body}") ? new NoticeReading.Refused("X-Signature is not the signature of X-Timestamp and the body under the sender's key.")
        : ReadBody(notice.Body);

    public override string ToString() => Name;

    private static bool Holds(string signature, string key, string text)
    {
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text));
        return signature.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && signature.Length == Prefix.Length + (expected.Length * 2)
            && signature.Skip(Prefix.Length).All(char.IsAsciiHexDigit)
            && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(signature.AsSpan(Prefix.Length)), expected);
    }

    private static NoticeReading ReadBody(string body)
    {
        JsonElement told;
        try
        {
            told = ReceivedJson.Parse(body);
        }
        catch (JsonException)
        {
            return new NoticeReading.Unreadable("body", """Send JSON: {"customer_id": "…"} or {"customer_ids": ["…"]}.""");
        }

        var (has, hasSeveral) = (told.TryMember(One, out var one) && one.ValueKind is not JsonValueKind.Null, told.TryMember(Several, out var several) && several.ValueKind is not JsonValueKind.Null);
        if (!has && !hasSeveral)
        {
            return new NoticeReading.Unreadable(One, "Say who has changed: customer_id or customer_ids.");
        }

        var ids = new List<string?>();
        if (has)
        {
            ids.Add(Id(one));
        }

        if (hasSeveral)
        {
            if (several.ValueKind is not JsonValueKind.Array || several.GetArrayLength() > MostIds)
            {
                return new NoticeReading.Unreadable(Several, $"Give customer_ids as a list of at most {MostIds} ids.");
            }

            ids.AddRange(several.EnumerateArray().Select(Id));
        }

        return ids.Contains(null)
            ? new NoticeReading.Unreadable(has && ids[0] is null ? One : Several, $"Give each id as a text of 1 to {RecordChange.LongestId} characters without control characters, or as a whole number.")
            : new NoticeReading.Told([.. ids.Select(id => new RecordChange(id!, null))]);
    }

    private static string? Id(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number ? value.TryGetInt64(out _) ? value.GetRawText() : null
        : value.TryText(out var text) && RecordChange.IsId(text) ? text
        : null;
}
