using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Crm.HttpAttributes;

/// <summary>Payments, appointments and availability of service behind one bearer key (docs/crm/http.md).</summary>
public sealed class PretendAttributeApis : IPretendSource
{
    public const string Payments = "Payments", Appointments = "Appointments", Availability = "Availability";

    private readonly ConcurrentDictionary<string, JsonObject> _payments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, JsonArray> _appointments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Service, string Location), bool> _available = new();
    private PretendSystem? _system;

    private PretendAttributeApis()
    {
    }

    public string Kind => "Http";

    public Uri Url => _system!.Url;

    public RequestLog Requests => _system!.Requests;

    public FaultScript Faults => _system!.Faults;

    /// <summary>The key that is accepted. Change it to rotate.</summary>
    public string ApiKey { get; set; } = "local-attributes-key";

    public string Secret => new JsonObject { ["api_key"] = ApiKey }.ToJsonString();

    public static async Task<PretendAttributeApis> StartAsync(IPAddress address, int port, TimeProvider time)
    {
        var apis = new PretendAttributeApis();
        apis._system = await PretendSystem.StartAsync(address, port, time, apis.AnswerAsync);
        return apis;
    }

    /// <summary>What the customer owes and how they pay.</summary>
    public void PutPayments(string customer, JsonObject status) => _payments[customer] = status;

    /// <param name="customer">The id.</param>
    /// <param name="appointments">Each with its <c>status</c> and when it <c>starts</c>.</param>
    public void PutAppointments(string customer, params JsonNode[] appointments) => _appointments[customer] = new JsonArray(appointments);

    public void PutAvailability(string service, string location, bool available) => _available[(service, location)] = available;

    public ValueTask DisposeAsync() => _system!.DisposeAsync();

    private Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        if (!string.Equals(request.Headers.GetValueOrDefault("Authorization"), $"Bearer {ApiKey}", StringComparison.Ordinal))
        {
            return WriteAsync(context, 401, Error("The API key is not valid."));
        }

        try
        {
            return (request.Method, request.Path.Split('/')) switch
            {
                ("GET", ["", "customer", var id, "status"]) => _payments.TryGetValue(Uri.UnescapeDataString(id), out var status)
                    ? WriteAsync(context, 200, status)
                    : WriteAsync(context, 404, Error("There is no such customer.")),
                ("POST", ["", "appointments"]) => WriteAsync(context, 200, new JsonObject { ["data"] = AppointmentsFor(JsonElement.Parse(request.Content.Span)) }),
                ("POST", ["", "availability"]) => WriteAsync(context, 200, new JsonObject { ["available"] = IsAvailable(JsonElement.Parse(request.Content.Span)) }),
                // Where a health check looks whether somebody is there.
                ("GET", ["", ""]) => WriteAsync(context, 404, Error("There is nothing here.")),
                _ => Unknown(),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return WriteAsync(context, 400, Error("The request cannot be understood."));
        }

        Task Unknown()
        {
            request.Unexpected = true;
            return WriteAsync(context, 501, Error($"The pretend APIs do not have {request.Method} {request.Path}."));
        }
    }

    private JsonArray AppointmentsFor(JsonElement asked)
    {
        var statuses = asked.GetProperty("status").EnumerateArray().Select(status => status.GetString()).ToList();
        var range = asked.GetProperty("date_range");
        var (start, end) = (range.GetProperty("start").GetDateTimeOffset(), range.GetProperty("end").GetDateTimeOffset());
        var all = _appointments.GetValueOrDefault(asked.GetProperty("customer_id").GetString()!) ?? [];
        return [.. all.Where(one => statuses.Contains(one!["status"]!.GetValue<string>())
            && DateTimeOffset.Parse(one["starts"]!.GetValue<string>(), CultureInfo.InvariantCulture) is var starts && starts >= start && starts <= end).Select(one => one!.DeepClone())];
    }

    private bool IsAvailable(JsonElement asked)
    {
        asked.GetProperty("date").GetDateTime();
        return _available.GetValueOrDefault((asked.GetProperty("service_type").GetString()!, asked.GetProperty("location").GetString()!));
    }

    private static JsonObject Error(string message) => new() { ["error"] = message };

    private static Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
