using Cookbook.LocalHosting.Dashboard.Store;

namespace Cookbook.LocalHosting.Dashboard.Receiver.Reading;

/// <summary>Who sends, by the <see href="https://opentelemetry.io/docs/specs/semconv/resource/#service">conventions for services</see>.</summary>
internal sealed class SenderReader(Senders senders, AttributeReader attributes)
{
    public Sender Read(Otlp.Resource? resource)
    {
        var read = resource is null ? [] : attributes.Read(resource.Attributes);
        return senders.Get(
            read.Value("service.name") is { Length: > 0 } name ? name : Sender.UnknownService,
            read.Value("service.instance.id") ?? "",
            read);
    }
}
