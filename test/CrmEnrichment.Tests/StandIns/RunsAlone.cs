using Xunit;

namespace CrmEnrichment.Tests.StandIns;

[CollectionDefinition(ProcessEnvironment.Alone, DisableParallelization = true)]
public sealed class RunsAlone;
