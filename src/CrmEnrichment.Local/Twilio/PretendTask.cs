using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Twilio;

/// <summary>A task of the pretend TaskRouter.</summary>
public sealed class PretendTask(string sid, string attributes)
{
    private readonly Lock _lock = new();
    private readonly Queue<(string Name, string Value)> _others = new();
    private int _version;

    public string Sid { get; } = sid;

    /// <summary>One JSON text, or what somebody put in the place of one.</summary>
    public string Attributes { get; private set; } = attributes;

    public JsonObject Read() => JsonNode.Parse(Attributes)!.AsObject();

    /// <summary>pending, reserved, assigned, wrapping, completed or canceled.</summary>
    public string Status { get; set; } = "pending";

    /// <summary>Completed some minutes ago: nothing can be changed any more.</summary>
    public bool IsClosed { get; set; }

    /// <summary>How often the attributes were written, by whomever.</summary>
    public int Writes { get; private set; }

    internal string Version
    {
        get
        {
            lock (_lock)
            {
                return $"\"{_version}\"";
            }
        }
    }

    /// <summary>Somebody else sets an attribute, just before our next write: that one finds another version than it has read. Once for each call.</summary>
    public void ChangeBeforeNextWrite(string name, string value)
    {
        lock (_lock)
        {
            _others.Enqueue((name, value));
        }
    }

    /// <returns>False for a version that is not the standing one.</returns>
    internal bool TryWrite(string attributes, string? version)
    {
        lock (_lock)
        {
            if (_others.TryDequeue(out var other))
            {
                var changed = Read();
                changed[other.Name] = other.Value;
                Put(changed.ToJsonString());
            }

            if (version is not null && !string.Equals(version, $"\"{_version}\"", StringComparison.Ordinal))
            {
                return false;
            }

            Put(attributes);
            return true;
        }
    }

    private void Put(string attributes)
    {
        Attributes = attributes;
        _version++;
        Writes++;
    }
}
