using System.Text.RegularExpressions;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Web.LookupApi;

/// <summary>Who is asked about, out of the query and the body.</summary>
/// <param name="Query">Empty for a withheld number: then nobody is asked.</param>
/// <param name="InteractionId">The conversation or call that it is for.</param>
internal sealed partial record LookupRequest(CustomerQuery Query, string? InteractionId)
{
    private const int LongestText = 128;

    /// <summary>The names that IVRs use, and Twilio's own.</summary>
    private static readonly string[] s_numbers = ["phone", "From"], s_ids = ["customer_id"], s_interactions = ["interaction_id", "CallSid"];

    /// <returns>The question, or what is wrong with it.</returns>
    public static (LookupRequest? Question, ApiAnswer? Problem) Read(ApiRequest request, PhoneNumberReader numbers)
    {
        if (request.Body.Length > 0 && !request.IsForm && !request.IsJson)
        {
            return (null, ApiAnswer.Problem(
                415, "Unsupported media type", "Send a form (application/x-www-form-urlencoded), a JSON object (application/json), or no body and the parameters in the query."));
        }

        var all = s_numbers.Concat(s_ids).Concat(s_interactions).ToList();
        var (members, problem) = JsonParameters.Read(request, all);
        if (problem is not null)
        {
            return (null, problem);
        }

        var parameters = request.QueryParameters().Concat(request.FormFields()).Concat(members).ToLookup(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        if (all.Find(name => parameters[name].Skip(1).Any()) is { } twice)
        {
            return (null, ApiAnswer.Bad(twice, $"Give {twice} once."));
        }

        if (all.Find(name => parameters[name].Any(value => value.Length > LongestText || value.Any(char.IsControl))) is { } odd)
        {
            return (null, ApiAnswer.Bad(odd, $"Give {odd} as at most {LongestText} characters without control characters."));
        }

        var number = First(s_numbers);
        var id = First(s_ids) is (_, { Length: > 0 } given) ? given : null;
        if (number.Value is null && id is null)
        {
            return (null, ApiAnswer.Bad("phone", "Say who is meant: phone with a number such as %2B13175550142, or customer_id."));
        }

        var reading = Number(number.Value, numbers);

        // What stands in From, Twilio chose and not the caller: client:alice is a caller without a number.
        if (reading is NumberReading.Unreadable && number.Name is "phone")
        {
            return (null, ApiAnswer.Bad("phone", "Give phone in E.164, its plus written as %2B: %2B13175550142. For a withheld number send what the network says, such as anonymous, or leave it empty."));
        }

        var interaction = First(s_interactions);
        return interaction.Value is { Length: > 0 } && !Id.IsMatch(interaction.Value)
            ? (null, ApiAnswer.Bad(interaction.Name, $"Give {interaction.Name} as 1 to 64 letters, digits, dots, colons, dashes or underscores."))
            : (new(new CustomerQuery(id, reading.Phone), interaction.Value is { Length: > 0 } ? interaction.Value : null), null);

        (string Name, string? Value) First(string[] names) => names.Select(name => (name, parameters[name].FirstOrDefault())).FirstOrDefault(found => found.Item2 is not null);
    }

    /// <remarks>A plus that nobody escaped arrives as a space. It is taken for one unless the number without it is another one.</remarks>
    private static NumberReading Number(string? text, PhoneNumberReader numbers)
    {
        var plain = numbers.Read(text);
        if (text is not [' ', .. var rest] || rest.TrimStart() is not [>= '0' and <= '9', ..] digits || numbers.Read($"+{digits}") is not NumberReading.Number plus)
        {
            return plain;
        }

        return plain is NumberReading.Number number && number != plus ? new NumberReading.Unreadable() : plus;
    }

    [GeneratedRegex("^[A-Za-z0-9._:-]{1,64}$", RegexOptions.None, 10_000)]
    private static partial Regex Id { get; }
}
