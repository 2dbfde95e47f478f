using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Genesys;

/// <summary>The conversations of the organisation. Asking for one that is not there makes it, as a call would.</summary>
/// <remarks>Beyond <see cref="Most"/> the oldest one goes, as Genesys drops what has ended.</remarks>
public sealed class Conversations
{
    private readonly ConcurrentDictionary<string, Conversation> _live = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _byAge = new();
    private readonly ConcurrentDictionary<string, bool> _gone = new(StringComparer.Ordinal);

    public Conversation this[string id] => _live.GetOrAdd(id, Make);

    internal int Most { get; set; } = int.MaxValue;

    /// <summary>From now on Genesys answers 404 for it.</summary>
    public void Forget(string id)
    {
        _gone[id] = true;
        _live.TryRemove(id, out _);
    }

    /// <summary>
    /// Takes in what the platform would know when it publishes this event: the conversation, and the participant in its role.
    /// Other payloads teach nothing.
    /// </summary>
    public void Learn(JsonNode? published)
    {
        if (published is not JsonObject o || o["detail"]?["eventBody"] is not JsonObject body
            || Text(body, "conversationId") is not { } conversation || Text(body, "participantId") is not { } participant)
        {
            return;
        }

        var purpose = (Text((JsonObject)o["detail"]!, "topicName") ?? "").Split('.') switch
        {
            [.., "customer", _] => "customer",
            [.., "user", _] or [.., "acw"] or [.., "wrapup"] => "agent",
            [.., "acd", _] => "acd",
            [.., "flow", _] => "ivr",
            _ => null,
        };
        if (purpose is not null)
        {
            this[conversation].With(new Participant(participant, purpose) { Address = Text(body, "ani") ?? Text(body, "addressFrom") });
            this[conversation].Details.Learn(string.Join('.', Text((JsonObject)o["detail"]!, "topicName")!.Split('.').Skip(5)), participant, body);
        }
    }

    internal IReadOnlyList<Conversation> All => [.. _live.Values];

    internal bool IsGone(string id) => _gone.ContainsKey(id);

    internal Conversation? Find(string id) => _live.GetValueOrDefault(id);

    private Conversation Make(string id)
    {
        _byAge.Enqueue(id);
        while (_byAge.Count > Most && _byAge.TryDequeue(out var oldest))
        {
            _live.TryRemove(oldest, out _);
        }

        return new Conversation(id);
    }

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
