using CrmEnrichment.Benchmarks.Report;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Benchmarks;

public sealed class ProcessorPartsTests
{
    [Fact]
    public void A_sample_belongs_to_its_system_call_or_to_the_innermost_part_that_is_known()
    {
        string[] lines =
        [
            "",
            "\t   7f1c tcp_sendmsg",
            "\t   7f1d __x64_sys_sendto",
            "\t   7f1e entry_SYSCALL_64_after_hwframe",
            "\t   35c4 System_Net_Http_System_Net_Http_HttpConnection__SendAsync",
            "",
            "\t   35c4 RhpNewFast",
            "\t   35c5 System_Text_Json_System_Text_Json_JsonDocument__Parse",
            "\t   35c6 CrmEnrichment_CrmEnrichment_Crm_Rest_RestCustomerSource__GetAsync",
            "",
            "\t   35c4 S_P_CoreLib_System_Threading_Tasks_Task__RunContinuations",
            "\t   35c5 Polly_Core_Polly_ResiliencePipeline__ExecuteAsync",
            "",
            "\t   35c4 S_P_CoreLib_System_Collections_Generic_Dictionary_2<System___Canon__System___Canon>__FindValue",
            "\t   35c5 CrmEnrichment_CrmEnrichment_Customers_Lookups_Lookup__Read",
            "",
        ];

        ProcessorParts.Of(lines).ShouldBe([("JSON", 0.25), ("kernel, sendto", 0.25), ("room Customers", 0.25), ("tasks and async methods", 0.25)]);
    }
}
