using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Changes;
using Microsoft.Extensions.Configuration;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>The environment variables that the code reads, out of its options classes: section, then property by property.</summary>
internal static class ConfigurationKeys
{
    private const string Index = "[0-9]+";
    private const string Name = "[A-Za-z0-9_.-]+";

    private static readonly Regex s_known = new($"^({string.Join('|', Patterns())})$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    public static bool Know(string variable) => s_known.IsMatch(variable);

    public static IReadOnlyCollection<string> Patterns() =>
    [
        .. from type in typeof(CrmOptions).Assembly.GetTypes()
           let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } field ? (string?)field.GetRawConstantValue() : null
           where section is not null
           from path in Paths(type)
           select $"{section}__{path}",
    ];

    private static IEnumerable<string> Paths(Type type) =>
        (from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
         where property.Name is not nameof(CrmSourceOptions.Own)
         from rest in Rest(property.PropertyType)
         select property.Name + rest)
        .Concat(type == typeof(CrmSourceOptions) ? AllKinds.List.SelectMany(OfKind) : []);

    /// <summary>What only a kind has stands in a section of its own, but for Rest.</summary>
    private static IEnumerable<string> OfKind(CrmKind kind)
    {
        var own = kind.ReadOwn(Settings.Of(new ConfigurationBuilder().Build(), "Source", new List<string>())).GetType();
        return Paths(own).Select(path => kind == AllKinds.Rest ? path : $"{kind}__{path}");
    }

    private static IEnumerable<string> Rest(Type type) =>
        type == typeof(string) || type.Assembly == typeof(string).Assembly && !typeof(IEnumerable).IsAssignableFrom(type) || type.IsEnum || type == typeof(Uri) || type == typeof(CrmKind) || type == typeof(IChangeNotices) ? [""]
        : Implements(type, typeof(IReadOnlyDictionary<,>), typeof(IDictionary<,>)) is { } map ? Rest(map[1]).Select(rest => $"__{Name}{rest}")
        : Implements(type, typeof(IReadOnlyList<>), typeof(IList<>)) is { } list ? Rest(list[0]).Select(rest => $"__{Index}{rest}")
        : type.IsValueType ? [""]
        : Paths(type).Select(path => $"__{path}");

    private static Type[]? Implements(Type type, params Type[] open) =>
        type.GetInterfaces().Prepend(type).FirstOrDefault(face => face.IsGenericType && open.Contains(face.GetGenericTypeDefinition()))?.GetGenericArguments();
}
