using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms;
using CrmEnrichment.Platforms.Genesys;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Interactions;

public sealed class GenesysEventReaderTests
{
    private readonly GenesysEventReader _reader = new(new GenesysOptions());

    [Fact]
    public void A_Voice_Call_Is_Read_With_Its_Caller_And_The_Customers_Participant()
    {
        var interaction = Ours(SampleEvents.Read("01-"));

        interaction.Origin.ShouldBe(ParticipantAttributesWriter.PartnerOrigin);
        interaction.Id.ShouldBe("7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef");
        interaction.CustomerParticipantId.ShouldBe("3e0a0001-4a1b-4c2d-8e3f-077f17561eef");
        interaction.MediaType.ShouldBe("VOICE");
        interaction.Caller.ShouldBe(new Caller.Phone("tel:+13175550142"));
        interaction.OccurredAt.ShouldBe(SampleEvents.RecordedAt);
    }

    [Fact]
    public void A_Resolved_External_Contact_Does_Not_Replace_The_Callers_Number() =>
        Ours(SampleEvents.Read("02-")).ShouldSatisfyAllConditions(
            i => i.CustomerId.ShouldBeNull(),
            i => i.Caller.ShouldBe(new Caller.Phone("tel:+13175550142")));

    [Fact]
    public void A_Call_Without_Ani_Comes_From_A_Withheld_Number() =>
        Ours(SampleEvents.Read("05-")).Caller.ShouldBe(Caller.Withheld);

    [Fact]
    public void On_An_Outbound_Call_The_Customer_Is_Who_Was_Dialled() =>
        Ours(SampleEvents.Read("07-")).Caller.ShouldBe(new Caller.Phone("tel:+13175550142"));

    [Fact]
    public void A_Web_Chat_Comes_From_An_Address() =>
        Ours(SampleEvents.Read("08-")).ShouldSatisfyAllConditions(
            i => i.MediaType.ShouldBe("MESSAGE"),
            i => i.Caller.ShouldBe(new Caller.Address("00000072-4a1b-4c2d-8e3f-0000000dc66e")));

    [Fact]
    public void An_Email_Comes_From_An_Address() =>
        Ours(SampleEvents.Read("10-")).ShouldSatisfyAllConditions(
            i => i.MediaType.ShouldBe("EMAIL"),
            i => i.Caller.ShouldBe(new Caller.Address("pat.doe@example.org")));

    [Theory]
    [InlineData("14-")]
    [InlineData("15-")]
    [InlineData("17-")]
    [InlineData("18-")]
    [InlineData("19-")]
    [InlineData("20-")]
    [InlineData("22-")]
    [InlineData("28-")]
    public void Other_Topics_And_Our_Own_Attributes_Event_Start_Nothing(string sample) =>
        _reader.Read(SampleEvents.Read(sample)).ShouldBeOfType<EventReading<Interaction>.NotOurs>();

    [Fact]
    public void The_Same_Event_Again_Has_The_Same_Key()
    {
        var first = _reader.Read(SampleEvents.Read("01-")).Identity;

        first.Key.ShouldNotBeNull();
        _reader.Read(SampleEvents.Read("24-")).Identity.ShouldBe(first);
        _reader.Read(SampleEvents.With("01-", e => e["id"] = "00000000-0000-0000-0000-000000000001")).Identity.Key.ShouldBe(first.Key);
        _reader.Read(SampleEvents.Read("02-")).Identity.Key.ShouldNotBe(first.Key);
    }

    [Fact]
    public void An_Event_Without_Its_Own_Time_Is_Known_By_Its_Envelope() =>
        _reader.Read(SampleEvents.With("01-", e => Body(e).Remove("eventTime"))).Identity.Key
            .ShouldBe("envelope/e0000001-4a1b-4c2d-8e3f-1b1120001eef");

    [Theory]
    [InlineData("acd.start", "15-")]
    [InlineData("user.start", "17-")]
    public void Where_Another_Topic_Is_Configured_Its_Participant_Is_Not_Taken_For_The_Customer(string topic, string sample)
    {
        var interaction = new GenesysEventReader(new GenesysOptions { Topics = [topic] }).Read(SampleEvents.Read(sample)).ShouldBeOfType<EventReading<Interaction>.Ours>().Event;

        interaction.CustomerParticipantId.ShouldBeNull();
        interaction.Caller.ShouldBe(new Caller.Phone("tel:+13175550142"));
    }

    [Theory]
    [InlineData("SMS", "+13175550142", "+13175550142")]
    [InlineData("WHATSAPP", "13175550142", "+13175550142")]
    public void A_Text_Message_Comes_From_A_Number(string messageType, string addressFrom, string number)
    {
        var interaction = Ours(SampleEvents.With("08-", e => (Body(e)["messageType"], Body(e)["addressFrom"]) = (messageType, addressFrom)));

        interaction.Caller.ShouldBe(new Caller.Phone(number));
    }

    [Fact]
    public void A_Callback_Names_Its_Number_In_A_List()
    {
        var interaction = Ours(SampleEvents.With("05-", e =>
        {
            Body(e)["mediaType"] = "CALLBACK";
            Body(e)["callbackNumbers"] = new JsonArray("+13175550142");
        }));

        interaction.Caller.ShouldBe(new Caller.Phone("+13175550142"));
    }

