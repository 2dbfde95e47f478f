using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Architecture;

/// <summary>The library's arrows, by type reference, against docs/architecture.md.</summary>
public static class ArrowTests
{
    [Fact]
    public static void Every_room_has_a_row() => ArrowTables.Rooms.ShouldBe(LibraryArrows.Rooms, ignoreOrder: true);

    [Fact]
    public static void Every_folder_of_a_room_that_has_folders_has_a_row() => ArrowTables.Folders.ShouldBe(
        LibraryArrows.Folders.Where(folder => LibraryArrows.Folders.Any(other => other != folder && LibraryArrows.RoomOf(other) == LibraryArrows.RoomOf(folder))),
        ignoreOrder: true);

    [Fact]
    public static void Rooms_refer_to_the_rooms_that_the_table_names() => Compare(LibraryArrows.BetweenRooms, ArrowTables.BetweenRooms);

    [Fact]
    public static void Folders_inside_a_room_refer_to_the_folders_that_the_table_names() => Compare(LibraryArrows.InsideRooms, ArrowTables.InsideRooms);

    [Fact]
    public static void No_two_rooms_refer_to_each_other() => Cycles.In(LibraryArrows.BetweenRooms).ShouldBeEmpty();

    [Fact]
    public static void No_two_folders_of_a_room_refer_to_each_other() => Cycles.In(LibraryArrows.InsideRooms).ShouldBeEmpty();

    [Fact]
    public static void No_room_knows_the_composition_root() => LibraryArrows.All.Where(arrow => arrow.To is LibraryArrows.Root).ShouldBeEmpty();

    [Fact]
    public static void No_crm_knows_another_crm() =>
        LibraryArrows.InsideRooms.Where(arrow => CrmOf(arrow.From) is { } crm && CrmOf(arrow.To) is { } other && crm != other).ShouldBeEmpty();

    [Fact]
    public static void No_platform_knows_a_crm_or_a_use_case()
    {
        LibraryArrows.UseCases.ShouldNotBeEmpty();
        LibraryArrows.All.Where(arrow => LibraryArrows.RoomOf(arrow.From) is "Platforms" && (LibraryArrows.RoomOf(arrow.To) is "Crm" || LibraryArrows.UseCases.Contains(arrow.To)))
            .ShouldBeEmpty();
    }

    /// <returns>Null for what is no CRM's, which is also what all of them implement.</returns>
    private static string? CrmOf(string folder) => folder.Split('/') is ["Crm", var crm, ..] && crm is not ("Changes" or "Dispositions" or "Journals" or "Tickets") ? crm : null;

    private static void Compare(IEnumerable<Arrow> code, IEnumerable<Arrow> table)
    {
        var (actual, allowed) = (code.ToHashSet(), table.ToHashSet());
        actual.Except(allowed).Select(arrow => $"{arrow} is in the code and not in the table")
            .Concat(allowed.Except(actual).Select(arrow => $"{arrow} is in the table and not in the code"))
            .Order(StringComparer.Ordinal).ShouldBeEmpty();
    }
}
