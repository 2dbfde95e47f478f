using CrmEnrichment.Configuration;

namespace CrmEnrichment.State;

internal static class StateSection
{
    /// <summary>A problem where there is no table: what each process remembers for itself does not suffice.</summary>
    /// <param name="setup">Whose settings are read.</param>
    /// <param name="section">That needs it.</param>
    /// <param name="why">In a sentence, without its full stop.</param>
    public static void NeedTable(this FeatureSetup setup, string section, string why)
    {
        if (setup.Section(StateOptions.Section, StateOptions.Read).Table.Length == 0)
        {
            setup.Problem($"State__Table is not set, and {section} is: set it, because {why}.");
        }
    }
}