    [Theory]
    [InlineData("Genesys Interaction Event")]
    [InlineData("genesys.interaction.created")]
    [InlineData("genesys.interaction.updated")]
    public void The_Tutorials_Events_Are_Read_Under_All_Their_Names(string detailType)
    {
        var interaction = Ours(SampleEvents.Tutorial(detailType: detailType));

        interaction.Origin.ShouldBe(TutorialContextWriter.TutorialOrigin);
        interaction.Id.ShouldBe("8f7e6d5c-4b3a-2109-8765-4321fedcba09");
        interaction.CustomerId.ShouldBe("ACCT-99281");
        interaction.MediaType.ShouldBe("VOICE");
        interaction.OccurredAt.ShouldBe(new DateTimeOffset(2026, 8, 20, 14, 3, 11, TimeSpan.Zero));
    }

    [Fact]
    public void Without_A_Customer_Id_The_Tutorial_Event_Has_No_Default_Customer() =>
        Ours(SampleEvents.Tutorial(externalCustomerId: null)).ShouldSatisfyAllConditions(
            i => i.CustomerId.ShouldBeNull(),
            i => i.Caller.ShouldBe(Caller.Withheld));

    [Theory]
    [InlineData("genesys.cloud.evil")]
    [InlineData("Genesys.Cloud")]
    [InlineData("aws.partner/genesys.com/cloudy/org/suffix")]
    [InlineData("aws.partner/genesys.com.evil/cloud/org/suffix")]
    [InlineData("xaws.partner/genesys.com/cloud/org/suffix")]
    [InlineData("aws.events")]
    public void Look_Alike_Sources_Are_Not_Ours(string source) =>
        _reader.Read(SampleEvents.With("01-", e => e["source"] = source)).ShouldBeOfType<EventReading<Interaction>.NotOurs>();

    [Theory]
    [InlineData("[]", "The payload is no JSON object")]
    [InlineData("\"text\"", "The payload is no JSON object")]
    [InlineData("{}", "event.source is missing")]
    [InlineData("""{"source": 7}""", "event.source has a wrong type")]
    [InlineData("""{"source": "genesys.cloud", "detail-type": "genesys.interaction.created"}""", "event.detail is missing")]
    [InlineData("""{"source": "genesys.cloud", "detail-type": "genesys.interaction.created", "detail": []}""", "event.detail is missing")]
    [InlineData("""{"source": "genesys.cloud", "detail-type": "genesys.interaction.created", "detail": {}}""", "event.detail.interactionId is missing")]
    [InlineData("""{"source": "genesys.cloud", "detail-type": "genesys.interaction.created", "detail": {"interactionId": "../admin"}}""", "event.detail.interactionId has a wrong type or form")]
    [InlineData("""{"source": "genesys.cloud", "detail-type": "genesys.interaction.created", "detail": {"interactionId": "8f7e6d5c-4b3a-2109-8765-4321fedcba09", "externalCustomerId": "a\u0000b"}}""", "event.detail.externalCustomerId has a wrong type or form")]
    [InlineData("""{"source": "genesys.cloud", "detail-type": "genesys.interaction.created", "detail": {"interactionId": "8f7e6d5c-4b3a-2109-8765-4321fedcba09", "externalCustomerId": "\ud800"}}""", "event.detail.externalCustomerId has a wrong type or form")]
    [InlineData("""{"source": "genesys.cloud", "detail-type": "genesys.interaction.created", "detail": {"interactionId": "8f7e6d5c-4b3a-2109-8765-4321fedcba09", "initiationTimestamp": "yesterday"}}""", "event.detail.initiationTimestamp has a wrong type or form")]
    public void What_Is_Malformed_Is_Named_With_Its_Fix(string payload, string message) =>
        _reader.Read(JsonElement.Parse(payload)).ShouldBeOfType<EventReading<Interaction>.Invalid>().Message.ShouldStartWith(message);

    [Theory]
    [InlineData("conversationId", "\"not-a-uuid\"")]
    [InlineData("conversationId", "17")]
    [InlineData("participantId", "\"x\"")]
    [InlineData("eventTime", "\"2026-08-20T14:03:11.000Z\"")]
    [InlineData("eventTime", "1e300")]
    [InlineData("eventTime", "-1")]
    [InlineData("ani", "{}")]
    [InlineData("mediaType", "[]")]
    public void A_Wrong_Type_In_The_Body_Is_Named(string member, string value)
    {
        var payload = SampleEvents.With("01-", e => Body(e)[member] = JsonNode.Parse(value));

        _reader.Read(payload).ShouldBeOfType<EventReading<Interaction>.Invalid>().Message.ShouldStartWith($"event.detail.eventBody.{member} has a wrong type or form");
    }

    [Fact]
    public void The_Conversations_Id_Can_Come_From_The_Topic_Alone() =>
        Ours(SampleEvents.With("01-", e => Body(e).Remove("conversationId"))).Id.ShouldBe("7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef");

    [Fact]
    public void A_Body_Of_Another_Conversation_Than_The_Topics_Is_Refused() =>
        _reader.Read(SampleEvents.With("01-", e => Body(e)["conversationId"] = "00000000-4a1b-4c2d-8e3f-0f27bfd41eef"))
            .ShouldBeOfType<EventReading<Interaction>.Invalid>().Message.ShouldContain("name different conversations");

    private Interaction Ours(JsonElement payload) => _reader.Read(payload).ShouldBeOfType<EventReading<Interaction>.Ours>().Event;

    private static JsonObject Body(JsonNode e) => e["detail"]!["eventBody"]!.AsObject();
}
