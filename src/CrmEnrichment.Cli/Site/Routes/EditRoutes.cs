using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Cli.Changes;
using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Cli.Site.Pages;
using CrmEnrichment.Cli.Site.Queues;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmEnrichment.Cli.Site.Routes;

/// <summary>The event of one letter, changed by a person who has seen what changes.</summary>
internal static class EditRoutes
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/letters/{id}/edit", (string id, SiteContext site, HttpContext context, CancellationToken ct) => Answers.OrToldAsync(site, context, Address(id, context), async () =>
        {
            LetterEdit.RequireSwitch(site.Options.Configuration);
            var audit = await AuditAsync(site);
            var before = await site.Views.Letters.WithAsync(
                id,
                LetterRoutes.IsParked(context),
                (seen, _) =>
                {
                    var letter = LetterEdit.Editable(seen);
                    audit.Write("revealed", filter: null, [seen.Listed.Id()]);
                    return Task.FromResult(Text(letter.Event!.Value));
                },
                ct);
            return Page(site, context, id, before, Hash(before));
        }));
        app.MapPost("/letters/{id}/save", (string id, SiteContext site, HttpContext context, CancellationToken ct) => Answers.OrToldAsync(site, context, Address(id, context), async () =>
        {
            LetterEdit.RequireSwitch(site.Options.Configuration);
            var form = await context.Request.ReadFormAsync(ct);
            var (text, before) = (form["event"].ToString(), form["before"].ToString());
            if (Parsed(text, out var problem) is not { } changed)
            {
                return Page(site, context, id, text, before, problem);
            }

            return form["step"] == "save"
                ? await SaveAsync(site, context, id, changed, before, ct)
                : Page(site, context, id, text, before, diff: await DiffAsync(site, context, id, changed, ct));
        }));
    }

    private static async Task<IResult> SaveAsync(SiteContext site, HttpContext context, string id, JsonElement changed, string before, CancellationToken ct)
    {
        var audit = await AuditAsync(site);
        var answer = await site.Views.Letters.WithAsync(
            id,
            LetterRoutes.IsParked(context),
            async (seen, look) =>
            {
                var letter = LetterEdit.Editable(seen);
                if (!string.Equals(Hash(Text(letter.Event!.Value)), before, StringComparison.Ordinal))
                {
                    throw new UsageException("Somebody else changed this letter meanwhile. Nothing was saved: open it again.");
                }

                var isChanged = !JsonElement.DeepEquals(letter.Event.Value, changed);
                if (isChanged)
                {
                    await site.Views.Letters.ReplaceAsync(look, seen, letter, changed);
                }

                var outcome = isChanged ? "Edited" : "Unchanged";
                audit.Write("ended", filter: null, [seen.Listed.Id()], new Dictionary<string, int>(StringComparer.Ordinal) { [outcome] = 1 });
                return outcome;
            },
            ct);
        site.Views.Forget();
        return site.Told(context, answer, answer is "Edited" ? "The letter has the new event, and keeps what came first. It is among the letters that a replay tries." : "The event is as it was.", $"/letters?{FilterQuery.Letter}={Uri.EscapeDataString(id)}", StatusCodes.Status200OK);
    }

    private static Task<IReadOnlyList<(char Mark, string Text)>> DiffAsync(SiteContext site, HttpContext context, string id, JsonElement changed, CancellationToken ct) => site.Views.Letters.WithAsync(
        id,
        LetterRoutes.IsParked(context),
        (seen, _) =>
        {
            var lines = InlineDiffBuilder.Diff(Text(LetterEdit.Editable(seen).Event!.Value), Text(changed)).Lines;
            return Task.FromResult<IReadOnlyList<(char Mark, string Text)>>(
                [.. lines.Select(line => (line.Type switch { ChangeType.Inserted => '+', ChangeType.Deleted => '-', _ => ' ' }, line.Text))]);
        },
        ct);

    private static JsonElement? Parsed(string text, out string? problem)
    {
        try
        {
            problem = null;
            return JsonElement.Parse(text);
        }
        catch (JsonException e)
        {
            problem = $"That is no JSON (line {e.LineNumber + 1}). Nothing was saved.";
            return null;
        }
    }

    private static RazorComponentResult<EditPage> Page(SiteContext site, HttpContext context, string id, string text, string before, string? problem = null, IReadOnlyList<(char Mark, string Text)>? diff = null) =>
        new(new { Shell = site.Shell(context, "Edit"), Id = id, IsParked = LetterRoutes.IsParked(context), Text = text, Before = before, Problem = problem, Diff = diff });

    private static Task<AuditLog> AuditAsync(SiteContext site) => AuditLog.OpenAsync(site.Options.Record, $"{SiteOptions.Command} edit", site.Time);

    private static string Address(string id, HttpContext context) => LetterPage.AddressOf(id, LetterRoutes.IsParked(context));

    private static string Text(JsonElement e) => JsonSerializer.Serialize(e, ShownLetter.Indented);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
