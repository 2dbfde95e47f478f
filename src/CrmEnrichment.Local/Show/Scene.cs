using CrmEnrichment.Local.Stories;

namespace CrmEnrichment.Local.Show;

/// <summary>One part of the show.</summary>
internal abstract class Scene
{
    public abstract IAsyncEnumerable<Check> PlayAsync(Stage stage, Storyteller teller, CancellationToken ct);
}
