
namespace Cookbook.LocalHosting.Postgres;

internal sealed record DataVolumeAnnotation(string Name) : IResourceAnnotation;
