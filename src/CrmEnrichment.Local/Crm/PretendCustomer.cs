using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Crm;

/// <summary>A customer as the pretend CRM keeps it.</summary>
/// <param name="Id">The CRM's own id: the last part of /customers/{id}.</param>
public sealed record PretendCustomer(string Id, string AccountId)
{
    /// <summary>E.164.</summary>
    public IReadOnlyList<string> Phones { get; init; } = [];

    public decimal LifetimeValue { get; init; }

    public string LoyaltyTier { get; init; } = "Standard";

    public string? LastPurchaseDate { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Members beyond the usual ones.</summary>
    public JsonObject Extra { get; init; } = [];

    internal JsonObject Write()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["crmAccountId"] = AccountId,
            ["lifetimeValue"] = LifetimeValue,
            ["loyaltyTier"] = LoyaltyTier,
            ["lastPurchaseDate"] = LastPurchaseDate,
            ["phones"] = new JsonArray([.. Phones.Select(p => JsonValue.Create(p))]),
        };
        if (ModifiedAt is { } modified)
        {
            json["modifiedAt"] = modified.ToString("O");
        }

        foreach (var (name, value) in Extra)
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }
}
