using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;
using Serilog.Sinks.SystemConsole.Themes;
using TradingAgent.Host.Configuration;

namespace TradingAgent.Host.Observability;

/// <summary>Builds the logger: readable on a terminal, one JSON object a line in a container.</summary>
internal static class LoggingSetup
{
    private const string Template = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <param name="options">What is logged, and how it looks.</param>
    /// <param name="variables">Tell whether this is a container.</param>
    public static Logger Create(LoggingOptions options, IReadOnlyDictionary<string, string> variables)
    {
        LogEventLevel level = Enum.Parse<LogEventLevel>(options.Level);
        LoggerConfiguration logging = new LoggerConfiguration()
            .MinimumLevel.Is(level)
            .MinimumLevel.Override("Microsoft", level > LogEventLevel.Warning ? level : LogEventLevel.Warning)
            .MinimumLevel.Override("System", level > LogEventLevel.Warning ? level : LogEventLevel.Warning)
            .Enrich.FromLogContext();
        if (IsJson(options, variables)) logging.WriteTo.Console(new CompactJsonFormatter());
        else logging.WriteTo.Console(outputTemplate: Template, theme: Theme(Console.IsOutputRedirected));
        if (options.File.Length > 0)
        {
            logging.WriteTo.File(
                new CompactJsonFormatter(), options.File, rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 14);
        }
        return RedactSecrets(AddFurther(logging, options)).CreateLogger();
    }

    /// <summary>A secret that is logged whole, even destructured, shows as <see cref="Secret.Redacted"/>.</summary>
    public static LoggerConfiguration RedactSecrets(LoggerConfiguration logging) =>
        logging.Destructure.ByTransforming<Secret>(_ => Secret.Redacted);

    /// <summary>True when lines are JSON.</summary>
    public static bool IsJson(LoggingOptions options, IReadOnlyDictionary<string, string> variables) =>
        options.Format switch
        {
            "json" => true,
            "text" => false,
            _ => variables.GetValueOrDefault("DOTNET_RUNNING_IN_CONTAINER") is "true" or "1",
        };

    private static ConsoleTheme Theme(bool redirected) => redirected ? ConsoleTheme.None : AnsiConsoleTheme.Code;

    private static LoggerConfiguration AddFurther(LoggerConfiguration logging, LoggingOptions options)
    {
        if (options.Serilog is not { } further) return logging;
        using var stream = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("Serilog");
            further.WriteTo(writer);
            writer.WriteEndObject();
        }
        stream.Position = 0;
        return logging.ReadFrom.Configuration(new ConfigurationBuilder().AddJsonStream(stream).Build());
    }
}
