using System.Runtime.CompilerServices;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Lambda;
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
        using var withoutKey = await http.GetAsync(Question, ct);
        yield return new Check("asked without a key", "401", $"{(int)withoutKey.StatusCode}", Last());

        // A look-up has a budget. A process that has just started may need more, so its first answer is not judged.
        http.DefaultRequestHeaders.Add("x-api-key", LookupSecrets.StudioKey);
        using var warmUp = await http.GetAsync(Question, ct);
        teller.Note($"Warm-up: the process's first look-up took {Last()?.Duration.TotalMilliseconds:F0} ms, and is not judged.");

        using var response = await http.GetAsync(Question, ct);
        var answer = EventFacts.TryParse(await response.Content.ReadAsStringAsync(ct))?.AsObject() ?? [];
        teller.TellAnswer(answer);
        yield return new Check("asked with a key", "found, Dana Example", $"{answer["lookup_status"]}, {answer["caller_name"]}", Last());

        InvocationResult? Last() => stage.Cloud.Http.Invocations is [.., var last] ? last : null;
    }
}
