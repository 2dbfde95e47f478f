using Microsoft.Extensions.Options;

namespace CrmEnrichment.Http;

/// <summary>Holds <see cref="HttpOptions"/> against its attributes; the checks are generated, since reflection does not survive trimming.</summary>
[OptionsValidator]
public sealed partial class HttpOptionsValidator : IValidateOptions<HttpOptions>;
