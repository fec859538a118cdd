using System.Text;

namespace TradingAgent.Runtime.Safety;

/// <summary>
/// What a sentinel leaves in the agent's data folder when it fires: an agent that was only suspended meanwhile finds no
/// lock held when it goes on, and must know all the same that another hand was at its account.
/// </summary>
public static class SentinelMark
{
    /// <summary>Its file in the data folder.</summary>
    public const string FileName = "sentinel.fired";

    /// <summary>Leaves it, whole or not at all; no two have the same words.</summary>
    /// <exception cref="IOException">The disk is full, or gone.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public static void Leave(string folder, string words)
    {
        string path = Path.Combine(folder, FileName);
        string passing = path + ".part";
        using (FileStream file = new(passing, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(words + "\n"));
            file.Flush(flushToDisk: true);
        }
        File.Move(passing, path, overwrite: true);
    }

    /// <summary>Its words; null where none fired.</summary>
    public static string? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // That it is there says enough.
            return $"{path} cannot be read";
        }
    }

    /// <summary>Takes it away, unless another one has come since it was read.</summary>
    public static void Remove(string folder, string words)
    {
        if (Read(folder) == words) File.Delete(Path.Combine(folder, FileName));
    }
}
