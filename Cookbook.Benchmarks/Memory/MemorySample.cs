namespace Cookbook.Benchmarks.Memory;

/// <summary>How much memory a process had at a time.</summary>
/// <param name="At">Since the run began.</param>
/// <param name="Replica">Which, from 0; reports count from 1.</param>
/// <param name="Process">The operating system's number.</param>
/// <param name="Bytes">Resident: what the operating system has given it, shared libraries included.</param>
internal readonly record struct MemorySample(TimeSpan At, int Replica, int Process, long Bytes);
