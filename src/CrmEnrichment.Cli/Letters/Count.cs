namespace CrmEnrichment.Cli.Letters;

/// <summary>A number of letters in words.</summary>
internal static class Count
{
    public static string Of(int letters) => letters == 1 ? "1 letter" : $"{letters} letters";
}
