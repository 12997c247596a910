using Cookbook.ServiceDefaults;

namespace Cookbook.Web.Pages;

/// <summary>
/// Where the site is on the internet: <c>Site:Origin</c>, such as <c>https://cookbook.example</c>. Search engines want a page's one address
/// with its host, and a cached page serves every host: so it is said by the settings. Default: none, and addresses begin at the root.
/// </summary>
internal sealed class SiteOrigin
{
    private const string Setting = "Site:Origin";

    private readonly string _origin;

    /// <exception cref="StartRefusedException">The setting is no origin.</exception>
    public SiteOrigin(IConfiguration configuration) => _origin = configuration[Setting] switch
    {
        null or "" => "",
        var text when Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            && address.PathAndQuery == "/"
            && address.Fragment.Length == 0
            && address.UserInfo.Length == 0 => address.GetLeftPart(UriPartial.Authority),
        var text => throw new StartRefusedException($"{Setting} is '{text}'. It must be the site's scheme and name, as https://cookbook.example."),
    };

    /// <param name="path">From the root.</param>
    public string AddressOf(string path) => _origin + path;
}
