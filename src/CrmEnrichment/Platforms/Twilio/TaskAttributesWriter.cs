using System.Text.Json;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>Writes onto the task of TaskRouter that an agent is offered: attributes of ours among those of others, which stay.</summary>
/// <remarks>A write replaces all attributes, so it names the version that was read. If somebody was faster, the attributes are read and merged again.</remarks>
internal sealed class TaskAttributesWriter(TwilioOptions options, TwilioClient twilio) : IContextWriter
{
    public const string TaskOrigin = "twilio/task";

    /// <summary>While a task is routed its attributes may be written by several systems at once, each within milliseconds.</summary>
    private const int MostTries = 5;

    public string Origin => TaskOrigin;

    public Task SignInAsync(CancellationToken ct) => twilio.SignInAsync(ct);

    public async Task<bool> WriteAsync(Interaction interaction, InteractionContext context, CancellationToken ct)
    {
        List<KeyValuePair<string, JsonElement>> ours = [.. context.Entries.Select(entry => KeyValuePair.Create(options.AttributeName(entry.Key), entry.Value))];
        for (var i = 0; i < MostTries; i++)
        {
            if (await twilio.FindAsync(interaction.Id, ct) is not { } task)
            {
                return false;
            }

            if (TaskAttributes.Parse(task.Attributes) is not { } attributes)
            {
                throw new UpstreamException(
                    TwilioClient.Name,
                    UpstreamFault.Rejected,
                    $"{TwilioClient.Name}: the attributes of the task are no JSON object. Nothing is written, because a write would destroy them. Correct what writes them, then replay the event.");
            }

            if (TaskAttributes.Merge(attributes, ours) is not { } merged)
            {
                return true;
            }

            if (await TryWriteAsync(interaction.Id, task, merged, ct) is var write and not AttributesWrite.SomebodyWasFaster)
            {
                return write is AttributesWrite.Written;
            }
        }

        throw new UpstreamException(TwilioClient.Name, UpstreamFault.Unavailable, $"{TwilioClient.Name}: the attributes of the task changed {MostTries} times while the context was written.");
    }

    private async Task<AttributesWrite> TryWriteAsync(string taskSid, TwilioTask task, string attributes, CancellationToken ct)
    {
        try
        {
            return await twilio.WriteAttributesAsync(taskSid, attributes, task.Version, ct);
        }
        catch (UpstreamException e) when (e.Fault is UpstreamFault.Rejected && task.IsOver)
        {
            // Over for too long to be changed: no agent will look at it any more.
            return AttributesWrite.Gone;
        }
    }
}
