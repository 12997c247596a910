namespace Aspire.Hosting;

/// <summary>A project that the AppHost references; the build makes a class for each, in the namespace <c>Projects</c>.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>Of the project file.</summary>
    string ProjectPath { get; }
}

/// <summary>What the Local world's build tells besides: where the built program is, so that it need not be built again to run.</summary>
public interface IBuiltProjectMetadata : IProjectMetadata
{
    /// <summary>Of the program's assembly.</summary>
    string TargetPath { get; }
}
