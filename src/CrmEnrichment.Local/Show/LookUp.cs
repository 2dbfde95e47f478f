using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>A flow asks over HTTP who that caller is, with its API key and without.</summary>
internal sealed class LookUp : Scene
{
    private const string Question = "customers?phone=%2B13175550142";

    public override async IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, [EnumeratorCancellation] CancellationToken ct)
    {
        teller.Title("a flow asks who is calling", $"GET /{Masking.Of(Uri.UnescapeDataString(Question))}");
        using var http = new HttpClient { BaseAddress = stage.Cloud.Http.Url };
        var unknown = await http.GetAsync(Question, ct);
        yield return new Check("asked without a key", "401", $"{(int)unknown.StatusCode}");

        http.DefaultRequestHeaders.Add("x-api-key", LookupSecrets.StudioKey);
        var answer = JsonNode.Parse(await http.GetStringAsync(Question, ct))!.AsObject();
        teller.TellAnswer(answer);
        yield return new Check("asked with a key", "found, Dana Example", $"{answer["lookup_status"]}, {answer["caller_name"]}");
    }
}
