using CrmEnrichment.Dispositions;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Dispositions;

/// <summary>Nothing undoes a do-not-contact, and no older call overwrites a later one: whatever is played in whatever order.</summary>
public static class DispositionEffectsTests
{
    private static readonly DispositionRule[] s_rules = [.. new DispositionsOptions().Map.Values];

    [Fact]
    public static void Whatever_happens_a_record_that_was_once_not_to_be_contacted_stays_so()
    {
        var random = new Random(20_261_129);
        for (var i = 0; i < 20_000; i++)
        {
            var calls = Enumerable.Range(0, random.Next(1, 8)).Select(at => (At: at, Rule: s_rules[random.Next(s_rules.Length)])).ToArray();
            var order = calls.Concat(calls.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(order);

            var end = Play(order);

            end.IsMarked.ShouldBe(order.Any(call => call.Rule.DoNotContact));
            if (end.IsMarked)
            {
                end.Stage!.DoNotContact.ShouldBeTrue("the stage is the do-not-contact's");
            }
            else
            {
                end.Stage.ShouldBe(calls.MaxBy(call => call.At).Rule, "the last call counts, however late the others come");
            }

            end.TasksAfterTheMark.ShouldBe(0);
        }
    }

    [Fact]
    public static void The_mark_is_set_once_and_by_a_do_not_contact_only()
    {
        foreach (var rule in s_rules)
        {
            foreach (var isOlder in new[] { false, true })
            {
                DispositionEffects.Of(rule, isMarked: false, isOlder).Mark.ShouldBe(rule.DoNotContact);
                DispositionEffects.Of(rule, isMarked: true, isOlder).Mark.ShouldBeFalse();
                DispositionEffects.Of(rule, isMarked: true, isOlder).Task.ShouldBeFalse();
            }
        }
    }

    private static (bool IsMarked, DispositionRule? Stage, int TasksAfterTheMark) Play(IEnumerable<(int At, DispositionRule Rule)> calls)
    {
        var (isMarked, latest, tasks) = (false, -1, 0);
        DispositionRule? stage = null;
        foreach (var (at, rule) in calls)
        {
            var wasMarked = isMarked;
            var effects = DispositionEffects.Of(rule, isMarked, isOlder: at < latest);
            isMarked |= effects.Mark;
            latest = Math.Max(latest, at);
            stage = effects.Stage ? rule : stage;
            tasks += wasMarked && effects.Task ? 1 : 0;
        }

        return (isMarked, stage, tasks);
    }
}
