using System.CommandLine;
using CrmEnrichment.Cli.Checks;
using CrmEnrichment.Cli.Leads;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Configuration;
using CrmEnrichment.Leads;
using CrmEnrichment.Platforms.Vicidial;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Cli.Commands;

/// <summary>leads import FILE.csv: a list of leads into the dialler, with a report of every row.</summary>
internal static class LeadsImportCommand
{
    public static Command Create(TimeProvider time)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV in UTF-8, with names in the first row, among them id and phone" };
        var list = new Option<string?>("--list") { Description = "the list of VICIdial's for rows that name none; else the rules of the settings", HelpName = "id" };
        var dryRun = new Option<bool>("--dry-run") { Description = "read and check every row, and send nothing" };
        var resume = new Option<bool>("--resume") { Description = "go on with an import that was broken off" };
        var report = new Option<FileInfo?>("--report") { Description = "where to write what became of every row; else FILE.report.csv", HelpName = "file" };
        var audit = new Option<FileInfo>("--audit") { Description = "where to record who did what", DefaultValueFactory = _ => new FileInfo("crm-enrich-audit.jsonl") };
        var command = new Command("import", "Add the leads of a file to VICIdial's lists, one after the other.") { file, list, dryRun, resume, report, audit };
        var settings = new SettingsOptions(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(list) is { } id && !LeadListRule.IsList(id))
            {
                result.AddError("--list is no id of a list: give 1 to 14 digits.");
            }
            else if (result.GetValue(dryRun) && result.GetValue(resume))
            {
                result.AddError("--dry-run sends nothing, so there is nothing to --resume: give one of them.");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            var source = parsed.GetValue(file)!;
            await using var live = Open(await settings.ReadAsync(parsed, ct), time);
            var leads = new LeadFile(source, live.GetRequiredService<LeadsOptions>(), parsed.GetValue(list));

            // The whole file is read before the first row is sent: what is wrong with its form is known before anybody is dialled.
            var rows = leads.Read().Count();
            if (leads.Unused.Count > 0)
            {
                Terminal.Tell(Paragraph.Wrap($"Columns that are not used: {string.Join(", ", leads.Unused.Select(Printable.Line))}.", Terminal.Width));
            }

            var import = new LeadImport(
                live.GetRequiredService<InjectLead>(), new LeadReader(live.GetRequiredService<LeadsOptions>(), live.GetRequiredService<LeadNumbers>()), live.GetRequiredService<VendorCodes>().Source, time);
            var run = new ImportRun(import, leads, source, rows, parsed.GetValue(report) ?? ImportReport.FileOf(source), time);
            return parsed.GetValue(dryRun) ? await run.TryAsync(ct) : await run.RunAsync(parsed.GetValue(resume), new RecordFile(parsed.GetValue(audit)!), ct);
        });
        return command;
    }

    /// <exception cref="InvalidConfigurationException">The settings do not suffice.</exception>
    private static ServiceProvider Open(IReadOnlyList<CheckedFunction> functions, TimeProvider time)
    {
        var known = functions.FirstOrDefault(function => function.Name is FunctionFeatures.InjectLead)
            ?? throw new UsageException("The settings have no function InjectLead: deploy with Leads=true, or set the section Leads.");
        return LiveServices.Open(known.Settings, time, setup => setup.AddLeadInjection());
    }
}
