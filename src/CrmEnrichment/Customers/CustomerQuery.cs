using CrmEnrichment.Interactions;

namespace CrmEnrichment.Customers;

/// <summary>Who is looked for: a customer id, a phone number, or both; the id is asked for first.</summary>
public sealed record CustomerQuery(string? CustomerId, PhoneNumber? Phone)
{
    /// <summary>Nothing to look for: a withheld number, an address that is no number.</summary>
    public bool IsEmpty => CustomerId is null && Phone is null;

    public static CustomerQuery Of(Interaction interaction, PhoneNumberReader numbers) =>
        new(interaction.CustomerId, interaction.Caller is Caller.Phone phone ? numbers.Read(phone.Text).Phone : null);

    public override string ToString() => $"{(CustomerId is null ? "no id" : "an id")}, {(Phone is null ? "no number" : "a number")}";
}
