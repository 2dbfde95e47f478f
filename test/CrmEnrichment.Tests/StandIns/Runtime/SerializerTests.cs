using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.CloudWatchEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Runtime;

public sealed class SerializerTests
{
    private readonly SourceGeneratorLambdaJsonSerializer<EventJson> _serializer = new();

    [Fact]
    public void An_Event_Of_EventBridge_Is_Read_Whatever_The_Case_Of_Its_Names()
    {
        var read = Read<CloudWatchEvent<JsonElement>>("""
            {"version":"0","id":"e1","detail-type":"v2.conversations.{id}","source":"aws.partner/genesys.com","account":"1","time":"2024-05-01T10:00:00Z",
             "region":"eu-central-1","resources":["r"],"detail":{"eventBody":{"id":"c1"}}}
            """);

        (read.Id, read.DetailType, read.Source, read.Region).ShouldBe(("e1", "v2.conversations.{id}", "aws.partner/genesys.com", "eu-central-1"));
        read.Time.ShouldBe(new DateTime(2024, 5, 1, 10, 0, 0, DateTimeKind.Utc));
        read.Detail.GetProperty("eventBody").GetProperty("id").GetString().ShouldBe("c1");
    }

    [Theory]
    [InlineData("1714557600")]
    [InlineData("1714557600000")]
    [InlineData("1714557600.0")]
    public void A_Time_May_Be_A_Number(string time) =>
        Read<CloudWatchEvent<JsonElement>>($$"""{"time":{{time}}}""").Time.ShouldBe(new DateTime(2024, 5, 1, 10, 0, 0, DateTimeKind.Utc));

    [Fact]
    public void An_Answer_To_An_HTTP_API_Always_Says_Whether_Its_Body_Is_Text()
    {
        using var json = new MemoryStream();

        _serializer.Serialize(new APIGatewayHttpApiV2ProxyResponse { StatusCode = 204 }, json);

        Encoding.UTF8.GetString(json.ToArray()).ShouldContain("\"isBase64Encoded\":false");
    }

    [Fact]
    public void What_Is_Null_Is_Left_Out_And_Text_Stays_Readable()
    {
        using var json = new MemoryStream();

        _serializer.Serialize(new CloudWatchEvent<string> { Id = "e1", Detail = "Łódź & <b>" }, json);

        Encoding.UTF8.GetString(json.ToArray()).ShouldBe("""{"Detail":"Łódź & <b>","Time":"0001-01-01T00:00:00","Id":"e1"}""");
    }

    [Fact]
    public void A_Type_That_The_Context_Does_Not_Name_Is_Named_In_The_Error() =>
        Should.Throw<JsonSerializerException>(() => Read<Uri>("\"x\"")).Message.ShouldContain("No JsonTypeInfo registered in " + typeof(EventJson).FullName);

    [Fact]
    public void A_Broken_Event_Names_The_Type_It_Should_Have_Been() =>
        Should.Throw<JsonSerializerException>(() => Read<CloudWatchEvent<string>>("{")).Message.ShouldStartWith("Error converting the Lambda event JSON payload to type");

    private T Read<T>(string json) => _serializer.Deserialize<T>(new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
