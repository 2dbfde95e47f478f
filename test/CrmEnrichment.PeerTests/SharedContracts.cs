namespace CrmEnrichment.PeerTests;

/// <summary>What lies in <c>../shared/contracts</c> beside the repository, where it is there.</summary>
internal static class SharedContracts
{
    public static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CrmEnrichment.sln")))
            {
                var contracts = Path.Combine(folder.FullName, "..", "shared", "contracts", name);
                return Directory.Exists(contracts) ? Path.GetFullPath(contracts) : null;
            }
        }

        return null;
    }
}
