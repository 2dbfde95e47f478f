using System.CommandLine;

namespace CrmEnrichment.Benchmarks;

/// <summary>An option that takes a number, with the least that makes sense.</summary>
internal static class CountOption
{
    public static Option<int> Create(string name, string description, int usual, int least)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least)
            {
                result.AddError($"{name} is at least {least}.");
            }
        });
        return option;
    }
}
