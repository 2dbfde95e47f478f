using System.Globalization;
using CrmEnrichment.Customers;
using CrmEnrichment.DeadLetters;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Deployment;

public static class QueueAndTableTests
{
    private static readonly Template s_template = Template.Shipped;

    [Fact]
    public static void Letters_are_kept_as_large_and_for_as_long_as_SQS_can_and_encrypted_with_a_key_that_EventBridge_may_use()
    {
        var queues = s_template.OfType("AWS::SQS::Queue");
        queues.Keys.ShouldBe(["DeadLetters", "ParkedLetters", "JournalQueue", "CallsQueue", "LeadsQueue"], ignoreOrder: true);
        foreach (var (name, queue) in queues)
        {
            queue.Text("Properties", "MaximumMessageSize").ShouldBe(name is "JournalQueue" or "CallsQueue" or "LeadsQueue" ? "" : $"{DeadLetterStore.LargestMessage}");
            queue.Text("Properties", "MessageRetentionPeriod").ShouldBe("1209600");
            queue.Text("Properties", "SqsManagedSseEnabled").ShouldBe("true");
            queue.At("Properties", "KmsMasterKeyId").ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("ParkedLetters")]
    [InlineData("JournalQueue")]
    [InlineData("CallsQueue")]
    [InlineData("LeadsQueue")]
    public static void A_queue_of_ours_alone_is_reached_over_TLS_only_and_no_rule_may_send_there(string queue)
    {
        var policy = s_template.Properties($"{queue}Policy");
        policy.Text("Queues").ShouldBe($"[!Ref {queue}]");
        var statement = policy.At("PolicyDocument", "Statement").Items().ShouldHaveSingleItem();
        statement.Text("Resource").ShouldBe($"!GetAtt {queue}.Arn");
        (statement.Text("Effect"), statement.Text("Action"), statement.Text("Condition")).ShouldBe(("Deny", "sqs:*", "{Bool: {aws:SecureTransport: false}}"));
    }

    [Fact]
    public static void The_journals_queue_triggers_the_function_that_writes_entries_and_loses_nothing()
    {
        var queue = s_template.Properties("JournalQueue");
        var trigger = s_template.Properties("JournalTrigger");
        var function = s_template.Functions["WriteJournalEntry"];
        (trigger.Text("EventSourceArn"), trigger.Text("FunctionName")).ShouldBe(("!GetAtt JournalQueue.Arn", "!Ref WriteJournalEntry.Alias"));
        trigger.Text("FunctionResponseTypes").ShouldBe("[ReportBatchItemFailures]");

        // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html: at least six times the function's time.
        Number(queue.Text("VisibilityTimeout")).ShouldBeGreaterThanOrEqualTo(6 * Number(function.Text("Timeout")));
        queue.Text("RedrivePolicy").ShouldBe("{deadLetterTargetArn: !GetAtt DeadLetters.Arn, maxReceiveCount: 5}");

        // What the mapping starts is not turned away by the reservation: that would count as a delivery, and five of them move the message.
        function.Text("ReservedConcurrentExecutions").ShouldBe($"!If [ReservesConcurrency, {trigger.Text("ScalingConfig", "MaximumConcurrency")}, !Ref AWS::NoValue]");
    }

    [Fact]
    public static void The_queue_of_calls_triggers_the_function_that_tells_the_CRM_in_the_order_of_each_record()
    {
        var (queue, trigger, function) = (s_template.Properties("CallsQueue"), s_template.Properties("CallsTrigger"), s_template.Functions["SyncDisposition"]);
        s_template.OfType("AWS::Lambda::EventSourceMapping").Keys.ShouldBe(["JournalTrigger", "CallsTrigger", "LeadsTrigger"], ignoreOrder: true);
        (trigger.Text("EventSourceArn"), trigger.Text("FunctionName")).ShouldBe(("!GetAtt CallsQueue.Arn", "!Ref SyncDisposition.Alias"));
        trigger.Text("FunctionResponseTypes").ShouldBe("[ReportBatchItemFailures]");
        Number(queue.Text("VisibilityTimeout")).ShouldBeGreaterThanOrEqualTo(6 * Number(function.Text("Timeout")));
        function.Text("ReservedConcurrentExecutions").ShouldBe($"!If [ReservesConcurrency, {trigger.Text("ScalingConfig", "MaximumConcurrency")}, !Ref AWS::NoValue]");

        // 300 dispositions in a second are more than a FIFO queue takes otherwise.
        (queue.Text("FifoQueue"), queue.Text("DeduplicationScope"), queue.Text("FifoThroughputLimit")).ShouldBe(("true", "messageGroup", "perMessageGroupId"));

        // SQS lets messages of a FIFO queue go to a FIFO queue only, and the letters' is none.
        queue.At("RedrivePolicy").ShouldBeNull();
    }

    [Fact]
    public static void The_queue_of_leads_triggers_the_function_that_adds_them_two_at_a_time()
    {
        var (queue, trigger, function) = (s_template.Properties("LeadsQueue"), s_template.Properties("LeadsTrigger"), s_template.Functions["InjectLead"]);
        (trigger.Text("EventSourceArn"), trigger.Text("FunctionName")).ShouldBe(("!GetAtt LeadsQueue.Arn", "!Ref InjectLead.Alias"));
        (trigger.Text("FunctionResponseTypes"), trigger.Text("ScalingConfig", "MaximumConcurrency")).ShouldBe(("[ReportBatchItemFailures]", "2"));
        Number(queue.Text("VisibilityTimeout")).ShouldBeGreaterThanOrEqualTo(6 * Number(function.Text("Timeout")));
        function.Text("ReservedConcurrentExecutions").ShouldBe($"!If [ReservesConcurrency, {trigger.Text("ScalingConfig", "MaximumConcurrency")}, !Ref AWS::NoValue]");
        queue.At("RedrivePolicy").ShouldBeNull();
    }

    // Its messages hold ids only, and all of them can be made again: what is known of an interaction is in the table.
    [Fact]
    public static void The_journals_queue_goes_with_the_stack() => s_template.Resources["JournalQueue"].At("DeletionPolicy").ShouldBeNull();

    [Theory]
    [InlineData("DeadLetters")]
    [InlineData("ParkedLetters")]
    [InlineData("State")]
    [InlineData("CallsQueue")]
    [InlineData("LeadsQueue")]
    public static void What_was_kept_outlives_the_stack(string resource)
    {
        s_template.Resources[resource].Text("DeletionPolicy").ShouldBe("Retain");
        s_template.Resources[resource].Text("UpdateReplacePolicy").ShouldBe("Retain");
    }

    [Fact]
    public static void The_queue_is_reached_over_TLS_only_and_by_exactly_our_rules()
    {
        var policy = s_template.Properties("DeadLettersPolicy");
        policy.Text("Queues").ShouldBe("[!Ref DeadLetters]");
        var statements = policy.At("PolicyDocument", "Statement").Items().ToList();
        statements.ShouldAllBe(statement => statement.Text("Resource") == "!GetAtt DeadLetters.Arn");
        statements.Select(statement => (statement.Text("Effect"), statement.Text("Principal"), statement.Text("Action"), statement.Text("Condition").Split('[')[0])).ShouldBe(
        [
            ("Deny", "*", "sqs:*", "{Bool: {aws:SecureTransport: false}}"),
            ("Allow", "{Service: events.amazonaws.com}", "sqs:SendMessage", "{ArnEquals: {aws:SourceArn: "),
        ]);
        statements[1].At("Condition", "ArnEquals", "aws:SourceArn").Items().Select(Yaml.Show)
            .ShouldBe(s_template.EventRules.Keys.Select(rule => $"!GetAtt {rule}.Arn"), ignoreOrder: true);
    }

    [Theory]
    [InlineData("EnrichInteraction")]
    [InlineData("LogInteraction")]
    public static void An_invocation_that_failed_three_times_goes_to_the_dead_letters(string function)
    {
        var invocation = s_template.Functions[function].At("EventInvokeConfig")!;
        invocation.Text("MaximumRetryAttempts").ShouldBe("2");
        invocation.Text("MaximumEventAgeInSeconds").ShouldNotBeEmpty();
        invocation.Text("DestinationConfig", "OnFailure", "Type").ShouldBe("SQS");
        invocation.Text("DestinationConfig", "OnFailure", "Destination").ShouldBe("!GetAtt DeadLetters.Arn");
    }

    // Its record would be one more letter, of a handler that no replay knows.
    [Fact]
    public static void A_failed_replay_leaves_nothing_of_its_own_in_the_queue() =>
        s_template.Functions["ReplayDeadLetters"].At("EventInvokeConfig", "DestinationConfig").ShouldBeNull();

    [Fact]
    public static void No_letter_comes_back_while_a_replay_is_at_work_on_it() =>
        Number(s_template.Properties("DeadLetters").Text("VisibilityTimeout")).ShouldBeGreaterThan(Number(s_template.Functions["ReplayDeadLetters"].Text("Timeout")));

    [Theory]
    [InlineData("EnrichInteraction")]
    [InlineData("WriteJournalEntry")]
    public static void The_time_of_an_invocation_holds_every_look_up_and_the_letter(string function) =>
        Number(s_template.Functions[function].Text("Timeout")).ShouldBeInRange(2 * new CustomersOptions().DeadlineMs / 1000, 60);

    [Fact]
    public static void The_table_has_the_key_and_the_time_to_live_that_the_code_writes()
    {
        var table = s_template.OfType("AWS::DynamoDB::Table").ShouldHaveSingleItem().Value.At("Properties")!;
        table.Text("KeySchema").ShouldBe("[{AttributeName: pk, KeyType: HASH}]");
        table.Text("AttributeDefinitions").ShouldBe("[{AttributeName: pk, AttributeType: S}]");
        table.Text("TimeToLiveSpecification").ShouldBe("{AttributeName: expires, Enabled: true}");
        table.Text("BillingMode").ShouldBe("PAY_PER_REQUEST");
        table.Text("SSESpecification", "SSEEnabled").ShouldBe("true");
        table.At("PointInTimeRecoverySpecification").ShouldBeNull();
        var store = Repository.Read("src/CrmEnrichment.Aws/DynamoDbStateStore.cs");
        store.ShouldContain("[\"pk\"] = new AttributeValue { S =");
        store.ShouldContain("[\"expires\"] = new AttributeValue { N =");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
