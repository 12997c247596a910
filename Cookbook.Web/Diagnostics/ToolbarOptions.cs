namespace Cookbook.Web.Diagnostics;

/// <summary>The section <c>Toolbar</c>; read once, when the site starts.</summary>
internal sealed class ToolbarOptions
{
    public const string Section = "Toolbar";

    /// <summary>
    /// Whether requests are recorded, and the debug toolbar is on pages. In development it is for everybody, elsewhere for administrators.
    /// Default: in development.
    /// </summary>
    public bool? Enabled { get; set; }
}
