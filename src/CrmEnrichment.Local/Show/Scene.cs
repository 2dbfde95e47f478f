using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>One part of the show.</summary>
internal abstract class Scene
{
    public abstract IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, CancellationToken ct);

    /// <summary>Until a queue's work shows in the CRM, or patience ends.</summary>
    protected static Task UntilAsync(Stage stage, Func<bool> holds, CancellationToken ct) => UntilAsync(stage.Cloud.Crm.Requests, _ => holds(), ct);

    /// <summary>Until a system has answered such a request, or patience ends: the check that follows says what is missing.</summary>
    protected static async Task UntilAsync(RequestLog requests, Func<RecordedRequest, bool> match, CancellationToken ct)
    {
        try
        {
            await requests.CompletionOfAsync(match, PlayedCall.Patience(ct));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Said by the check.
        }
    }
}
