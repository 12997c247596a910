using System.Text.Json;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>A device that keeps passkeys, as Chromium plays it: somebody is always there, and has the right finger.</summary>
internal sealed class Authenticator
{
    private readonly ICDPSession _session;
    private readonly string _id;

    private Authenticator(ICDPSession session, string id) => (_session, _id) = (session, id);

    /// <param name="visitor">Whose browser.</param>
    /// <param name="offers">
    /// Whether the browser offers passkeys with the e-mail addresses that it fills in. This device is then chosen as soon as a page asks.
    /// </param>
    public static async Task<Authenticator> PlugInAsync(Visitor visitor, bool offers = false)
    {
        if (!offers)
        {
            await visitor.Page.AddInitScriptAsync("if (globalThis.PublicKeyCredential) { PublicKeyCredential.isConditionalMediationAvailable = async () => false; }");
        }

        var session = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await session.SendAsync("WebAuthn.enable");
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
            },
        });
        return new Authenticator(session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    public async Task<int> CountAsync()
    {
        var answer = await SendAsync("WebAuthn.getCredentials");
        return answer!.Value.GetProperty("credentials").GetArrayLength();
    }

    /// <summary>The right finger or the wrong one.</summary>
    public Task VerifyAsync(bool verified) => SendAsync("WebAuthn.setUserVerified", ("isUserVerified", verified));

    private Task<JsonElement?> SendAsync(string method, params (string Name, object Value)[] fields) =>
        _session.SendAsync(method, fields.Append(("authenticatorId", _id)).ToDictionary(field => field.Item1, field => field.Item2));
}
