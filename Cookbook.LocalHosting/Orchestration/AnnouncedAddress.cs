namespace Cookbook.LocalHosting.Orchestration;

/// <summary>An address that is not a resource's, which the console tells when everything is up.</summary>
/// <param name="Name">What is there.</param>
/// <param name="Address">Asked when it is told.</param>
internal sealed record AnnouncedAddress(string Name, Func<Uri> Address);
