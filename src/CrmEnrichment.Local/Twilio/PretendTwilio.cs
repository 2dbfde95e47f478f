using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmEnrichment.Local.Twilio;

/// <summary>The part of Twilio's TaskRouter that the product talks to.</summary>
/// <remarks>A write without If-Match is answered as Twilio does, and counts as unexpected: it would lose what others have written.</remarks>
public sealed partial class PretendTwilio : IAsyncDisposable
{
    private static readonly string[] s_fields = ["Attributes", "AssignmentStatus", "Reason", "Priority", "TaskChannel", "VirtualStartTime"];

    private readonly ConcurrentDictionary<string, PretendTask> _tasks = new(StringComparer.Ordinal);
    private PretendSystem? _system;

    private PretendTwilio()
    {
    }

    public Uri Url => _system!.Url;

    public RequestLog Requests => _system!.Requests;

    public FaultScript Faults => _system!.Faults;

    /// <summary>User names and passwords that are accepted: an account's SID and token, an API key's SID and secret.</summary>
    public IDictionary<string, string> Credentials { get; } = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the answers say is left of 100 requests.</summary>
    public int Remaining { get; set; } = 99;

    public PretendTask this[string sid] => _tasks[sid];

    /// <summary>Creates a task with these attributes.</summary>
    public PretendTask Put(string sid, string attributes) => _tasks[sid] = new PretendTask(sid, attributes);

    /// <summary>It was deleted: completed long ago.</summary>
    public void Delete(string sid) => _tasks.TryRemove(sid, out _);

    public ValueTask DisposeAsync() => _system!.DisposeAsync();

    internal static async Task<PretendTwilio> StartAsync(IPAddress address, int port, TimeProvider time)
    {
        var twilio = new PretendTwilio();
        twilio._system = await PretendSystem.StartAsync(address, port, time, twilio.AnswerAsync);
        return twilio;
    }

    private Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        context.Response.Headers["X-Rate-Limit-Limit"] = "100";
        context.Response.Headers["X-Rate-Limit-Remaining"] = Remaining.ToString(CultureInfo.InvariantCulture);
        if (!IsKnown(request.Headers.GetValueOrDefault("Authorization")))
        {
            return RefuseAsync(context, 401, 20003, "Authenticate");
        }

        return (request.Method, request.Path.Split('/')) switch
        {
            (_, ["", "v1", "Workspaces", var workspace, "Tasks", ..]) when !string.Equals(workspace, TwilioAccount.Workspace, StringComparison.Ordinal) => RefuseAsync(context, 404, 20404, "The requested resource was not found"),
            ("GET", ["", "v1", "Workspaces", _, "Tasks"]) => ListAsync(context, request),
            ("GET", ["", "v1", "Workspaces", _, "Tasks", var sid]) => WithTaskAsync(context, sid, task => WriteTaskAsync(context, task)),
            ("POST", ["", "v1", "Workspaces", _, "Tasks", var sid]) => WithTaskAsync(context, sid, task => UpdateAsync(context, request, task)),
            _ => UnexpectedAsync(context, request),
        };
    }

    private bool IsKnown(string? authorization)
    {
        try
        {
            return authorization?.Split(' ') is ["Basic", var encoded]
                && Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2) is [var user, var password]
                && Credentials.TryGetValue(user, out var known) && string.Equals(known, password, StringComparison.Ordinal);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private Task WithTaskAsync(HttpContext context, string sid, Func<PretendTask, Task> answer) =>
        _tasks.TryGetValue(sid, out var task) ? answer(task) : RefuseAsync(context, 404, 20404, "The requested resource was not found");

    private static Task UpdateAsync(HttpContext context, RecordedRequest request, PretendTask task)
    {
        var form = QueryHelpers.ParseQuery(request.Body);
        if (request.Headers.GetValueOrDefault("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) is not true
            || form.Count == 0 || form.Keys.Except(s_fields, StringComparer.Ordinal).Any() || !form.TryGetValue("Attributes", out var attributes) || !IsJson(attributes.ToString()))
        {
            return RefuseAsync(context, 400, 20001, "Invalid parameter");
        }

        if (task.IsClosed)
        {
            return RefuseAsync(context, 400, 20001, "Cannot update task because it is completed");
        }

        var version = request.Headers.GetValueOrDefault("If-Match");
        request.Unexpected = version is null;
        return task.TryWrite(attributes.ToString(), version)
            ? WriteTaskAsync(context, task)
            : RefuseAsync(context, 412, 20412, "Precondition failed");
    }

    /// <summary>Attributes are null in a list.</summary>
    private Task ListAsync(HttpContext context, RecordedRequest request)
    {
        var query = QueryHelpers.ParseQuery(request.Query);
        IEnumerable<PretendTask> found = _tasks.Values;
        if (query.TryGetValue("EvaluateTaskAttributes", out var expression))
        {
            if (Equality.Match(expression.ToString()) is not { Success: true } equality)
            {
                return RefuseAsync(context, 400, 20001, "Invalid expression");
            }

            var statuses = query["AssignmentStatus"].ToString().Split(',');
            found = found.Where(task => statuses.Contains(task.Status, StringComparer.Ordinal) && IsJson(task.Attributes)
                && string.Equals((string?)task.Read()[equality.Groups["name"].Value], equality.Groups["value"].Value, StringComparison.Ordinal));
        }

        var tasks = new JsonArray([.. found.Select(task => new JsonObject { ["sid"] = task.Sid, ["assignment_status"] = task.Status, ["attributes"] = null })]);
        return WriteAsync(context, 200, new JsonObject { ["tasks"] = tasks, ["meta"] = new JsonObject { ["page"] = 0, ["page_size"] = 1, ["key"] = "tasks" } });
    }

    private static Task WriteTaskAsync(HttpContext context, PretendTask task)
    {
        context.Response.Headers.ETag = task.Version;
        return WriteAsync(context, 200, new JsonObject
        {
            ["sid"] = task.Sid,
            ["workspace_sid"] = TwilioAccount.Workspace,
            ["assignment_status"] = task.Status,
            ["attributes"] = task.Attributes,
        });
    }

    private static bool IsJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Task UnexpectedAsync(HttpContext context, RecordedRequest request)
    {
        request.Unexpected = true;
        return RefuseAsync(context, 501, 20501, $"The pretend Twilio does not have {request.Method} {request.Path}.");
    }

    private static Task RefuseAsync(HttpContext context, int status, int code, string message) => WriteAsync(context, status, new JsonObject
    {
        ["code"] = code,
        ["message"] = message,
        ["more_info"] = $"https://www.twilio.com/docs/errors/{code}",
        ["status"] = status,
    });

    private static Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }

    [GeneratedRegex("""^(?<name>[A-Za-z0-9_]+) == "(?<value>[^"]*)"$""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Equality { get; }
}
