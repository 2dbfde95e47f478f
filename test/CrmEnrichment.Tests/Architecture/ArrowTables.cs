using CrmEnrichment.Tests.Documentation;

namespace CrmEnrichment.Tests.Architecture;

/// <summary>The arrows that docs/architecture.md allows.</summary>
internal static class ArrowTables
{
    private static readonly Page s_page = Page.Read("docs/architecture.md");

    public static IEnumerable<string> Rooms => Rows("room").Select(row => row.From);

    public static IEnumerable<Arrow> BetweenRooms => Rows("room").SelectMany(row => row.To.Select(to => new Arrow(row.From, to)));

    public static IEnumerable<string> Folders => Rows("folder").Select(row => row.From);

    /// <summary>There, a folder of the same room is called by its own name, one inside it by its path, and the types beside the folders by the room's.</summary>
    public static IEnumerable<Arrow> InsideRooms => Rows("folder").SelectMany(row => row.To.Select(to => new Arrow(row.From, InRoom(LibraryArrows.RoomOf(row.From), to))));

    private static string InRoom(string room, string folder) => folder == room || folder.StartsWith($"{room}/", StringComparison.Ordinal) ? folder : $"{room}/{folder}";

    private static IEnumerable<(string From, IReadOnlyList<string> To)> Rows(string kind) => s_page.Rows
        .SkipWhile(row => row is not [var first, "uses"] || first != kind).Skip(1).TakeWhile(row => Page.CodeIn(row[0]).Count > 0)
        .Select(row => (Page.CodeIn(row[0])[0], Page.CodeIn(row[1])));
}
