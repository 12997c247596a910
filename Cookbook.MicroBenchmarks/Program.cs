using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Cookbook.Benchmarks;
using Cookbook.MicroBenchmarks;

// In this process: a program of its own for each benchmark would be built from outside of the repository, without its settings.
BenchmarkSwitcher.FromAssembly(typeof(Steps).Assembly).Run(
    [.. args, "--inProcess"],
    DefaultConfig.Instance.WithArtifactsPath(Path.Combine(Repository.Root, "artifacts", "benchmarks", "micro")));
