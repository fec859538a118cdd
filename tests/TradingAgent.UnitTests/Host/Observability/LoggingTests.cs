using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Observability;
using Xunit;

namespace TradingAgent.UnitTests.Host.Observability;

public sealed class LoggingTests
{
    private const string Value = "b6f2-very-secret";

    [Fact]
    public void A_secret_never_reaches_the_output_however_it_is_logged()
    {
        var secret = new Secret(Value);
        var output = new StringWriter();
        LoggerConfiguration logging = new LoggerConfiguration()
            .WriteTo.Sink(new TextSink(new MessageTemplateTextFormatter("{Message}{Exception}{Properties}"), output))
            .WriteTo.Sink(new TextSink(new CompactJsonFormatter(), output));
        using (Logger logger = LoggingSetup.RedactSecrets(logging).CreateLogger())
        {
            logger.Information("plain {Secret}", secret);
            logger.Information("whole {@Secret}", secret);
            logger.Information("text {$Secret}", secret);
            logger.Information("inside {@Holder}", new { Name = "key", Inner = new { Secret = secret } });
            logger.Information("many {@Secrets}", new[] { secret, secret });
            logger.Error(new InvalidOperationException($"failed with {secret}"), "in an error");
        }
        string text = output + System.Text.Json.JsonSerializer.Serialize(secret) + secret + $"{secret}";
        Assert.DoesNotContain(Value, text, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", text, StringComparison.Ordinal);
        Assert.Contains(Secret.Redacted, text, StringComparison.Ordinal);
        Assert.Equal(Value, secret.Reveal());
    }

    [Theory]
    [InlineData("auto", null, false)]
    [InlineData("auto", "true", true)]
    [InlineData("text", "true", false)]
    [InlineData("json", null, true)]
    public void Lines_are_json_in_a_container_or_when_asked(string format, string? container, bool json)
    {
        var variables = new Dictionary<string, string>();
        if (container is not null) variables["DOTNET_RUNNING_IN_CONTAINER"] = container;
        Assert.Equal(json, LoggingSetup.IsJson(new LoggingOptions { Format = format }, variables));
    }

    [Fact]
    public void Secrets_come_from_a_variable_or_a_file_and_their_absence_is_said()
    {
        var variables = new Dictionary<string, string> { ["KEY"] = Value + "\n" };
        Assert.Equal(Value, SecretSource.Read("Venues.Bybit.ApiKey", "KEY", "", variables).Reveal());
        ConfigurationException error = Assert.Throws<ConfigurationException>(
            () => SecretSource.Read("Venues.Bybit.ApiKey", "OTHER", "", variables));
        Assert.Contains("the variable OTHER is not set", error.Message, StringComparison.Ordinal);
        Assert.Throws<ConfigurationException>(
            () => SecretSource.Read("Venues.Bybit.ApiKey", "", "/nowhere", variables));
    }

    [Fact]
    public void Settings_of_serilog_itself_are_passed_on()
    {
        AgentOptions options = ConfigurationText("""
            { "Logging": { "Serilog": { "MinimumLevel": { "Override": { "TradingAgent": "Error" } } } } }
            """);
        using Logger logger = LoggingSetup.Create(options.Logging, new Dictionary<string, string>());
        Assert.False(logger.ForContext(Constants.SourceContextPropertyName, "TradingAgent.X")
            .IsEnabled(LogEventLevel.Warning));
        Assert.True(logger.IsEnabled(LogEventLevel.Warning));
    }

    private sealed class TextSink(ITextFormatter formatter, TextWriter output) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => formatter.Format(logEvent, output);
    }

    private static AgentOptions ConfigurationText(string json) => Configuration.ConfigurationText.Read(json);
}
