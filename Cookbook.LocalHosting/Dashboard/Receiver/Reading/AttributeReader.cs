using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Cookbook.LocalHosting.Dashboard.Store;
using Google.Protobuf.Collections;

namespace Cookbook.LocalHosting.Dashboard.Receiver.Reading;

/// <summary>Values of any kind as the text that is shown of them.</summary>
internal sealed class AttributeReader(TextIntake texts)
{
    /// <summary>Of one span, record or series; what is beyond is counted.</summary>
    public const int Most = 128;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The steps of a busy site say the same of themselves again and again.</summary>
    private readonly SharedCopies<TelemetryAttribute[]> _shared = new(4096, new SameAttributes());

    public string Text(string text) => texts.Take(text);

    public TelemetryAttribute[] Read(RepeatedField<KeyValue> attributes)
    {
        if (attributes.Count == 0)
        {
            return [];
        }

        var read = new TelemetryAttribute[Math.Min(attributes.Count, Most)];
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = new TelemetryAttribute(Text(attributes[i].Key), Text(attributes[i].Value));
        }

        return _shared.Of(read);
    }

    /// <summary>How many <see cref="Read"/> leaves out, beside those that the sender has.</summary>
    public static int Dropped(RepeatedField<KeyValue> attributes, uint bySender) => (int)Math.Min(bySender, int.MaxValue / 2) + Math.Max(0, attributes.Count - Most);

    public string Text(AnyValue? value) => value is null ? "" : value.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => Text(value.StringValue),
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => Text(value.IntValue.ToString(CultureInfo.InvariantCulture)),
        AnyValue.ValueOneofCase.DoubleValue => Text(value.DoubleValue.ToString("R", CultureInfo.InvariantCulture)),
        AnyValue.ValueOneofCase.BytesValue => Text(Convert.ToHexStringLower(value.BytesValue.Span)),
        AnyValue.ValueOneofCase.ArrayValue or AnyValue.ValueOneofCase.KvlistValue => Text(Json(value)),
        _ => "",
    };

    private static string Json(AnyValue value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Plain))
        {
            Write(writer, value);
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>It ends: the parser has refused what is nested more deeply than a hundred levels.</summary>
    private static void Write(Utf8JsonWriter writer, AnyValue? value)
    {
        switch (value?.ValueCase)
        {
            case AnyValue.ValueOneofCase.StringValue:
                writer.WriteStringValue(value.StringValue);
                break;
            case AnyValue.ValueOneofCase.BoolValue:
                writer.WriteBooleanValue(value.BoolValue);
                break;
            case AnyValue.ValueOneofCase.IntValue:
                writer.WriteNumberValue(value.IntValue);
                break;
            case AnyValue.ValueOneofCase.DoubleValue when double.IsFinite(value.DoubleValue):
                writer.WriteNumberValue(value.DoubleValue);
                break;
            case AnyValue.ValueOneofCase.DoubleValue:
                writer.WriteStringValue(value.DoubleValue.ToString(CultureInfo.InvariantCulture));
                break;
            case AnyValue.ValueOneofCase.BytesValue:
                writer.WriteStringValue(Convert.ToHexStringLower(value.BytesValue.Span));
                break;
            case AnyValue.ValueOneofCase.ArrayValue:
                writer.WriteStartArray();
                foreach (var item in value.ArrayValue.Values)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case AnyValue.ValueOneofCase.KvlistValue:
                writer.WriteStartObject();
                foreach (var item in value.KvlistValue.Values)
                {
                    writer.WritePropertyName(item.Key);
                    Write(writer, item.Value);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
