namespace CrmEnrichment.Crm.Vtiger.Queries;

/// <summary>A kind of record that can be a caller, with the fields that people write its numbers into.</summary>
internal sealed record VtigerModule(string Name, IReadOnlyList<string> Phones)
{
    public const string Contacts = "Contacts", Leads = "Leads", Accounts = "Accounts";

    /// <summary>In the order in which they are believed: who answers for a number is a person before a firm.</summary>
    public static IReadOnlyList<VtigerModule> All { get; } =
    [
        new(Contacts, ["phone", "mobile", "homephone", "otherphone"]),
        new(Leads, ["phone", "mobile"]),
        new(Accounts, ["phone", "otherphone"]),
    ];

    /// <summary>Opportunities, which nobody calls from.</summary>
    public static VtigerModule Potentials { get; } = new("Potentials", []);

    /// <summary>Tickets.</summary>
    public static VtigerModule HelpDesk { get; } = new("HelpDesk", []);

    /// <summary>Comments of tickets, and of much else.</summary>
    public static VtigerModule ModComments { get; } = new("ModComments", []);

    public static VtigerModule Of(string name) => All.First(module => string.Equals(module.Name, name, StringComparison.Ordinal));
}
