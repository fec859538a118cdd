using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TradingAgent.ExchangeServer.Json;

/// <summary>A compact JSON writer over one growing buffer, used again for every message; not thread-safe.</summary>
internal sealed class FrameWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);

    public FrameWriter() => Json = new Utf8JsonWriter(_buffer, Options);

    public Utf8JsonWriter Json { get; }

    /// <summary>Forgets what was written and starts a new document.</summary>
    public Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        Json.Reset(_buffer);
        return Json;
    }

    /// <summary>The document so far as a frame of its own.</summary>
    public SharedFrame Finish()
    {
        Json.Flush();
        return SharedFrame.Copy(_buffer.WrittenSpan);
    }
}
