using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Crm.Rest;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/crm/rest.md against the code.</summary>
public static class RestPageTests
{
    private static readonly Page s_page = Page.Read("docs/crm/rest.md");

    [Fact]
    public static void The_members_of_an_entry_are_the_codes() => Table("field of an entry").ShouldBe(new RestJournalOptions().Entry.ToDictionary(), ignoreOrder: true);

    [Fact]
    public static void The_members_of_a_task_are_the_codes() => Table("field of a task").ShouldBe(new RestJournalOptions().Task.ToDictionary(), ignoreOrder: true);

    [Fact]
    public static void The_members_of_the_last_contact_are_the_codes() => Table("field of the last contact")
        .ShouldBe(new RestJournalOptions().LastContact.Where(field => field.Value is not FieldNames.LeftOut).ToDictionary(), ignoreOrder: true);

    private static Dictionary<string, string> Table(string heading) => s_page.Rows
        .SkipWhile(row => !string.Equals(row[0], heading, StringComparison.Ordinal)).Skip(1)
        .TakeWhile(row => row[0].StartsWith('`')).Where(row => Page.CodeIn(row[1]).Count > 0).ToDictionary(row => Page.CodeIn(row[0])[0], row => Page.CodeIn(row[1])[0], StringComparer.Ordinal);
}
