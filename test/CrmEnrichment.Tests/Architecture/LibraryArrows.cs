using CrmEnrichment.Pipeline;
using Mono.Cecil;

namespace CrmEnrichment.Tests.Architecture;

/// <summary>The arrows of the library as it was compiled. Namespaces are folders, so they are what is counted; the root namespace composes the rooms.</summary>
internal static class LibraryArrows
{
    /// <summary>The root namespace: the composition root.</summary>
    public const string Root = "CrmEnrichment";

    private static readonly Lazy<Library> s_library = new(Read);

    /// <summary>Every folder with types, such as <c>Customers</c> and <c>Customers/Lookups</c>.</summary>
    public static IReadOnlySet<string> Folders => s_library.Value.Folders;

    /// <summary>The folders in which an event handler stands.</summary>
    public static IReadOnlySet<string> UseCases => s_library.Value.UseCases;

    /// <summary>Between folders, from wherever to wherever.</summary>
    public static IReadOnlySet<Arrow> All => s_library.Value.Arrows;

    public static IEnumerable<string> Rooms => Folders.Where(folder => folder is not Root).Select(RoomOf).Distinct();

    public static IEnumerable<Arrow> BetweenRooms => All
        .Select(arrow => new Arrow(RoomOf(arrow.From), RoomOf(arrow.To)))
        .Where(arrow => arrow.From != arrow.To && arrow.From is not Root).Distinct();

    public static IEnumerable<Arrow> InsideRooms => All.Where(arrow => RoomOf(arrow.From) == RoomOf(arrow.To));

    public static string RoomOf(string folder) => folder.Split('/')[0];

    private static Library Read()
    {
        using var module = ModuleDefinition.ReadModule(typeof(CrmEnrichmentFeatures).Assembly.Location);
        var types = module.Types.Where(type => FolderOf(type) is not null).ToList();
        var folders = types.Select(type => FolderOf(type)!).ToHashSet();
        var useCases = types.Where(type => type.Interfaces.Any(face => face.InterfaceType.Name.StartsWith(nameof(IEventHandler<>), StringComparison.Ordinal)));
        var arrows =
            from type in types
            from other in TypeReferences.In(type)
            let arrow = new Arrow(FolderOf(type)!, FolderOf(other) ?? "")
            where folders.Contains(arrow.To) && arrow.From != arrow.To
            select arrow;
        return new(folders, useCases.Select(type => FolderOf(type)!).ToHashSet(), arrows.ToHashSet());
    }

    /// <returns>Null for a type of another library.</returns>
    private static string? FolderOf(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type.Namespace is Root ? Root
            : type.Namespace.StartsWith(Root + '.', StringComparison.Ordinal) ? type.Namespace[(Root.Length + 1)..].Replace('.', '/')
            : null;
    }

    private sealed record Library(IReadOnlySet<string> Folders, IReadOnlySet<string> UseCases, IReadOnlySet<Arrow> Arrows);
}
