using Cookbook.Benchmarks.Soak;

namespace Cookbook.Tests.Benchmarks.Soak;

public sealed class AskingByZipf
{
    [Fact]
    public void The_second_comes_half_as_often_as_the_first_and_the_tenth_a_tenth()
    {
        const int asked = 100_000;
        var (zipf, times) = (new Zipf(100), new int[100]);
        for (var i = 0; i < asked; i++)
        {
            times[zipf.At((i + 0.5) / asked)]++;
        }

        Assert.InRange(times[1], (times[0] / 2) - 2, (times[0] / 2) + 2);
        Assert.InRange(times[9], (times[0] / 10) - 2, (times[0] / 10) + 2);
        Assert.Equal(asked, times.Sum());
        Assert.All(times, count => Assert.True(count > 0));
    }

    [Fact]
    public void Every_kind_of_question_is_asked_of_both_replicas()
    {
        var traffic = new Traffic(recipes: 50, replicas: 2, seed: 1);
        var questions = Enumerable.Range(0, 5000).Select(_ => traffic.Next()).ToList();

        Assert.Equal([0, 1], questions.Select(question => question.Replica).Distinct().Order());
        Assert.Contains(questions, question => question is { IsHalf: true });
        Assert.Contains(questions, question => question is { Brotli: true, Conditional: true });
        Assert.Contains(questions, question => question.Method == HttpMethod.Delete && question.IsJunk);
        Assert.InRange(questions.Count(question => question.IsJunk), 350, 650);
        Assert.InRange(questions.Count(question => question.Page?.Address == "/"), 350, 650);
    }
}
