using TradingAgent.Host.Verbs;
using Xunit;

namespace TradingAgent.UnitTests.Host.Verbs;

public sealed class PriceVerbTests : IDisposable
{
    private const string Table = "id,cp,F,K,t_ms,sigma\n1,C,100,100,1000000,0.5\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-agent-").FullName;
    private readonly RecordingConsole _console = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_table_may_be_answered_into_its_own_file()
    {
        string file = Path.Combine(_folder, "options.csv");
        File.WriteAllText(file, Table);
        Assert.Equal(ExitCode.Ok, await PriceAsync(file, file));
        Assert.Equal(2, File.ReadAllLines(file).Length);
        Assert.StartsWith("1,", File.ReadAllLines(file)[1], StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task What_cannot_be_read_leaves_the_output_as_it_was()
    {
        string output = Path.Combine(_folder, "values.csv");
        string input = Path.Combine(_folder, "bad.csv");
        File.WriteAllText(output, "precious");
        File.WriteAllText(input, "nothing,of,use\n1,2,3\n");
        Assert.Equal(ExitCode.Unavailable, await PriceAsync(Path.Combine(_folder, "nowhere.csv"), output));
        Assert.Equal(ExitCode.CheckFailed, await PriceAsync(input, output));
        Assert.Equal("precious", File.ReadAllText(output));
    }

    private Task<int> PriceAsync(string input, string output) =>
        CommandLine.RunAsync(VerbList.All, ["price", "--input", input, "--output", output], _console);
}
