using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Genesys;

/// <summary>A conversation as the platform knows it: in the tutorial's words an interaction with a context.</summary>
public sealed class Conversation
{
    private readonly Lock _gate = new();
    private readonly List<Participant> _participants = [];
    private readonly JsonObject _context = [];

    internal Conversation(string id) => Id = id;

    public string Id { get; }

    /// <summary>What analytics knows of it.</summary>
    internal ConversationDetails Details { get; } = new();

    /// <summary>What was written with PATCH /api/v2/interactions, all together.</summary>
    public JsonObject Context
    {
        get
        {
            lock (_gate)
            {
                return (JsonObject)_context.DeepClone();
            }
        }
    }

    public IReadOnlyList<Participant> Participants
    {
        get
        {
            lock (_gate)
            {
                return [.. _participants];
            }
        }
    }

    /// <summary>What was written on one participant, all together; empty when nothing was.</summary>
    public IReadOnlyDictionary<string, string> AttributesOf(string participantId)
    {
        lock (_gate)
        {
            return (Find(participantId)?.Attributes ?? []).ToDictionary(a => a.Key, a => a.Value!.GetValue<string>(), StringComparer.Ordinal);
        }
    }

    /// <summary>Adds a participant unless it is there.</summary>
    public Conversation With(Participant participant)
    {
        lock (_gate)
        {
            if (Find(participant.Id) is null)
            {
                _participants.Add(participant);
            }
        }

        return this;
    }

    internal void WriteAttributes(string participantId, JsonObject attributes)
    {
        lock (_gate)
        {
            var participant = Find(participantId);
            if (participant is null)
            {
                // Events are not the only way for a participant to come about: one that we were not told of is taken for the customer.
                _participants.Add(participant = new Participant(participantId, "customer"));
            }

            Merge(attributes, participant.Attributes);
        }
    }

    internal void WriteContext(JsonObject context)
    {
        lock (_gate)
        {
            Merge(context, _context);
        }
    }

    internal JsonObject Write()
    {
        lock (_gate)
        {
            return new JsonObject { ["id"] = Id, ["participants"] = new JsonArray([.. _participants.Select(p => p.Write())]) };
        }
    }

    private Participant? Find(string id) => _participants.Find(p => string.Equals(p.Id, id, StringComparison.Ordinal));

    private static void Merge(JsonObject from, JsonObject into)
    {
        foreach (var (name, value) in from)
        {
            into[name] = value?.DeepClone();
        }
    }
}
