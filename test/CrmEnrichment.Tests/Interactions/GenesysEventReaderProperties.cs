using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms;
using CrmEnrichment.Platforms.Genesys;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Interactions;

/// <summary>Whatever comes in, reading it ends in one of the three ways and never in an exception.</summary>
public sealed class GenesysEventReaderProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(5_000);

    private static readonly string[] s_junk =
    [
        "null", "true", "0", "-1", "1e400", "9223372036854775808", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"tel:+13175550142\"", "[]", "[null]", "[\"\\udfff\"]",
        "{}", "{\"\\ud800\":1}", "\"" + new string('9', 600) + "\"", "\"../../admin\"", "\"v2.detail.events.conversation.\"", "\"v2.detail.events.conversation.{id}.customer.start\"",
    ];

    private readonly GenesysEventReader _reader = new(new GenesysOptions());

    [Fact]
    public void Any_Member_May_Hold_Any_Junk()
    {
        var cases =
            from tutorial in Gen.Elements(true, false)
            from member in Gen.Choose(0, 30)
            from junk in Gen.Elements(s_junk)
            from second in Gen.Choose(0, 30)
            from moreJunk in Gen.Elements(s_junk)
            select (tutorial, member, junk, second, moreJunk);

        Check.One(s_config, Prop.ForAll(cases.ToArbitrary(), test =>
        {
            var root = JsonNode.Parse((test.tutorial ? SampleEvents.Tutorial() : SampleEvents.Read("01-")).GetRawText())!;
            Replace(root, test.member, test.junk);
            Replace(root, test.second, test.moreJunk);
            var payload = JsonElement.Parse(Raw(root));

            var reading = _reader.Read(payload);
            var identity = reading.Identity;

            (reading is EventReading<Interaction>.Ours or EventReading<Interaction>.NotOurs or EventReading<Interaction>.Invalid).ShouldBeTrue();
            (identity.Key is null || reading is EventReading<Interaction>.Ours).ShouldBeTrue();
        }));
    }

    [Fact]
    public void Any_Json_At_All_Is_Read()
    {
        Check.One(s_config, Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            foreach (var payload in new[] { JsonSerializer.SerializeToElement(text ?? ""), JsonSerializer.SerializeToElement(new Dictionary<string, string?>(StringComparer.Ordinal) { ["source"] = text, ["detail-type"] = text }) })
            {
                (_reader.Read(payload) is EventReading<Interaction>.NotOurs or EventReading<Interaction>.Invalid).ShouldBeTrue();
                _reader.Read(payload).Identity.Key.ShouldBeNull();
            }
        }));
    }

    [Fact]
    public void A_Message_About_A_Malformed_Event_Never_Repeats_Its_Values()
    {
        Check.One(s_config, Prop.ForAll(Gen.Elements("conversationId", "participantId", "ani", "eventTime").ToArbitrary(), member =>
        {
            var payload = SampleEvents.With("01-", e => e["detail"]!["eventBody"]![member] = new JsonObject { ["secret"] = "+13175550142" });

            _reader.Read(payload).ShouldBeOfType<EventReading<Interaction>.Invalid>().Message.ShouldNotContain("3175550142");
        }));
    }

    /// <summary>Members are counted through envelope, detail and body; a number past the last changes nothing.</summary>
    private static void Replace(JsonNode root, int index, string junk)
    {
        var members = new List<(JsonObject Owner, string Name)>();
        Collect(root.AsObject(), members);
        if (index < members.Count)
        {
            // Junk goes in as a marker and is put there raw, since a node cannot hold text that is no Unicode.
            members[index].Owner[members[index].Name] = "§" + Array.IndexOf(s_junk, junk) + "§";
        }
    }

    private static void Collect(JsonObject owner, List<(JsonObject, string)> members)
    {
        foreach (var (name, value) in owner.ToList())
        {
            members.Add((owner, name));
            if (value is JsonObject child)
            {
                Collect(child, members);
            }
        }
    }

    private static string Raw(JsonNode root)
    {
        var text = root.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        for (var i = 0; i < s_junk.Length; i++)
        {
            text = text.Replace($"\"§{i}§\"", s_junk[i], StringComparison.Ordinal);
        }

        return text;
    }
}
