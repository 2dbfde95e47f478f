using System.Text;
using System.Text.Json;
using CrmEnrichment.Crm.HttpAttributes;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static CrmEnrichment.Tests.Crm.HttpAttributes.AttributeRoom;

namespace CrmEnrichment.Tests.Crm.HttpAttributes;

/// <summary>Whatever is known of a customer, it stays the value that it is; whatever is configured, it is a request or is refused.</summary>
public sealed class TemplateProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(10_000).WithReplay(new FsCheck.Replay(new Rnd(20_260_101, 1), size: null));

    /// <summary>What leads out of a segment, a text or an object, among what does not.</summary>
    private static readonly Gen<string> s_value = Gen.OneOf(
        Gen.Elements("..", ".", "/", "\\", "%2e", "%", "?", "#", "\"", "{", "}", "{customerId}", "{now}", "a", "7", "é", "漢", "😀", "\ud83d", "\u0000", "\r\n", ",", ":", "[", "$ne", "@", "//evil.test/")
            .ArrayOf().Select(pieces => string.Concat(pieces)),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get));

    [Fact]
    public void A_value_stays_one_segment_and_leads_to_no_other_place() => Check(s_value, value =>
    {
        var path = PathTemplate.Parse("/a/{customerId}/b?x={customerId}")!.Fill(Known(value), DateTimeOffset.UnixEpoch);
        if (path is null)
        {
            return !IsUsable(value) || value.All(c => c is '.');
        }

        var address = new Uri($"https://pay.example.com/api{path}");
        return IsUsable(value)
            && address is { Host: "pay.example.com", Fragment: "" }
            && address.AbsolutePath.Split('/') is ["", "api", "a", var segment, "b"] && Uri.UnescapeDataString(segment).Equals(value, StringComparison.Ordinal)
            && Uri.UnescapeDataString(address.Query).Equals($"?x={value}", StringComparison.Ordinal);
    });

    [Fact]
    public void A_value_stays_one_value_of_the_document() => Check(s_value, value =>
    {
        var body = BodyTemplate.Parse("""{"first":1,"id":"{customerId}","last":["{customerId}","{ customerId }"]}""")!.Fill(Known(value), DateTimeOffset.UnixEpoch);
        return body is null
            ? !IsUsable(value)
            : IsUsable(value) && JsonElement.DeepEquals(JsonElement.Parse(body), JsonElement.Parse($$"""{"first":1,"id":{{Json(value)}},"last":[{{Json(value)}},"{ customerId }"]}"""));
    });

    [Fact]
    public void Any_text_is_a_path_or_is_refused() => Check(
        Gen.Elements("/", "a", "{", "}", "{id}", "{now}", "{now+1d}", "{today-9999d}", "{now+}", ".", "..", "?", "#", " ", "\\", "%41", "é").ArrayOf().Select(pieces => string.Concat(pieces)),
        text => PathTemplate.Parse(text) is not { } path
            || (path.Fill(new Dictionary<string, JsonElement> { ["id"] = JsonElement.Parse("7") }, DateTimeOffset.UnixEpoch.AddYears(60)) is { } filled
                && filled.StartsWith('/') && filled.IndexOfAny(['{', '}', '#', '\\', ' ']) < 0 && new Uri($"https://pay.example.com{filled}") is { Host: "pay.example.com" }));

    [Fact]
    public void Any_text_is_a_body_or_is_refused() => Check(
        Gen.Elements("{", "}", "[", "]", "\"", ":", ",", "\"{id}\"", "\"a\":", "1", "null", "\\ud83d", "\"{now}\"", " ").ArrayOf().Select(pieces => string.Concat(pieces)),
        text => BodyTemplate.Parse(text) is not { } body
            || (body.Fill(new Dictionary<string, JsonElement> { ["id"] = JsonElement.Parse("7") }, DateTimeOffset.UnixEpoch) is { } filled
                && JsonElement.Parse(filled).ValueKind is not JsonValueKind.Undefined));

    private static bool IsUsable(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (!Rune.TryGetRuneAt(value, i, out var rune))
            {
                return false;
            }

            i += rune.Utf16SequenceLength - 1;
        }

        return value.Length is > 0 and <= 256;
    }

    private static Dictionary<string, JsonElement> Known(string value) => new(StringComparer.Ordinal) { ["customerId"] = JsonElement.Parse(Json(value)) };

    private static void Check<T>(Gen<T> values, Func<T, bool> holds) => Prop.ForAll(values.ToArbitrary(), holds).Check(s_config);
}
