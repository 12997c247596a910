using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Cookbook.LocalHosting.Dashboard.Receiver.Reading;
using Cookbook.LocalHosting.Dashboard.Store;
using Google.Protobuf.Collections;

namespace Cookbook.Tests.LocalHosting.Dashboard.Receiving;

/// <summary>Telemetry says the same again and again; the stores have it once.</summary>
public sealed class KeepingOneCopy
{
    [Fact]
    public void Of_a_text()
    {
        var texts = new TextIntake(SecretMask.None);

        Assert.Same(texts.Take(Text("postgresql")), texts.Take(Text("postgresql")));
    }

    [Fact]
    public void Of_attributes_that_are_the_same()
    {
        var reader = new AttributeReader(new TextIntake(SecretMask.None));

        Assert.Same(reader.Read(Attributes("GET", "/")), reader.Read(Attributes("GET", "/")));
        Assert.NotSame(reader.Read(Attributes("GET", "/")), reader.Read(Attributes("GET", "/cookbook/")));
        Assert.Equal("/cookbook/", reader.Read(Attributes("GET", "/cookbook/")).Value("path"));
    }

    [Fact]
    public void What_shares_a_place_is_never_mixed_up()
    {
        var copies = new SharedCopies<string>(places: 1, StringComparer.Ordinal);

        Assert.All((string[])["one", "other", "one", "other", "other"], text => Assert.Equal(text, copies.Of(Text(text))));
    }

    /// <summary>As it comes out of a message: an object of its own.</summary>
    private static string Text(string text) => new(text.AsSpan());

    private static RepeatedField<KeyValue> Attributes(string method, string path) =>
    [
        new KeyValue { Key = Text("method"), Value = new AnyValue { StringValue = Text(method) } },
        new KeyValue { Key = Text("path"), Value = new AnyValue { StringValue = Text(path) } },
    ];
}
