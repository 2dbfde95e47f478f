namespace CrmEnrichment.Crm.HttpAttributes;

/// <summary>What an API is asked, and what is read of its answer, where nothing is set.</summary>
/// <param name="Fields">Customer field to member of the answer.</param>
internal sealed record AttributeApiDefaults(AttributeMethod Method, string Path, string Body, IReadOnlyDictionary<string, string> Fields)
{
    /// <param name="api">The API.</param>
    /// <param name="id">The field by which it knows the customer.</param>
    public static AttributeApiDefaults Of(AttributeApi api, string id) => api switch
    {
        AttributeApi.Payments => new(AttributeMethod.Get, $"/customer/{{{id}}}/status", "", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["outstandingBalance"] = "balance",
            ["lastPayment"] = "last_payment_date",
            ["paymentMethod"] = "default_method",
            ["autoPayEnabled"] = "auto_pay",
        }),
        AttributeApi.Appointments => new(
            AttributeMethod.Post,
            "/appointments",
            $$$"""{"customer_id":"{{{{id}}}}","status":["scheduled","confirmed"],"date_range":{"start":"{now}","end":"{now+30d}"}}""",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["appointments"] = "data" }),
        AttributeApi.Availability => new(
            AttributeMethod.Post,
            "/availability",
            """{"service_type":"{serviceType}","location":"{location}","date":"{today}"}""",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["serviceAvailable"] = "available" }),
        _ => new(AttributeMethod.Get, $"/customers/{{{id}}}", "", new Dictionary<string, string>(StringComparer.Ordinal)),
    };
}
