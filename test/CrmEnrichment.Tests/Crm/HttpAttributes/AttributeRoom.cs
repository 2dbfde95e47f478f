using System.Text.Json;
using CrmEnrichment.Customers.Sources;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.HttpAttributes;

/// <summary>An API that adds to a customer, and what is known of that customer.</summary>
internal static class AttributeRoom
{
    public const string Host = "pay.example.com";

    public static CrmRoom Of(string api, params (string Name, string Value)[] settings) => new(
        """{"api_key":"key-hush"}""",
        [("Kind", "Http"), ("Http:Api", api), ("Url", $"https://{Host}/api/"), .. settings]);

    /// <summary>An API of which one member is read.</summary>
    public static CrmRoom Custom(string member = "tier", params (string Name, string Value)[] settings) => Of("Custom", [("Fields:tier", member), .. settings]);

    /// <param name="known">Field and its value as JSON.</param>
    public static Task<SourceAnswer> AskAsync(this CrmRoom room, params (string Field, string Json)[] known) => room.Source.FindAsync(
        new CustomerQuery("the-event's", null) { Known = known.ToDictionary(field => field.Field, field => JsonElement.Parse(field.Json), StringComparer.Ordinal) },
        TestContext.Current.CancellationToken);

    public static async Task<IReadOnlyDictionary<string, JsonElement>> AddedAsync(this CrmRoom room, params (string Field, string Json)[] known) =>
        (await room.AskAsync(known)).ShouldBeOfType<SourceAnswer.Found>().Record.Fields;

    /// <summary>As JSON that can hold what is no text, too.</summary>
    public static string Json(string text) => $"\"{string.Concat(text.Select(c => $"\\u{(int)c:x4}"))}\"";
}
