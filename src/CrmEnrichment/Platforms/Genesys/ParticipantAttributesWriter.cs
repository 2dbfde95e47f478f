using System.Text.Json;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>Writes onto the customer's participant, as events of Genesys Cloud's EventBridge integration ask for: <c>{"attributes": {…}}</c>.</summary>
/// <remarks>Every value is a string. That PATCH merges is unproven (docs/contracts.md), so nothing but our own attributes is sent.</remarks>
internal sealed class ParticipantAttributesWriter(GenesysOptions options, GenesysClient genesys) : IContextWriter
{
    public const string PartnerOrigin = "genesys/partner";

    /// <summary>Characters that bot flows can read of one attribute (docs/contracts.md).</summary>
    private const int LongestAttribute = 256;

    public string Origin => PartnerOrigin;

    public Task SignInAsync(CancellationToken ct) => genesys.SignInAsync(ct);

    public async Task<bool> WriteAsync(Interaction interaction, InteractionContext context, CancellationToken ct)
    {
        var participant = interaction.CustomerParticipantId ?? await genesys.FindCustomerAsync(interaction.Id, ct);
        return participant is not null
            && await genesys.PatchAsync($"api/v2/conversations/{interaction.Id}/participants/{participant}/attributes", Body(context), ct);
    }

    private byte[] Body(InteractionContext context) => GenesysClient.Body("attributes", json =>
    {
        foreach (var (name, value) in context.Entries)
        {
            json.WriteString(options.AttributeName(name), Cut(value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText()));
        }
    });

    /// <summary>Never through the middle of a surrogate pair.</summary>
    private static string Cut(string text) => text.Length <= LongestAttribute ? text
        : text[..(char.IsHighSurrogate(text[LongestAttribute - 1]) ? LongestAttribute - 1 : LongestAttribute)];
}
