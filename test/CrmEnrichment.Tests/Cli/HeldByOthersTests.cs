using System.Net.Http.Headers;
using System.Text.Json;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>SQS hides from everybody what somebody holds: the tool says that there is more than it has seen.</summary>
public sealed class HeldByOthersTests
{
    private const string Said = "25 in the queue: 15 seen, 10 held by others.";

    [Theory]
    [InlineData("summary")]
    [InlineData("list")]
    [InlineData("export", "letters.jsonl")]
    [InlineData("replay", "--dry-run")]
    [InlineData("show", "nobody")]
    public async Task Whoever_sees_a_part_is_told_so_and_a_script_too(params string[] command)
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        for (var i = 0; i < 25; i++)
        {
            Envelopes.Send(contact);
        }

        (await tool.RunAsync("summary")).ShouldSatisfyAllConditions(all => all.Code.ShouldBe(0), all => all.Error.ShouldBeEmpty());
        await HoldTenAsync(contact);

        var (code, _, error) = await tool.RunAsync(command);

        code.ShouldBe(4);
        error.ShouldContain(Said);
    }

    [Fact]
    public async Task A_change_of_a_part_is_no_success_either()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        for (var i = 0; i < 25; i++)
        {
            Envelopes.Send(contact);
        }

        await HoldTenAsync(contact);

        var (code, output, error) = await tool.RunAsync("park", "--reason", "CrmUnavailable", "--json");

        code.ShouldBe(4);
        error.ShouldContain(Said);
        var report = JsonElement.Parse(output);
        (report.GetProperty("selected").GetInt32(), report.GetProperty("heldByOthers").GetInt32()).ShouldBe((15, 10));
    }

    [Fact]
    public async Task Who_named_the_letters_and_has_them_all_need_not_know()
    {
        await using var contact = await Contact.StartAsync();
        using var tool = new Tool(contact);
        for (var i = 0; i < 10; i++)
        {
            Envelopes.Send(contact);
        }

        await HoldTenAsync(contact);
        var id = Envelopes.Send(contact);

        (await tool.RunAsync("park", "--letter", id)).Code.ShouldBe(0);
    }

    /// <summary>As a colleague's tool does.</summary>
    private static async Task HoldTenAsync(Contact contact)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, contact.Cloud.AwsUrl)
        {
            Headers = { { "X-Amz-Target", "AmazonSQS.ReceiveMessage" } },
            Content = new StringContent(JsonSerializer.Serialize(new { QueueUrl = contact.Cloud.DeadLetters.Url, MaxNumberOfMessages = 10, VisibilityTimeout = 600 })),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("Messages").GetArrayLength().ShouldBe(10);
    }
}
