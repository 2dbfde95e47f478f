namespace CrmEnrichment.Platforms.Genesys;

/// <summary>Writes onto the interaction as the published tutorial has it: <c>{"context": {…}}</c>, JSON types kept, names without a prefix.</summary>
internal sealed class TutorialContextWriter(GenesysClient genesys) : IContextWriter
{
    public const string TutorialOrigin = "genesys/tutorial";

    public string Origin => TutorialOrigin;

    public Task SignInAsync(CancellationToken ct) => genesys.SignInAsync(ct);

    public Task<bool> WriteAsync(Interaction interaction, InteractionContext context, CancellationToken ct) =>
        genesys.PatchAsync($"api/v2/interactions/{interaction.Id}", Body(context), ct);

    private static byte[] Body(InteractionContext context) => GenesysClient.Body("context", json =>
    {
        foreach (var (name, value) in context.Entries)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value.GetRawText(), skipInputValidation: true);
        }
    });
}
